import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { assert as check, asyncProperty, constantFrom, dictionary, integer, oneof, string } from 'fast-check'
import { findBrokenInvariants } from '../../platform/check.ts'
import { loadTowns } from '../gazetteer/load-towns.ts'
import { catalogInvariants } from '../invariants.ts'
import { catalogHouse, type CatalogHouse } from '../testing/catalog-house.ts'
import { settle } from '../queries/search.ts'
import { changeShow } from '../shows.ts'
import type { Place } from './cursor.ts'
import type { EventSearch } from './event-search.ts'
import { findEvents } from './find-events.ts'
import { weighSuggestions } from './weigh-suggestions.ts'

/** A world to be found by place, day, price, what is left, genre, features and in other scripts. */
describe('finding', () => {
  let house: CatalogHouse
  let organiser: string
  const ids: Record<string, string> = {}
  const names = new Map<string, string>()

  before(async () => {
    house = await catalogHouse()
    await loadTowns(house.db, { populationMin: 100_000 })
    const { has } = house
    organiser = await has.anOrganiser()
    const munich = await has.aVenue(organiser, {
      name: 'Olympiahalle',
      city: 'München',
      country: 'DE',
      currency: 'EUR',
      timeZone: 'Europe/Berlin',
      location: { lat: 48.1749, lng: 11.5498 },
    })
    const tokyo = await has.aVenue(organiser, {
      name: '東京ドーム',
      city: 'Tokyo',
      country: 'JP',
      currency: 'JPY',
      timeZone: 'Asia/Tokyo',
      location: { lat: 35.7056, lng: 139.7519 },
    })
    const athens = await has.aVenue(organiser, {
      name: 'Θέατρο Βράχων',
      city: 'Athens',
      country: 'GR',
      currency: 'EUR',
      timeZone: 'Europe/Athens',
      location: { lat: 37.9715, lng: 23.7614 },
    })
    const bristol = await has.aVenue(organiser, { name: 'Harbour Hall' })
    const add = async (name: string, show: object, event: object) => {
      const showId = await has.aShow(organiser, { genres: [], ...show })
      ids[name] = await has.anEvent(organiser, { showId, ...event })
      names.set(ids[name], name)
    }
    const at = (startsAt: string) => ({ startsAt: new Date(startsAt) })
    await add(
      'metal',
      { title: 'Iron Tide', genres: ['Heavy metal'] },
      { venueId: munich, ...at('2035-05-04T18:00:00Z') },
    )
    await add(
      'baseball',
      { kind: 'sport', title: '巨人戦', genres: ['baseball'] },
      { venueId: tokyo, ...at('2035-05-04T09:00:00Z') },
    )
    await add(
      'tragedy',
      { kind: 'theatre', title: 'Αντιγόνη', genres: ['tragedy'] },
      { venueId: athens, ...at('2035-05-05T18:00:00Z') },
    )
    await add(
      'film',
      {
        kind: 'film',
        title: 'Quiet Harbour',
        genres: ['Sci-Fi'],
        cast: ['Ada Quill'],
        rating: 'PG',
        runtimeMinutes: 91,
      },
      { venueId: bristol, ...at('2035-05-06T17:00:00Z'), features: ['Subtitled', 'IMAX'] },
    )
    await add(
      'opera',
      { kind: 'classical', title: 'Harbour Tosca', genres: ['opera'] },
      { venueId: bristol, ...at('2035-05-07T18:00:00Z') },
    )
  })
  after(() => house[Symbol.asyncDispose]())

  const ask = async (query: string) => {
    const answer = await house.as().get(`/v1/events?${query}`)
    assert.equal(answer.statusCode, 200, answer.body)
    return answer.json()
  }
  const found = async (query: string) => (await ask(query)).items.map((item: { id: string }) => names.get(item.id))

  const searches: [says: string, query: string, expected: string[]][] = [
    ['a town', 'near=Munich', ['metal']],
    ['a town in its own script', `near=${encodeURIComponent('東京')}`, ['baseball']],
    ['a town and a distance', 'near=Munich&radiusKm=2000', ['metal', 'tragedy', 'film', 'opera']],
    ['a city by its name in another language', 'city=Munich', ['metal']],
    ['a city by another of its names', `city=${encodeURIComponent('Μόναχο')}`, ['metal']],
    ['part of a name in kanji and kana', `q=${encodeURIComponent('ドーム')}`, ['baseball']],
    ['a name in kanji', `q=${encodeURIComponent('巨人')}`, ['baseball']],
    ['Greek without its accents', `q=${encodeURIComponent('θεατρο')}`, ['tragedy']],
    ['a genre that what is wanted belongs to', 'genre=rock', ['metal']],
    ['a genre by its other name', 'genre=science%20fiction', ['film']],
    ['a kind of show', 'genre=theatre', ['tragedy']],
    ['a feature', 'feature=subtitled', ['film']],
    ['several features', 'feature=imax,subtitled', ['film']],
    ['features that do not come together', 'feature=imax,relaxed', []],
    ['a price at least', 'minPrice=2500&currency=GBP', ['film', 'opera']],
    ['a price that none has', 'minPrice=2501&currency=GBP', []],
  ]
  for (const [says, query, expected] of searches)
    test(`finds by ${says}`, async () => assert.deepEqual(await found(query), expected))

  test('a city that nothing is called by, but a town is, is found by its keyword, and that is said', async () => {
    const page = await ask(`q=${encodeURIComponent('東京都')}`)
    assert.deepEqual([names.get(page.items[0].id), page.searchedFor], ['baseball', 'tokyo'])
  })

  test('venues by their city in any language, as events are', async () => {
    for (const city of ['Munich', 'München', 'munchen', 'ミュンヘン']) {
      const { items } = (await house.as().get(`/v1/venues?city=${encodeURIComponent(city)}`)).json()
      assert.deepEqual(
        items.map(({ name }: { name: string }) => name),
        ['Olympiahalle'],
        city,
      )
    }
    assert.deepEqual((await house.as().get('/v1/venues?city=Atlantis')).json().items, [])
  })

  test('a show by its id', async () => {
    const [film] = (await ask('q=quiet')).items
    assert.deepEqual(await found(`show=${film.show.id}`), ['film'])
  })

  test('by tickets and accessible places that are left, as soon as they are taken and given back', async () => {
    const both = ['film', 'opera']
    assert.deepEqual(await found('city=Bristol&quantity=2&accessible=true'), both)
    await house.has.taken(ids['opera'] ?? '', { places: 18, accessible: 2, byCategory: { standard: 18 } })
    assert.deepEqual(await found('city=Bristol&quantity=2&limit=19'), both)
    assert.deepEqual(await found('city=Bristol&quantity=3'), ['film'])
    assert.deepEqual(await found('city=Bristol&accessible=true'), ['film'])
    assert.deepEqual(await found('city=Bristol&quantity=3&maxPrice=2500&currency=GBP'), ['film'])
    const [, opera] = (await ask('city=Bristol&limit=18')).items
    assert.deepEqual([opera.available, opera.accessibleAvailable, opera.availability], [2, 0, 'few'])
    await house.has.taken(ids['opera'] ?? '', { places: 0, accessible: 0, byCategory: {} })
    assert.deepEqual(await found('city=Bristol&quantity=3&limit=17'), both)
  })

  test('facets count what is found by genre, city, venue, day and price, and on the map, and nothing where nothing is asked', async () => {
    assert.equal((await ask('q=harbour')).facets, null)
    const { facets } = await ask('city=Bristol&facets=genre,city,venue,date,price&limit=1')
    assert.deepEqual([facets.events, facets.complete], [2, true])
    assert.deepEqual(facets.cities, [{ city: 'Bristol', country: 'GB', events: 2 }])
    assert.equal(facets.venues[0].name, 'Harbour Hall')
    assert.deepEqual(facets.dates, [
      { date: '2035-05-06', events: 1 },
      { date: '2035-05-07', events: 1 },
    ])
    assert.deepEqual(facets.prices, [{ currency: 'GBP', from: 2_000, below: 5_000, events: 2 }])
    assert.deepEqual(facets.genres, [
      { key: 'classical', name: 'Classical', parent: null, events: 1 },
      { key: 'film', name: 'Film', parent: null, events: 1 },
      { key: 'opera', name: 'Opera', parent: 'classical', events: 1 },
      { key: 'science fiction', name: 'Science fiction', parent: 'film', events: 1 },
    ])
    assert.equal(facets.pins, null)
    const [pin] = (await ask('city=Bristol&facets=map&limit=1')).facets.pins
    assert.deepEqual([pin.name, pin.city, pin.events], ['Harbour Hall', 'Bristol', 2])
    const soonest = pin.soonest.map(({ id }: { id: string }) => id)
    assert.deepEqual(new Set(soonest), new Set([ids['film'], ids['opera']]))
    assert.ok(Math.abs(pin.location.lat - 51.45) < 0.1 && Math.abs(pin.location.lng + 2.6) < 0.1)
    const some = (await ask('q=harbor&facets=genre')).facets
    assert.deepEqual([some.events, some.cities, some.genres.length], [2, null, 4])
    assert.equal((await ask('city=Atlantis&facets=city')).facets.events, 0)
  })

  const suggest = async (query: string) => (await house.as().get(`/v1/suggestions?${query}`)).json().items
  test('names are suggested as they are typed, each with the search that finds it', async () => {
    const [hall] = await suggest('q=harb&kinds=venue')
    assert.deepEqual([hall.kind, hall.name, hall.detail], ['venue', 'Harbour Hall', 'Bristol'])
    assert.deepEqual(await found(hall.search), ['film', 'opera'])
    const [city] = await suggest('q=bri')
    assert.deepEqual([city.kind, city.id, city.name, city.detail], ['city', null, 'Bristol', 'GB'])
    assert.deepEqual(await found(city.search), ['film', 'opera'])
    const [tosca] = await suggest('q=tos')
    assert.deepEqual([tosca.kind, tosca.name], ['show', 'Harbour Tosca'])
    assert.deepEqual(await found(tosca.search), ['opera'])
    assert.equal((await suggest(`q=${encodeURIComponent('東京')}`))[0].name, '東京ドーム')
    assert.equal((await suggest('q=harbuor%20tos'))[0].name, 'Harbour Tosca')
    assert.deepEqual(await suggest('q=zzzz'), [])
  })

  test('a show that is called otherwise is suggested by its new name alone, once its events are counted too', async () => {
    const [before] = await suggest('q=iron%20t')
    await house.db.transaction((tx) => changeShow(tx, organiser, before.id, { title: 'Steel Tide' }))
    await weighSuggestions(house.db)
    const [after] = await suggest('q=steel')
    assert.deepEqual([after.id, after.events], [before.id, 1])
    assert.deepEqual(await suggest('q=iron%20ti&kinds=show'), [])
  })

  test("what's on tells films by cinema with screen, features and places left, in the cinema's own time", async () => {
    const get = (query: string) => house.as().get(`/v1/showtimes?${query}`)
    const answer = (await get('city=Bristol&date=2035-05-06')).json()
    assert.equal(answer.complete, true)
    const [film] = answer.shows
    assert.deepEqual(
      [film.title, film.rating, film.runtimeMinutes, film.cast],
      ['Quiet Harbour', 'PG', 91, ['Ada Quill']],
    )
    const [showtime] = film.venues[0].showtimes
    assert.deepEqual(
      [showtime.localTime, showtime.features, showtime.available, showtime.accessibleAvailable],
      ['18:00', ['Subtitled', 'IMAX'], 20, 2],
    )
    assert.deepEqual((await get('city=Bristol&date=2035-05-07')).json().shows, [])
    assert.equal((await get('city=Bristol&date=2035-05-07&kind=classical')).json().shows.length, 1)
    for (const query of [
      '',
      'date=2035-05-06',
      'city=Bristol&radiusKm=5',
      'city=Bristol&date=2035-13-01',
      'near=Nowhereville',
    ])
      assert.equal((await get(query)).statusCode, 400, query)
  })

  /** What is found by a word for a day, at a moment. */
  test('words for days and for what is on are read where nothing is called so, on every page', async () => {
    const asOf = new Date('2035-05-06T08:00:00Z')
    const { sql } = house.db
    const read = async (words: string, more: Partial<EventSearch> = {}) => {
      const search: EventSearch = { words, asOf, accessible: false, sort: 'relevance', ...more }
      const page = await findEvents({ sql }, search, 1, undefined)
      const all = [...page.events]
      for (let { next } = page; next !== undefined;) {
        const following = await findEvents({ sql }, search, 1, next)
        all.push(...following.events)
        next = following.next
      }
      return { found: all.map(({ eventId }) => names.get(eventId)), ...page.reading }
    }
    assert.deepEqual(await read('Kino Bristol heute'), { found: ['film'], words: 'film Bristol', when: 'today' })
    assert.deepEqual(await read('明日のオペラ'), { found: ['opera'], words: 'opera', when: 'tomorrow' })
    const sunday = await read('今日')
    assert.deepEqual([sunday.words, sunday.when], ['', 'today'])
    assert.ok(sunday.found.includes('film') && !sunday.found.includes('opera'))
    const before = { asOf: new Date('2035-05-01T08:00:00Z') }
    assert.deepEqual(await read('tide munich', before), { found: ['metal'], words: 'tide munchen', when: undefined })
    await sql`insert into town_names (name_key, town_id, population, is_main) values ('tosca', 0, 200000, true)`
    assert.deepEqual(await read('quiet tosca'), { found: [] }, 'a town of that name leaves it the word that it is here')
    await sql`delete from town_names where town_id = 0`
    assert.deepEqual((await read('harbour this week')).found, ['film', 'opera'])
    assert.deepEqual(await read('harbour tonight', { when: 'tomorrow' }), { found: [] }, 'a day was chosen')
    assert.deepEqual(await read('"harbour tonight"'), { found: [] }, 'a phrase is taken as it is')
    assert.deepEqual(
      await read('Oper Bristol heute'),
      { found: [], words: 'opera Bristol', when: 'today' },
      'a day on which there is nothing is told',
    )
    const page = await ask('q=oprea&facets=genre')
    assert.deepEqual([page.searchedFor, page.searchedWhen, page.facets.events], ['opera', null, 1])
  })

  const named: [says: string, query: string, expected: string[]][] = [
    ['a concert, which an opera is too', 'q=concert', ['metal', 'opera']],
    ['a concert in German', 'q=Konzert', ['metal', 'opera']],
    ['a concert in Japanese', `q=${encodeURIComponent('コンサート')}`, ['metal', 'opera']],
    ['music in a town', 'q=music in bristol', ['opera']],
    ['a match', 'q=match', ['baseball']],
    ['a match in German, by date', 'q=Spiele&sort=date', ['baseball']],
    ['sport in Japanese', `q=${encodeURIComponent('スポーツ')}`, ['baseball']],
    ['a genre above its own', 'q=rock', ['metal']],
    ['two genres, which both must be', 'q=classical opera', ['opera']],
    ['what is no concert', 'q=concert quiet', []],
    ['a phrase, which is taken as it is', 'q="concert"', ['metal']],
    ['a genre in a name before others of it', 'q=film', ['film']],
  ]
  for (const [says, query, expected] of named)
    test(`words that name a genre find ${says}`, async () => {
      const { items, searchedFor, facets } = await ask(`${query}&facets=genre`)
      assert.deepEqual(
        items.map((item: { id: string }) => names.get(item.id)),
        expected,
      )
      assert.deepEqual([searchedFor, facets.events], [null, expected.length])
    })
  test('names that have the word come before events of the genre, on every page', async () => {
    const search: EventSearch = { words: 'opera', accessible: false, sort: 'relevance' }
    const showId = await house.has.aShow(organiser, { title: 'The Opera Ghost', kind: 'theatre', genres: [] })
    const ghost = await house.has.anEvent(organiser, { showId, startsAt: new Date('2036-05-01T19:00:00Z') })
    const all: string[] = []
    for (let after: Place | undefined, first = true; first || after !== undefined; first = false) {
      const page = await findEvents({ sql: house.db.sql }, search, 1, after)
      all.push(...page.events.map(({ eventId }) => eventId))
      after = page.next
    }
    assert.deepEqual(all, [ids['opera'], ghost], 'the genre itself is meant first')
    const concerts = await findEvents({ sql: house.db.sql }, { ...search, words: 'tosca concert' }, 5, undefined)
    assert.deepEqual(
      concerts.events.map(({ eventId }) => names.get(eventId)),
      ['opera'],
    )
  })

  const on = async (when: 'today' | 'tomorrow' | 'weekend' | 'week', asOf: string) => {
    const search: EventSearch = { when, asOf: new Date(asOf), accessible: false, sort: 'date' }
    const { events } = await findEvents({ sql: house.db.sql }, search, 50, undefined)
    return events.map((event) => names.get(event.eventId))
  }
  test('today and tomorrow are what they are where the venue is', async () => {
    // Late on Thursday in Munich, Friday has begun in Athens, and is half over in Tokyo.
    assert.deepEqual(await on('today', '2035-05-03T21:30:00Z'), ['baseball'])
    assert.deepEqual(await on('tomorrow', '2035-05-03T21:30:00Z'), ['metal', 'tragedy'])
    assert.deepEqual(await on('today', '2035-05-06T10:00:00Z'), ['film'])
    // What has begun is over for whoever looks for something to go to.
    assert.deepEqual(await on('today', '2035-05-06T17:00:01Z'), [])
  })
  test('the weekend is from Friday evening to Sunday, this one while it lasts', async () => {
    const all = ['baseball', 'metal', 'tragedy', 'film']
    assert.deepEqual(await on('weekend', '2035-04-30T09:00:00Z'), all)
    assert.deepEqual(await on('weekend', '2035-05-06T09:00:00Z'), ['film'])
    assert.deepEqual(await on('weekend', '2035-05-07T09:00:00Z'), [])
    assert.deepEqual(await on('weekend', '2035-04-29T09:00:00Z'), [])
  })
  test('a week is today and the six days after', async () => {
    assert.deepEqual(await on('week', '2035-05-01T10:00:00Z'), ['baseball', 'metal', 'tragedy', 'film', 'opera'])
    assert.deepEqual(await on('week', '2035-04-29T10:00:00Z'), ['baseball', 'metal', 'tragedy'])
  })

  const refused: [query: string, field: string][] = [
    ['when=today&from=2035-01-01', 'query.when'],
    ['when=yesterday', 'query.when'],
    ['feature=a,,b', 'query.feature'],
    ['minPrice=2&maxPrice=1&currency=GBP', 'query.maxPrice'],
    ['minPrice=2', 'query.currency'],
    ['quantity=11', 'query.quantity'],
    ['facets=colour', 'query.facets'],
    ['show=x', 'query.show'],
  ]
  for (const [query, field] of refused)
    test(`${query} is refused by ${field}`, async () => {
      const answer = await house.as().get(`/v1/events?${query}`)
      assert.deepEqual([answer.statusCode, answer.json().errors[0].field], [400, field])
    })

  test('whatever is asked is answered or refused, and never breaks', async () => {
    const key = constantFrom(
      'q',
      'near',
      'city',
      'genre',
      'feature',
      'when',
      'quantity',
      'minPrice',
      'facets',
      'show',
      'venue',
      'limit',
      'sort',
    )
    const value = oneof(
      string({ unit: 'grapheme', maxLength: 20 }),
      integer({ min: -5, max: 50 }).map(String),
      constantFrom(
        'today',
        'genre,price',
        'Munich',
        '"',
        '-',
        "'",
        '東 "京',
        '-"東',
        'a or',
        '\\',
        '%_',
        '(!&|:*)',
        '<->',
      ),
    )
    await check(
      asyncProperty(dictionary(key, value, { maxKeys: 4 }), async (query) => {
        const search = new URLSearchParams(query).toString()
        for (const path of ['/v1/events', '/v1/suggestions', '/v1/showtimes']) {
          const { statusCode, body } = await house.as().get(`${path}?${search}`)
          assert.ok(statusCode === 200 || statusCode === 400, `${statusCode} ${path}?${search} ${body}`)
        }
      }),
      { numRuns: 150 },
    )
  })

  test('what search reads says what the catalogue says', async () => {
    assert.deepEqual(await findBrokenInvariants(house.db.sql, catalogInvariants), [])
    assert.deepEqual((await settle(house.db.sql, { accessible: false, sort: 'date' })).cityKeys, undefined)
  })
})
