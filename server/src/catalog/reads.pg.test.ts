import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { newId } from '../platform/ids.ts'
import { changeEvent } from './change-event.ts'
import { catalogHouse, type CatalogHouse } from './testing/catalog-house.ts'

describe('public reads', () => {
  let house: CatalogHouse
  let organiser: string
  let eventId: string
  before(async () => {
    house = await catalogHouse()
    organiser = await house.has.anOrganiser()
    eventId = await house.has.anEvent(organiser)
  })
  after(() => house[Symbol.asyncDispose]())

  const addresses = async (): Promise<string[]> => {
    const event = (await house.as().get(`/v1/events/${eventId}`)).json()
    return [
      `/v1/events/${eventId}`,
      '/v1/events?q=songs',
      '/v1/shows',
      `/v1/shows/${event.show.id}`,
      `/v1/shows/${event.show.id}/events`,
      '/v1/venues?name=harbor',
      `/v1/venues/${event.venue.id}`,
      '/v1/performers',
    ]
  }

  test('each answer has an ETag, may be kept for a second, and is not sent to whoever holds it', async () => {
    for (const url of await addresses()) {
      const first = await house.as().get(url)
      assert.equal(first.statusCode, 200, url)
      assert.equal(first.headers['cache-control'], 'public, max-age=1', url)
      assert.equal(first.headers['x-content-type-options'], 'nosniff', url)
      const etag = String(first.headers.etag)
      const ready = await house.as().get(url)
      assert.deepEqual([ready.body, ready.headers], [first.body, first.headers], url)
      for (const held of [etag, `"other", W/${etag}`]) {
        const again = await house.as().get(url, undefined, { 'if-none-match': held })
        assert.deepEqual([again.statusCode, again.body, again.headers.etag], [304, '', etag], url)
      }
      assert.equal((await house.as().get(url, undefined, { 'if-none-match': '"other"' })).statusCode, 200, url)
    }
  })

  test('what is ready is given over the wire with the same head as when it was made, and counted', async () => {
    const url = `${await house.app.listen({ port: 0, host: '127.0.0.1' })}/v1/events/${eventId}?`
    const before = house.catalog.stats().readyAnswers
    const made = await fetch(url)
    const etag = made.headers.get('etag') ?? ''
    const ready = await fetch(url)
    const headOf = (answer: Response) => new Map([...answer.headers].filter(([name]) => name !== 'date'))
    assert.deepEqual(headOf(ready), headOf(made))
    assert.equal(await ready.text(), await made.text())
    const held = await fetch(url, { headers: { 'if-none-match': etag } })
    assert.deepEqual([held.status, await held.text(), held.headers.get('etag')], [304, '', etag])
    assert.equal((await fetch(url, { method: 'HEAD' })).headers.get('etag'), etag)
    assert.equal(house.catalog.stats().readyAnswers - before, 2)
  })

  test('after a change the old answer is gone as soon as the notice of it has come', async () => {
    const url = `/v1/events/${eventId}`
    await house.as().get(url)
    let told = false
    const unlisten = await house.db.listen('catalog', () => void (told = true))
    await house.db.transaction((tx) => changeEvent(tx, organiser, eventId, { title: 'Another Evening' }))
    while (!told) await new Promise((resolve) => setImmediate(resolve))
    // The house hears on the connection it shares with this listener, in the order of listening: it was told before.
    assert.equal((await house.as().get(url)).json().title, 'Another Evening')
    await unlisten()
  })

  test('an event says that there is a waiting room, for as long as there is one', async () => {
    const other = await house.has.anEvent(organiser)
    const waitingRoom = async () => {
      await house.db.sql`select pg_notify('catalog', ${other})`
      return (await house.as({ kind: 'vendor', accountId: organiser }).get(`/v1/events/${other}`)).json().waitingRoom
    }
    assert.equal(await waitingRoom(), null)
    const lobby = { lobbyOpensAt: '2035-03-01T08:30:00.000Z', lobbyClosesAt: '2035-03-01T08:58:00.000Z' }
    house.waitingRooms.set(other, {
      lobbyOpensAt: new Date(lobby.lobbyOpensAt),
      lobbyClosesAt: new Date(lobby.lobbyClosesAt),
    })
    assert.deepEqual(await waitingRoom(), lobby)
  })

  test('what is ready for everybody never has a draft in it, and a draft is kept by nobody', async () => {
    const draft = await house.has.anEvent(organiser, { draft: true })
    const owner = house.as({ kind: 'vendor', accountId: organiser })
    const mine = await owner.get(`/v1/events/${draft}`)
    assert.equal(mine.statusCode, 200)
    assert.equal(mine.headers['cache-control'], 'private, no-store')
    assert.equal((await house.as().get(`/v1/events/${draft}`)).statusCode, 404)
    assert.equal((await house.as({ kind: 'vendor', accountId: newId() }).get(`/v1/events/${draft}`)).statusCode, 404)
    const { show } = mine.json()
    assert.equal((await house.as().get(`/v1/shows/${show.id}`)).statusCode, 404)
    assert.equal((await owner.get(`/v1/shows/${show.id}`)).statusCode, 200)
    assert.equal((await house.as().get(`/v1/shows/${show.id}/events`)).statusCode, 404)
  })

  const refused: [query: string, field: string][] = [
    ['lat=91&lng=0', 'query.lat'],
    ['lat=x&lng=0', 'query.lat'],
    ['lat=51', 'query.lng'],
    ['radiusKm=0&lat=1&lng=1', 'query.radiusKm'],
    ['radiusKm=10', 'query.radiusKm'],
    ['sort=best', 'query.sort'],
    ['sort=distance', 'query.sort'],
    ['from=tomorrow', 'query.from'],
    ['from=2035-05-02&to=2035-05-01', 'query.to'],
    ['maxPrice=10', 'query.currency'],
    ['maxPrice=1.5&currency=GBP', 'query.maxPrice'],
    ['country=Wales', 'query.country'],
    ['limit=101', 'query.limit'],
    ['limit=0', 'query.limit'],
    ['q=', 'query.q'],
    ['q=a%00b', 'query.q'],
    ['accessible=perhaps', 'query.accessible'],
    ['colour=red', 'query.colour'],
  ]
  for (const [query, field] of refused)
    test(`?${query} is refused by ${field}`, async () => {
      const answer = await house.as().get(`/v1/events?${query}`)
      assert.equal(answer.statusCode, 400, answer.body)
      assert.equal(answer.json().errors[0].field, field)
      assert.equal(answer.headers['cache-control'], 'no-store')
    })

  test('ids that are none are refused, ids of nothing are not found', async () => {
    for (const kind of ['events', 'shows', 'venues', 'performers']) {
      assert.equal((await house.as().get(`/v1/${kind}/1`)).statusCode, 400, kind)
      assert.equal((await house.as().get(`/v1/${kind}/${newId()}`)).statusCode, 404, kind)
    }
  })

  test('venues are found by part of the name or one that is near, city, state, country and postal code', async () => {
    await house.has.aVenue(organiser, {
      name: 'Estádio do Sol',
      city: 'São Paulo',
      state: 'SP',
      country: 'BR',
      postalCode: '01310-100',
    })
    for (const query of [
      'name=sol',
      'name=estadio%20do%20sul',
      'city=sao%20paulo',
      'state=sp',
      'country=BR',
      'postalCode=01310',
      'name=sol&country=BR',
    ])
      assert.deepEqual(
        (await house.as().get(`/v1/venues?${query}`)).json().items.map((venue: { name: string }) => venue.name),
        ['Estádio do Sol'],
        query,
      )
    for (const query of ['name=100%25', 'name=_', 'country=PT', 'name=sol&country=GB'])
      assert.deepEqual((await house.as().get(`/v1/venues?${query}`)).json().items, [], query)
  })
})
