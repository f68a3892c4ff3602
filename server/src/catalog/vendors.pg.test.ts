import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { vendorCatalogRoutes } from '@foyer/contract/catalog.vendor'
import { findBrokenInvariants } from '../platform/check.ts'
import { newId } from '../platform/ids.ts'
import { catalogInvariants } from './invariants.ts'
import { catalogHouse, type CatalogHouse } from './testing/catalog-house.ts'
import { aShow, aVenue, twoRows } from './testing/given.ts'

describe('vendors', () => {
  let house: CatalogHouse
  let mine: ReturnType<CatalogHouse['as']>
  let theirs: ReturnType<CatalogHouse['as']>
  const anybody = () => house.as()

  before(async () => {
    house = await catalogHouse()
    mine = house.as({ kind: 'vendor', accountId: await house.has.anOrganiser('Harbour Stages') })
    theirs = house.as({ kind: 'vendor', accountId: await house.has.anOrganiser('Castle Shows') })
  })
  after(() => house[Symbol.asyncDispose]())

  const made = async (url: string, body: object) => {
    const answer = await mine.post(url, body)
    assert.equal(answer.statusCode, 201, answer.body)
    return answer.json()
  }
  const anEventBody = async () => ({
    showId: (await made('/v1/shows', aShow)).id,
    venueId: (await made('/v1/venues', aVenue)).id,
    startsAt: '2035-05-04T19:30:00+01:00',
  })

  test('a vendor adds venue, hall, plan, performer, show and event, and publishes it', async () => {
    const venue = await made('/v1/venues', aVenue)
    const { halls } = await made(`/v1/venues/${venue.id}/halls`, { name: 'Main' })
    const plan = await made(`/v1/halls/${halls[0].id}/seating-plans`, { name: 'Seated', manifest: twoRows })
    assert.equal(plan.places, 20)
    const performer = await made('/v1/performers', { name: 'The Lanterns', kind: 'group' })
    const support = await made('/v1/performers', { name: 'Moth', kind: 'person' })
    const show = await made('/v1/shows', { ...aShow, cast: ['A', 'B'], trailerUrl: 'https://example.org/t' })
    const billed = await mine.post(`/v1/shows/${show.id}/performers`, { performerId: performer.id })
    assert.deepEqual(billed.json().performers, [
      { id: performer.id, name: 'The Lanterns', kind: 'group', billing: 0, role: null },
    ])
    const draft = await made('/v1/events', {
      showId: show.id,
      venueId: venue.id,
      seatingPlanId: plan.id,
      startsAt: '2035-05-04T19:30:00+01:00',
      priceLevels: [{ name: 'Standard', categories: ['standard'], faceValue: 2_200, fees: 300 }],
    })
    await mine.post(`/v1/events/${draft.id}/performers`, { performerId: support.id, billing: 1, role: 'support' })
    assert.equal((await anybody().get(`/v1/events/${draft.id}`)).statusCode, 404)
    const published = await mine.post(`/v1/events/${draft.id}/publication`)
    assert.equal(published.statusCode, 200, published.body)

    const event = (await anybody().get(`/v1/events/${draft.id}`)).json()
    assert.equal(event.startsAt, '2035-05-04T18:30:00.000Z')
    assert.equal(event.localDate, '2035-05-04')
    assert.deepEqual(event.organiser.name, 'Harbour Stages')
    assert.deepEqual(event.hall, { id: halls[0].id, name: 'Main' })
    assert.deepEqual(
      event.performers.map((one: { name: string; role: string }) => [one.name, one.role]),
      [
        ['Moth', 'support'],
        ['The Lanterns', null],
      ],
    )
    assert.deepEqual(event.priceLevels[0].price, {
      allIn: { minor: 2_500, currency: 'GBP' },
      faceValue: { minor: 2_200, currency: 'GBP' },
      fees: { minor: 300, currency: 'GBP' },
    })
    assert.deepEqual(event.manifest, {
      hash: plan.manifestHash,
      places: 20,
      accessiblePlaces: 2,
      url: `/v1/events/${draft.id}/manifest/${plan.manifestHash}`,
    })
    assert.deepEqual(event.availability, { available: 20, accessible: 2, hint: 'many' })
    assert.deepEqual(await findBrokenInvariants(house.db.sql, catalogInvariants), [])
  })

  test('nobody, individuals and other vendors are kept from every route of vendors, each in their way', async () => {
    const event = await made('/v1/events', await anEventBody())
    const body = await anEventBody()
    const venue = await made(`/v1/venues/${body.venueId}/halls`, { name: 'Main' })
    const performer = await made('/v1/performers', { name: 'X', kind: 'person' })
    const ids: Record<string, string> = {
      eventId: event.id,
      venueId: body.venueId,
      showId: body.showId,
      hallId: venue.halls[0].id,
      performerId: performer.id,
    }
    const bodies: Record<string, object> = {
      addVenue: aVenue,
      changeVenue: { name: 'Taken over' },
      addHall: { name: 'Annex' },
      addSeatingPlan: { name: 'Plan', manifest: twoRows },
      addPerformer: { name: 'Y', kind: 'person' },
      changePerformer: { name: 'Taken over' },
      addShow: aShow,
      changeShow: { title: 'Taken over' },
      attachToShow: { performerId: performer.id },
      addEvent: body,
      changeEvent: { title: 'Taken over' },
      attachToEvent: { performerId: performer.id },
      uploadTickets: { manifest: twoRows },
      removeTickets: { places: [0] },
    }
    for (const [name, contract] of Object.entries(vendorCatalogRoutes)) {
      const url = contract.path.replaceAll(/:(\w+)/g, (_, id: string) => ids[id] ?? '')
      const call = async (who: ReturnType<CatalogHouse['as']>) => {
        const verbs = { GET: who.get, POST: who.post, PATCH: who.patch, DELETE: who.delete }
        return (await verbs[contract.method](url, bodies[name])).statusCode
      }
      assert.equal(await call(anybody()), 401, name)
      assert.equal(await call(house.as({ kind: 'individual', accountId: newId() })), 403, name)
      // Adding something of one's own is anybody's right; an event needs a show of one's own.
      const expected: Record<string, number> = {
        addVenue: 201,
        addPerformer: 201,
        addShow: 201,
        addEvent: 400,
        myEvents: 200,
        myVenues: 200,
        myPerformers: 200,
      }
      assert.equal(await call(theirs), expected[name] ?? 404, name)
    }
    assert.equal((await mine.get(`/v1/events/${event.id}`)).json().title, aShow.title)
  })

  test('a vendor finds the venues and performers that are theirs, and no others', async () => {
    const venue = await made('/v1/venues', { ...aVenue, name: 'The Tidal Rooms' })
    const performer = await made('/v1/performers', { name: 'Low Water', kind: 'group', genres: ['folk'] })
    const named = async (who: typeof mine, path: string): Promise<string[]> =>
      (await who.get(path)).json().items.map(({ name }: { name: string }) => name)
    assert.deepEqual(await named(mine, '/v1/me/venues?name=tidal'), ['The Tidal Rooms'])
    assert.deepEqual(await named(theirs, '/v1/me/venues?name=tidal'), [])
    assert.deepEqual(await named(mine, '/v1/me/performers?name=low%20water'), ['Low Water'])
    assert.deepEqual(await named(theirs, '/v1/me/performers?name=low%20water'), [])
    assert.deepEqual((await mine.get(`/v1/me/venues/${venue.id}`)).json(), venue)
    assert.deepEqual((await mine.get(`/v1/me/performers/${performer.id}`)).json(), performer)
    const changed = await mine.patch(`/v1/venues/${venue.id}`, { street: '3 Tide Street', location: null })
    assert.equal(changed.json().street, '3 Tide Street')
    assert.equal((await mine.get(`/v1/me/venues/${venue.id}`)).json().location, null)
  })

  test('anybody may screen a film that another organiser listed', async () => {
    const film = (await theirs.post('/v1/shows', { ...aShow, kind: 'film' })).json()
    const { venueId } = await anEventBody()
    await made('/v1/events', { showId: film.id, venueId, startsAt: '2035-05-04T18:30:00Z' })
  })

  test('a key repeated gives the first answer and adds nothing; with another body it is refused', async () => {
    const key = { 'idempotency-key': newId() }
    const first = await mine.post('/v1/venues', { ...aVenue, name: 'Only once' }, key)
    const again = await mine.post('/v1/venues', { ...aVenue, name: 'Only once' }, key)
    assert.deepEqual(again.json(), first.json())
    assert.equal(
      (await mine.post('/v1/venues', { ...aVenue, name: 'Other' }, key)).json().code,
      'idempotency-key-reused',
    )
    const [count] = await house.db.sql`select count(*) from venues where name = 'Only once'`
    assert.equal(count?.['count'], 1)
  })

  const faults: [says: string, change: object, field: string][] = [
    ['doors after the start', { doorsAt: '2035-05-04T19:31:00+01:00' }, 'body.doorsAt'],
    ['an end before the start', { endsAt: '2035-05-04T18:30:00Z' }, 'body.endsAt'],
    ['an on-sale after the start', { onSaleAt: '2035-05-05T00:00:00Z' }, 'body.onSaleAt'],
    ['an allowance of eleven', { allowance: 11 }, 'body.allowance'],
    ['a venue that is not there', { venueId: newId() }, 'body.venueId'],
    ['a plan that is not there', { seatingPlanId: newId() }, 'body.seatingPlanId'],
    ['a performer that is not there', { performers: [{ performerId: newId() }] }, 'body.performers[0].performerId'],
    ['a currency that is none', { currency: 'XXY' }, 'body.currency'],
    ['a leap second', { startsAt: '2035-06-30T23:59:60Z' }, 'body.startsAt'],
    ['a NUL in a title', { title: 'a\u0000b' }, 'body.title'],
    [
      'half a character in the name of a price',
      { priceLevels: [{ name: 'Stalls \ud83c', categories: ['standard'], faceValue: 1, fees: 0 }] },
      'body.priceLevels[0].name',
    ],
    ['a field that is none', { titel: 'x' }, 'body.titel'],
    [
      'a category with two prices',
      {
        priceLevels: ['A', 'B'].map((name) => ({ name, categories: ['standard'], faceValue: 1, fees: 0 })),
      },
      'body.priceLevels[1].categories',
    ],
  ]
  for (const [says, change, field] of faults)
    test(`an event with ${says} is refused by its field`, async () => {
      const answer = await mine.post('/v1/events', { ...(await anEventBody()), ...change })
      assert.equal(answer.statusCode, 400, answer.body)
      assert.equal(answer.json().errors[0].field, field)
    })

  test('a venue in a zone that is none, and a hall whose name is taken, are refused', async () => {
    const zone = await mine.post('/v1/venues', { ...aVenue, timeZone: 'Europe/Atlantis' })
    assert.equal(zone.json().errors[0].field, 'body.timeZone')
    const venue = await made('/v1/venues', aVenue)
    await made(`/v1/venues/${venue.id}/halls`, { name: 'Main' })
    assert.equal((await mine.post(`/v1/venues/${venue.id}/halls`, { name: 'Main' })).json().code, 'name-taken')
  })

  test('a plan of more than a mebibyte is refused before it is read', async () => {
    const answer = await mine.post(`/v1/halls/${newId()}/seating-plans`, { name: 'x'.repeat(1024 * 1024) })
    assert.equal(answer.statusCode, 413, answer.body)
    assert.equal(answer.json().code, 'body-too-large')
  })

  test('a draft without tickets or without a price is not published, and told what is missing', async () => {
    const draft = await made('/v1/events', await anEventBody())
    const bare = await mine.post(`/v1/events/${draft.id}/publication`)
    assert.equal(bare.statusCode, 409)
    assert.equal(bare.json().errors[0].field, 'manifest')
    await made(`/v1/events/${draft.id}/tickets`, { manifest: twoRows })
    const unpriced = await mine.post(`/v1/events/${draft.id}/publication`)
    assert.match(unpriced.json().errors[0].expected, /category standard/)
  })

  test('another date makes a published event rescheduled, and another zone moves its local day', async () => {
    const draft = await made('/v1/events', { ...(await anEventBody()), startsAt: '2035-05-04T20:00:00Z' })
    await made(`/v1/events/${draft.id}/tickets`, { count: 5, section: 'Floor', price: { faceValue: 1_000, fees: 0 } })
    await mine.post(`/v1/events/${draft.id}/publication`)
    const moved = (await mine.patch(`/v1/events/${draft.id}`, { startsAt: '2035-05-06T20:00:00Z' })).json()
    assert.deepEqual([moved.status, moved.previousStartsAt], ['rescheduled', '2035-05-04T20:00:00.000Z'])
    await mine.patch(`/v1/venues/${draft.venue.id}`, { timeZone: 'Asia/Tokyo' })
    assert.equal((await mine.get(`/v1/events/${draft.id}`)).json().localDate, '2035-05-07')
    assert.deepEqual(await findBrokenInvariants(house.db.sql, catalogInvariants), [])
  })

  test('an event that somebody else changed meanwhile is not written over: it is told what stands there now', async () => {
    const draft = await made('/v1/events', await anEventBody())
    const url = `/v1/events/${draft.id}`
    const seen = { 'if-match': `"${draft.revision}"` }
    const first = await mine.patch(url, { title: 'By one' }, seen)
    assert.equal(first.statusCode, 200, first.body)
    assert.equal(first.headers['etag'], `"${first.json().revision}"`)
    const second = await mine.patch(url, { description: 'By another' }, seen)
    assert.equal(second.statusCode, 412, second.body)
    const { code, revision, event } = second.json()
    assert.deepEqual([code, revision, event.title], ['changed-meanwhile', first.json().revision, 'By one'])
    const preview = await mine.get(`${url}/preview`)
    assert.deepEqual([preview.json().event.description, preview.headers['etag']], [null, `"${revision}"`])
    const third = await mine.patch(url, { description: 'By another' }, { 'if-match': `W/"${revision}"` })
    assert.deepEqual([third.json().title, third.json().description], ['By one', 'By another'])
    assert.equal((await mine.get(`/v1/me/events/${draft.id}`)).json().revision, third.json().revision)
    assert.equal((await theirs.patch(url, { title: 'Mine' }, { 'if-match': '"0"' })).statusCode, 404)
  })

  test('a change without If-Match, or with a star, is made whatever stands there; a tag that is none is refused', async () => {
    const draft = await made('/v1/events', await anEventBody())
    const url = `/v1/events/${draft.id}`
    for (const header of [{}, { 'if-match': '*' }])
      assert.equal((await mine.patch(url, { title: 'As it comes' }, header)).statusCode, 200)
    for (const tag of ['7', '"seven"', '"1", "2"', '"-1"', '']) {
      const refused = await mine.patch(url, { title: 'Never' }, { 'if-match': tag })
      assert.deepEqual([refused.statusCode, refused.json().errors[0].field], [400, 'headers.if-match'], tag)
    }
  })

  test('a change repeated with its key gives the first answer, although the revision has moved on by it', async () => {
    const draft = await made('/v1/events', await anEventBody())
    const headers = { 'if-match': `"${draft.revision}"`, 'idempotency-key': newId() }
    const first = await mine.patch(`/v1/events/${draft.id}`, { title: 'Once' }, headers)
    const again = await mine.patch(`/v1/events/${draft.id}`, { title: 'Once' }, headers)
    assert.deepEqual([again.statusCode, again.json()], [200, first.json()])
    const other = await mine.patch(`/v1/events/${draft.id}`, { title: 'Twice' }, headers)
    assert.equal(other.json().code, 'idempotency-key-reused')
  })

  test('an event that is on sale stays in its currency; a draft may have another', async () => {
    const draft = await made('/v1/events', await anEventBody())
    await made(`/v1/events/${draft.id}/tickets`, { count: 5, section: 'Floor', price: { faceValue: 1_000, fees: 0 } })
    assert.equal((await mine.patch(`/v1/events/${draft.id}`, { currency: 'JPY' })).statusCode, 200)
    assert.equal((await mine.post(`/v1/events/${draft.id}/publication`)).statusCode, 200)
    const refused = await mine.patch(`/v1/events/${draft.id}`, { currency: 'EUR', title: 'Another' })
    assert.equal(refused.statusCode, 400, refused.body)
    assert.equal(refused.json().errors[0].field, 'body.currency')
    assert.equal((await mine.patch(`/v1/events/${draft.id}`, { currency: 'JPY', title: 'Another' })).statusCode, 200)
  })

  test('a vendor sees their own events, drafts among them, and nobody else does', async () => {
    const own = (await mine.get('/v1/me/events?limit=100')).json().items
    assert.ok(own.some((event: { status: string }) => event.status === 'draft'))
    assert.deepEqual((await theirs.get('/v1/me/events')).json().items, [])
    const drafts = (await mine.get('/v1/me/events?status=draft&limit=2')).json()
    assert.equal(drafts.items.length, 2)
    assert.ok(drafts.items.every((event: { status: string }) => event.status === 'draft'))
    assert.equal((await mine.get(`/v1/me/events?status=draft&limit=2&cursor=${drafts.next}`)).statusCode, 200)
  })
})
