import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { EventPage } from '@foyer/contract/catalog.views'
import { findBrokenInvariants } from '../../platform/check.ts'
import { catalogInvariants } from '../invariants.ts'
import { catalogHouse, type CatalogHouse } from '../testing/catalog-house.ts'
import { twoRows } from '../testing/given.ts'

/** A small world whose every event differs from the others in what is searched by. */
describe('search', () => {
  let house: CatalogHouse
  const ids: Record<string, string> = {}
  const names = new Map<string, string>()

  before(async () => {
    house = await catalogHouse()
    const { has } = house
    const organiser = await has.anOrganiser()
    const at = (place: object) => has.aVenue(organiser, place)
    const bristol = await at({ name: 'Harbour Hall' })
    const cardiff = await at({ name: 'Castle Theatre', city: 'Cardiff', location: { lat: 51.4816, lng: -3.1791 } })
    const lodz = await at({
      name: 'Klub Wytwórnia',
      city: 'Łódź',
      country: 'PL',
      currency: 'PLN',
      timeZone: 'Europe/Warsaw',
      location: { lat: 51.7592, lng: 19.456 },
    })
    const tokyo = await at({
      name: '東京ドーム',
      city: '東京',
      country: 'JP',
      currency: 'JPY',
      timeZone: 'Asia/Tokyo',
      location: { lat: 35.7056, lng: 139.7519 },
    })
    const nowhere = await at({ name: 'Somewhere Hall', city: 'Nowhere', location: null })
    const beyonce = await has.aPerformer(organiser, { name: 'Beyoncé', kind: 'person', genres: ['Soul'] })
    const acdc = await has.aPerformer(organiser, { name: 'AC/DC' })
    const plain = await has.aManifest({
      ...twoRows,
      sections: [{ kind: 'area', key: 'floor', name: 'Floor', category: 'standard', capacity: 50 }],
    })
    const add = async (name: string, showGiven: object, event: object) => {
      const showId = await has.aShow(organiser, { genres: [], ...showGiven })
      ids[name] = await has.anEvent(organiser, { showId, ...event })
      names.set(ids[name], name)
    }
    const on = (day: string) => ({ startsAt: new Date(`${day}T19:00:00Z`) })
    const at50 = { priceLevels: [{ name: 'Standard', categories: ['standard'], faceValue: 5_000, fees: 0 }] }
    await add(
      'soul',
      { title: 'World Tour', performers: [{ performerId: beyonce }] },
      { venueId: bristol, ...on('2035-05-01') },
    )
    await add(
      'rock',
      { title: 'Power Up', genres: ['Hard rock'], performers: [{ performerId: acdc }] },
      { venueId: cardiff, ...on('2035-05-02'), ...at50 },
    )
    await add(
      'film',
      { kind: 'film', title: 'The Lighthouse Keeper', cast: ['Saoirse Ronan'], directors: ['Céline Sciamma'] },
      { venueId: bristol, ...on('2035-05-03'), manifestHash: plain },
    )
    await add('polish', { title: 'Zażółć gęślą jaźń' }, { venueId: lodz, ...on('2035-05-04') })
    await add('late', { title: 'Midnight Rally' }, { venueId: tokyo, startsAt: new Date('2035-05-05T16:30:00Z') })
    await add('unplaced', { title: 'Harbour Songs' }, { venueId: nowhere, ...on('2035-05-06') })
    await add('past', { title: 'World Tour: the Beginning' }, { venueId: bristol, ...on('2015-05-01') })
    await add('draft', { title: 'World Secret' }, { venueId: bristol, draft: true })
  })
  after(() => house[Symbol.asyncDispose]())

  const ask = async (query: string): Promise<EventPage> => {
    const answer = await house.as().get(`/v1/events?${query}`)
    assert.equal(answer.statusCode, 200, answer.body)
    return answer.json()
  }
  const found = async (query: string): Promise<(string | undefined)[]> =>
    (await ask(query)).items.map((item) => names.get(item.id))

  test('upcoming events by date, without drafts and what is over', async () => {
    assert.deepEqual(await found(''), ['soul', 'rock', 'film', 'polish', 'late', 'unplaced'])
  })

  const filters: [says: string, query: string, expected: string[]][] = [
    ['a performer, with accents or without', 'q=beyonce', ['soul']],
    ['the same words as they are written', 'q=Beyonc%C3%A9', ['soul']],
    ['a name with a slash', 'q=AC%2FDC', ['rock']],
    ['the beginning of the last word', 'q=the%20light', ['film']],
    ['the cast', 'q=ronan', ['film']],
    ['a director', 'q=celine%20sciamma', ['film']],
    ['the genre', 'q=hard%20rock', ['rock']],
    ['the venue', 'q=castle', ['rock']],
    ['letters of another alphabet folded to plain ones', 'q=zazolc%20gesla', ['polish']],
    ['a city in its own script', 'q=%E6%9D%B1%E4%BA%AC', ['late']],
    ['titles and performers before venues', 'q=harbour', ['unplaced', 'soul', 'film']],
    ['words that must not be there', 'q=harbour%20-songs', ['soul', 'film']],
    ['one or the other', 'q=lighthouse%20or%20midnight', ['film', 'late']],
    ['a phrase', 'q=%22keeper%20lighthouse%22', []],
    ['a city without its accents', 'city=lodz', ['polish']],
    ['a country', 'country=JP', ['late']],
    ['a performer by name', 'performer=ac%2Fdc', ['rock']],
    ['one of the cast by name', 'performer=Saoirse%20Ronan', ['film']],
    ['a genre', 'genre=HARD%20ROCK', ['rock']],
    ['the genre of a performer', 'genre=soul', ['soul']],
    ['a kind of show', 'genre=film', ['film']],
    ['a venue by name', 'venue=klub%20wytwornia', ['polish']],
    ['a circle of 60 km around Bristol', 'lat=51.45&lng=-2.59&radiusKm=60', ['soul', 'rock', 'film']],
    ['a circle of 5 km around Bristol', 'lat=51.45&lng=-2.59&radiusKm=5', ['soul', 'film']],
    [
      'nearest first, without those that lie nowhere',
      'lat=51.48&lng=-3.18&sort=distance',
      ['rock', 'soul', 'film', 'polish', 'late'],
    ],
    ['a moment to a moment', 'from=2035-05-02T00:00:00Z&to=2035-05-03T19:00:00Z', ['rock', 'film']],
    ['a day as it is where the venue is', 'from=2035-05-06&to=2035-05-06', ['late', 'unplaced']],
    ['what is over, when asked for', 'from=2015-01-01&to=2016-01-01', ['past']],
    ['a price at most, in its currency', 'maxPrice=3000&currency=GBP', ['soul', 'film', 'unplaced']],
    ['cheapest first, then soonest', 'currency=GBP&sort=price', ['soul', 'film', 'unplaced', 'rock']],
    ['accessible places', 'accessible=true', ['soul', 'rock', 'polish', 'late', 'unplaced']],
    ['several at once', 'q=world&city=Bristol&genre=soul&accessible=true', ['soul']],
    ['nothing, where nothing is', 'city=Atlantis', []],
    ['no words at all', 'q=!!!', []],
    ['words around a dash that stands by itself', 'q=harbour%20-%20songs', ['unplaced']],
    ['no words, however many dashes', `q=${'-%20'.repeat(60)}-`, []],
  ]
  for (const [says, query, expected] of filters)
    test(`finds by ${says}`, async () => assert.deepEqual(await found(query), expected))

  test('finds by the id of a venue, a performer and a show', async () => {
    const [event] = (await ask('q=beyonce')).items
    assert.deepEqual(await found(`venue=${event?.venue.id}&performer=${event?.performers[0]?.id}`), ['soul'])
    const shows = await house.as().get(`/v1/shows/${event?.show.id}/events`)
    assert.deepEqual(
      shows.json().items.map((item: { id: string }) => names.get(item.id)),
      ['soul'],
    )
  })

  const misspelt: [asked: string, expected: string, instead: string][] = [
    ['beyonse', 'soul', 'beyonce'],
    ['ligthouse keper', 'film', 'lighthouse keeper'],
    ['midnigt', 'late', 'midnight'],
    ['saorise rnoan', 'film', 'saoirse ronan'],
    ['pwoer', 'rock', 'power'],
  ]
  for (const [asked, expected, instead] of misspelt)
    test(`"${asked}" finds what was meant, and says so`, async () => {
      const page = await ask(`q=${encodeURIComponent(asked)}`)
      assert.deepEqual(
        page.items.map((item) => names.get(item.id)),
        [expected],
      )
      assert.equal(page.searchedFor, instead)
    })

  test('a word that finds something is taken as it is', async () => {
    assert.equal((await ask('q=harbour')).searchedFor, null)
  })

  test('an event in a list tells when, where, how much and how many', async () => {
    await house.has.taken(ids['rock'] ?? '', { places: 15, accessible: 1, byCategory: { standard: 15 } })
    const [rock] = (await ask('q=power&lat=51.45&lng=-2.59')).items
    assert.deepEqual(
      {
        from: rock?.from,
        zone: rock?.timeZone,
        day: rock?.localDate,
        hint: rock?.availability,
        sale: rock?.sale.state,
      },
      {
        from: { minor: 5_000, currency: 'GBP' },
        zone: 'Europe/London',
        day: '2035-05-02',
        hint: 'few',
        sale: 'on-sale',
      },
    )
    assert.ok(Math.abs((rock?.distanceKm ?? 0) - 41) < 1, String(rock?.distanceKm))
  })

  test('the search rows say what the events say', async () => {
    assert.deepEqual(await findBrokenInvariants(house.db.sql, catalogInvariants), [])
  })
})
