import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { discovery } from '../import/kinds/discovery.ts'
import { schemaOrg } from '../import/kinds/schema-org.ts'
import type { StreamedKind } from '../import/kind.ts'
import { catalogHouse, type CatalogHouse } from '../testing/catalog-house.ts'

const START = '2035-05-04T18:30:00Z'

describe('what the catalogue gives others', () => {
  let house: CatalogHouse
  let organiserId: string
  let mine: ReturnType<CatalogHouse['as']>
  let venueId: string
  let performerId: string
  let eventId: string
  const read = async (path: string) => house.as().get(path)
  const jsonLd = async (id: string) => (await read(`/v1/events/${id}/jsonld`)).json()

  before(async () => {
    house = await catalogHouse()
    organiserId = await house.has.anOrganiser('Harbour Stages')
    mine = house.as({ kind: 'vendor', accountId: organiserId })
    venueId = await house.has.aVenue(organiserId)
    performerId = await house.has.aPerformer(organiserId)
    eventId = await house.has.anEvent(organiserId, {
      venueId,
      performers: [{ performerId }],
      doorsAt: new Date('2035-05-04T17:30:00Z'),
      onSaleAt: new Date('2026-01-01T09:00:00Z'),
    })
  })
  after(() => house[Symbol.asyncDispose]())

  test('JSON-LD tells status, doors, on-sale, availability and the price all-in, with the offset of the venue', async () => {
    const answer = await read(`/v1/events/${eventId}/jsonld`)
    assert.match(String(answer.headers['content-type']), /^application\/ld\+json/)
    const node = answer.json()
    assert.deepEqual(
      [node['@type'], node.startDate, node.doorTime, node.eventStatus, node.url, node.performer],
      [
        'MusicEvent',
        '2035-05-04T19:30:00+01:00',
        '2035-05-04T18:30:00+01:00',
        'https://schema.org/EventScheduled',
        `https://tickets.test/events/${eventId}`,
        [{ '@type': 'MusicGroup', name: 'The Lanterns' }],
      ],
    )
    assert.deepEqual(node.offers, [
      {
        '@type': 'Offer',
        name: 'Standard',
        url: `https://tickets.test/events/${eventId}`,
        price: '25.00',
        priceCurrency: 'GBP',
        availability: 'https://schema.org/InStock',
        validFrom: '2026-01-01T09:00:00+00:00',
        validThrough: '2035-05-04T19:30:00+01:00',
      },
    ])
    const again = await house
      .as()
      .get(`/v1/events/${eventId}/jsonld`, undefined, { 'if-none-match': String(answer.headers.etag) })
    assert.equal(again.statusCode, 304)
  })

  test('JSON-LD follows each turn of an event, with the date that it had', async () => {
    const moving = await house.has.anEvent(organiserId, { venueId, onSaleAt: new Date('2034-01-01T00:00:00Z') })
    assert.match((await jsonLd(moving)).offers[0].availability, /PreOrder$/)
    await mine.post(`/v1/events/${moving}/postponement`, {})
    assert.match((await jsonLd(moving)).eventStatus, /EventPostponed$/)
    await mine.post(`/v1/events/${moving}/rescheduling`, { startsAt: '2035-06-01T18:30:00Z' })
    const node = await jsonLd(moving)
    assert.match(node.eventStatus, /EventRescheduled$/)
    assert.deepEqual(
      [node.previousStartDate, node.startDate],
      ['2035-05-04T19:30:00+01:00', '2035-06-01T19:30:00+01:00'],
    )
    await mine.post(`/v1/events/${moving}/cancellation`, {})
    assert.match((await jsonLd(moving)).eventStatus, /EventCancelled$/)
  })

  test('nothing of a draft goes out, but to its organiser', async () => {
    const draft = await house.has.anEvent(organiserId, { venueId, draft: true })
    for (const path of [
      `/v1/events/${draft}/jsonld`,
      `/v1/events/${draft}/calendar.ics`,
      `/discovery/v2/events/${draft}.json`,
    ])
      assert.equal((await read(path)).statusCode, 404, path)
    const own = await mine.get(`/v1/events/${draft}/jsonld`)
    assert.deepEqual([own.statusCode, own.headers['cache-control']], [200, 'private, no-store'])
    assert.ok(!(await read(`/v1/venues/${venueId}/calendar.ics`)).body.includes(draft))
    assert.ok(!(await read('/v1/sitemap/events')).body.includes(draft))
  })

  test('calendars keep a UID, count changes, and say what is cancelled, for venue, performer and organiser', async () => {
    const valuesOf = (body: string, name: string) =>
      body
        .split('\r\n')
        .filter((line) => line.startsWith(`${name}:`))
        .map((line) => line.slice(name.length + 1))
    const off = await house.has.anEvent(organiserId, {
      venueId,
      performers: [{ performerId }],
      startsAt: new Date('2036-01-01T18:00:00Z'),
    })
    const [before] = valuesOf((await read(`/v1/events/${off}/calendar.ics`)).body, 'SEQUENCE')
    await mine.post(`/v1/events/${off}/cancellation`, {})
    const after = (await read(`/v1/events/${off}/calendar.ics`)).body
    assert.deepEqual([valuesOf(after, 'UID'), valuesOf(after, 'STATUS')], [[off], ['CANCELLED']])
    assert.ok(Number(valuesOf(after, 'SEQUENCE')[0]) > Number(before))
    for (const path of [`venues/${venueId}`, `performers/${performerId}`, `organisers/${organiserId}`]) {
      const feed = await read(`/v1/${path}/calendar.ics`)
      assert.match(String(feed.headers['content-type']), /^text\/calendar/)
      const uids = valuesOf(feed.body, 'UID')
      assert.ok(uids.includes(eventId) && uids.includes(off), path)
      assert.equal(new Set(uids).size, uids.length)
    }
    const nobody = await house.has.anOrganiser('Nobody yet')
    assert.equal((await read(`/v1/organisers/${nobody}/calendar.ics`)).statusCode, 404)
  })

  test('a client of the Discovery API finds, pages, looks up, and is refused in its own shape', async () => {
    const page = (await read(`/discovery/v2/events.json?venueId=${venueId}&size=1&page=0&apikey=x&unknown=y`)).json()
    assert.equal(page._embedded.events.length, 1)
    assert.deepEqual([page.page.size, page.page.number, page.page.totalPages], [1, 0, page.page.totalElements])
    assert.match(page._links.next.href, /^\/discovery\/v2\/events\.json\?.*page=1/)
    assert.doesNotMatch(page._links.next.href, /apikey/)
    const next = (await read(page._links.next.href)).json()
    assert.notEqual(next._embedded.events[0].id, page._embedded.events[0].id)
    const found = (await read('/discovery/v2/events.json?keyword=lanterns&countryCode=GB')).json()
    const one = found._embedded.events.find(({ id }: { id: string }) => id === eventId)
    assert.deepEqual(one.dates.start.dateTime, START)
    assert.deepEqual(
      [one.dates.start.localTime, one.dates.timezone, one.priceRanges[0].min],
      ['19:30:00', 'Europe/London', 25],
    )
    const [self] = [one._links.self.href.replace(/\?.*/, '')]
    assert.equal((await read(self)).json()._embedded.venues[0].name, 'Harbour Hall')
    assert.equal((await read(`${self}.json`)).statusCode, 200)
    assert.equal((await read(`/discovery/v2/venues/${venueId}.json`)).json().city.name, 'Bristol')
    assert.equal(
      (await read(`/discovery/v2/attractions.json?keyword=lanterns`)).json()._embedded.attractions[0].id,
      performerId,
    )
    const idsFor = async (query: string) =>
      (await read(`/discovery/v2/events.json?${query}`)).json()._embedded?.events.map(({ id }: { id: string }) => id) ??
      []
    // The geohash of the harbour of Bristol, and of one on the other side of the globe.
    assert.ok((await idsFor('geoPoint=gcnhsy7&radius=5&unit=km')).includes(eventId))
    assert.deepEqual(await idsFor('geoPoint=rckq2v2&radius=5&unit=km'), [])
    const inState = await house.has.aVenue(organiserId, { name: 'Fox', city: 'Atlanta', country: 'US', state: 'GA', postalCode: '30308' }) // prettier-ignore
    const there = await house.has.anEvent(organiserId, { venueId: inState })
    assert.deepEqual(await idsFor('countryCode=US&stateCode=ga'), [there])
    assert.deepEqual(await idsFor('postalCode=30308'), [there])
    assert.deepEqual(await idsFor('stateCode=NY'), [])
    const segment = one.classifications[0].segment.name
    assert.ok((await idsFor(`classificationName=${segment}&size=200`)).includes(eventId), 'what it says, it takes')
    for (const wrong of [
      'size=0',
      'size=200&page=9',
      'latlong=x',
      'sort=best',
      'startDateTime=today',
      'venueId=7',
      'countryCode=GBR',
      'geoPoint=a',
      'dmaId=324',
    ]) {
      const refused = await read(`/discovery/v2/events.json?${wrong}`)
      assert.deepEqual([refused.statusCode, refused.json().errors[0].status], [400, '400'], wrong)
    }
    assert.equal((await read('/discovery/v2/events/G5vVZ.json')).json().errors[0].code, 'DIS1004')
    assert.equal((await read('/discovery/v2/events.json?keyword=nosuchthing')).json().page.totalElements, 0)
  })

  test('a client of the Discovery API narrows by the classes that events carry, and finds all of them listed', async () => {
    const showId = await house.has.aShow(organiserId, {
      kind: 'film',
      title: 'Night Shift',
      genres: ['Noir', 'Slow TV'],
    })
    const film = await house.has.anEvent(organiserId, { venueId, showId })
    const carried = (await read(`/discovery/v2/events/${film}`)).json().classifications
    assert.deepEqual(
      carried.map(({ segment, genre, subGenre }: Record<string, { id: string }>) => [
        segment?.id,
        genre?.id,
        subGenre?.id,
      ]),
      [
        ['film', 'crime', 'noir'],
        ['film', 'slow-tv', 'slow-tv'],
      ],
    )
    const listed = (await read('/discovery/v2/classifications?apikey=x')).json()
    assert.deepEqual([listed.page.totalElements, listed._embedded.classifications.length], [5, 5])
    const { segment } = listed._embedded.classifications.find(
      (one: { segment: { id: string } }) => one.segment.id === 'film',
    )
    for (const { genre, subGenre } of carried) {
      const there = segment._embedded.genres.find(({ id }: { id: string }) => id === genre.id)
      assert.equal(there?.name, genre.name)
      assert.ok(there._embedded.subgenres.some(({ id }: { id: string }) => id === subGenre.id))
      for (const path of [
        `genres/${genre.id}.json`,
        `subgenres/${subGenre.id}`,
        `segments/film`,
        `${subGenre.id}.json`,
      ]) {
        const answer = await read(`/discovery/v2/classifications/${path}`)
        assert.equal(answer.statusCode, 200, path)
      }
      assert.equal((await read(there._links.self.href)).json().name, genre.name)
    }
    const foundBy = async (query: string) =>
      ((await read(`/discovery/v2/events?size=200&${query}`)).json()._embedded?.events ?? [])
        .map(({ id }: { id: string }) => id)
        .filter((id: string) => id === film || id === eventId)
    assert.deepEqual(await foundBy('classificationId=film'), [film])
    assert.deepEqual(await foundBy('segmentId=KZFzniwnSyZfZ7v7nn'), [film], 'what programs have written into them')
    assert.deepEqual(await foundBy('genreId=crime&subGenreId=noir'), [film])
    assert.deepEqual(await foundBy('genreId=slow-tv'), [film])
    assert.deepEqual(await foundBy('genreId=rock,crime&segmentName=Film'), [film])
    assert.deepEqual(await foundBy('genreId=crime&segmentId=music'), [])
    assert.deepEqual(await foundBy('genreId=KnvZfZ7vAeA'), [], 'an id that nothing bears')
    const named = (await read('/discovery/v2/classifications.json?keyword=noir')).json()
    assert.deepEqual(
      named._embedded.classifications.map((one: { segment: { id: string } }) => one.segment.id),
      ['film'],
    )
    assert.equal((await read('/discovery/v2/classifications/genres/none.json')).json().errors[0].code, 'DIS1004')
    assert.equal(
      (await read('/discovery/v2/attractions?genreId=rock')).statusCode,
      400,
      'nothing is passed over that narrows',
    )
  })

  test('a client of the Discovery API is suggested performers, venues and events while somebody types', async () => {
    const ask = async (query: string) => (await read(`/discovery/v2/suggest.json?${query}`)).json()
    const typed = await ask('keyword=lanter&apikey=x')
    assert.deepEqual(
      typed._embedded.attractions.map(({ id, name }: Record<string, string>) => [id, name]),
      [[performerId, 'The Lanterns']],
    )
    assert.ok(typed._embedded.attractions[0].upcomingEvents._total > 0)
    assert.ok(typed._embedded.events.some(({ id }: { id: string }) => id === eventId))
    assert.doesNotMatch(typed._links.self.href, /apikey/)
    assert.deepEqual(Object.keys((await ask('keyword=lanter&resource=attractions,products'))._embedded), [
      'attractions',
    ])
    assert.equal(
      (await ask('keyword=lantrens&resource=attractions'))._embedded.attractions[0].id,
      performerId,
      'misspelt',
    )
    assert.equal((await ask('keyword=lanter&segmentId=sports'))._embedded, undefined)
    const venues = await ask('keyword=harb&resource=venues&countryCode=GB')
    assert.ok(venues._embedded.venues.some(({ id }: { id: string }) => id === venueId))
    assert.equal((await ask('keyword=harb&resource=venues&countryCode=US'))._embedded, undefined)
    const anything = await ask('countryCode=GB&size=2')
    assert.deepEqual(
      Object.entries(anything._embedded).map(([name, items]) => [name, (items as object[]).length <= 2]),
      [
        ['venues', true],
        ['attractions', true],
        ['events', true],
      ],
    )
    assert.deepEqual(Object.keys(await ask('keyword=nosuchthing')), ['_links'])
    for (const wrong of ['size=0', 'size=x', 'resource=users', 'keyword=a&latlong=x', 'keyword=a&stateCode=GA'])
      assert.equal((await read(`/discovery/v2/suggest?${wrong}`)).statusCode, 400, wrong)
  })

  test('what goes out comes back in: JSON-LD and Discovery are read by the importers', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'foyer-out-'))
    try {
      const back = async (kind: StreamedKind, document: unknown) => {
        const file = join(folder, 'out.json')
        await writeFile(file, JSON.stringify(document))
        for await (const row of kind.rows(file, {})) {
          assert.ok('value' in row)
          const { record, refused } = kind.mapRow(row, { capacity: 20 })
          assert.deepEqual(refused, [])
          return record
        }
      }
      const linked = await back(schemaOrg, await jsonLd(eventId))
      const shaped = await back(discovery, (await read(`/discovery/v2/events/${eventId}`)).json())
      for (const record of [linked, shaped]) {
        assert.deepEqual(record?.listed?.tickets?.levels[0]?.faceValue, 2_500)
        assert.deepEqual(record?.venue?.timeZone, 'Europe/London')
        assert.deepEqual(
          record?.performers?.map(({ name }) => name),
          ['The Lanterns'],
        )
      }
    } finally {
      await rm(folder, { recursive: true })
    }
  })

  test('the sitemap lists each page once, with its last change, and nothing that is over', async () => {
    await house.has.anEvent(organiserId, { venueId, startsAt: new Date('2020-01-01T00:00:00Z') })
    const ids: string[] = []
    for (let cursor = ''; ;) {
      const page = (await read(`/v1/sitemap/events?limit=1${cursor && `&cursor=${cursor}`}`)).json()
      ids.push(...page.items.map(({ id }: { id: string }) => id))
      if (page.next === null) break
      cursor = page.next
    }
    assert.ok(ids.includes(eventId) && new Set(ids).size === ids.length)
    const [row] = await house.db.sql<{ ahead: number }[]>`
      select count(*) as ahead from events where status <> 'draft' and starts_at > now()`
    assert.equal(ids.length, row?.ahead)
    for (const kind of ['shows', 'venues', 'performers'])
      assert.ok((await read(`/v1/sitemap/${kind}`)).json().items.length > 0, kind)
  })
})
