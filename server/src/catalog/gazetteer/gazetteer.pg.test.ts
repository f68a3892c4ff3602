import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { assert as check, asyncProperty, constantFrom, oneof, string } from 'fast-check'
import { catalogHouse, type CatalogHouse } from '../testing/catalog-house.ts'
import { loadTowns } from './load-towns.ts'
import { findTownsNamed } from './queries.ts'
import { resolveTown, suggestTowns, townsNear } from './places.ts'

/** Of a hundred thousand people and more: what the tests ask for is among them, and they load in a second. */
const LARGE = 100_000

describe('gazetteer', () => {
  let house: CatalogHouse
  before(async () => {
    house = await catalogHouse()
  })
  after(() => house[Symbol.asyncDispose]())
  const get = (path: string) => house.as().get(path)

  test('until the towns are there, a search near one is asked to come back', async () => {
    for (const path of ['/v1/places?q=dallas', '/v1/events?near=Dallas', '/v1/showtimes?near=Dallas']) {
      const answer = await get(path)
      assert.equal(answer.statusCode, 503, path)
      assert.equal(answer.headers['retry-after'], '5')
    }
  })

  test('towns are loaded once, whoever asks at once', async () => {
    const loaded = await Promise.all([
      loadTowns(house.db, { populationMin: LARGE }),
      loadTowns(house.db, { populationMin: LARGE }),
    ])
    const towns = Math.max(...loaded)
    assert.ok(towns > 4_000 && towns < 7_000, String(towns))
    assert.equal(Math.min(...loaded), 0)
  })

  const meant: [asked: string, label: string][] = [
    ['Dallas', 'Dallas, Texas, United States'],
    ['dallas, tx', 'Dallas, Texas, United States'],
    ['Birmingham', 'Birmingham, England, United Kingdom'],
    ['Birmingham, Alabama', 'Birmingham, Alabama, United States'],
    ['Birmingham AL', 'Birmingham, Alabama, United States'],
    ['London, Canada', 'London, Ontario, Canada'],
    ['london uk', 'London, England, United Kingdom'],
    ['東京', 'Tokyo, Japan'],
    ['Θεσσαλονίκη', 'Thessaloníki, Greece'],
    ['Москва', 'Moscow, Russia'],
    ['München', 'Munich, Germany'],
    ['koln', 'Köln, Germany'],
    ['São Paulo', 'São Paulo, Brazil'],
    ['St. Louis', 'St. Louis, Missouri, United States'],
    ['Philadelphai', 'Philadelphia, Pennsylvania, United States'],
    ['München, Deutschland', 'Munich, Germany'],
    ['ミュンヘン, ドイツ', 'Munich, Germany'],
    ['Dallas, Texas, Vereinigte Staaten', 'Dallas, Texas, United States'],
    ['4684888', 'Dallas, Texas, United States'],
  ]
  for (const [asked, label] of meant)
    test(`"${asked}" is ${label}`, async () => {
      assert.equal((await resolveTown(house.db.sql, asked))?.town.label, label)
    })

  test('towns and countries are known by what German and Japanese call them, and found by all that is shown', async () => {
    const [munich] = (await get('/v1/places?q=munich')).json().items
    assert.deepEqual(munich.names, { de: 'München', ja: 'ミュンヘン' })
    const { items } = (await get('/v1/places?q=tok&limit=20')).json()
    for (const { id, name, names } of items)
      for (const shown of [name, ...Object.values(names)])
        assert.ok(
          (await findTownsNamed(house.db.sql, String(shown), 20)).some((town) => town.townId === id),
          `${shown}`,
        )
  })

  test('the others that may be meant are told, and each is found by its id', async () => {
    const { near } = (await get('/v1/events?near=Birmingham')).json()
    assert.equal(near.place.country, 'GB')
    const [alabama] = near.others
    assert.equal(alabama.label, 'Birmingham, Alabama, United States')
    assert.equal((await get(`/v1/events?near=${alabama.id}`)).json().near.place.id, alabama.id)
  })

  test('what names no town is refused by its field', async () => {
    const answer = await get('/v1/events?near=Xyzzyville')
    assert.equal(answer.statusCode, 400)
    assert.equal(answer.json().errors[0].field, 'query.near')
    for (const query of ['near=Dallas&lat=1&lng=1', 'near=%00', 'near=', `near=${'a'.repeat(201)}`])
      assert.equal((await get(`/v1/events?${query}`)).statusCode, 400, query)
  })

  test('a name is completed as it is typed, the largest first', async () => {
    const labels = async (typed: string) => (await suggestTowns(house.db.sql, typed, 3)).map((town) => town.label)
    assert.equal((await labels('dal'))[0], 'Dalian, China')
    assert.equal((await labels('dall'))[0], 'Dallas, Texas, United States')
    assert.equal((await labels('birmingham, a'))[0], 'Birmingham, Alabama, United States')
    assert.equal((await labels('東京'))[0], 'Tokyo, Japan')
    assert.equal((await labels('new y'))[0], 'New York City, New York, United States')
    assert.deepEqual(await labels('...'), [])
  })

  test('a point is in the nearest town, across the date line too, and in none far out at sea', async () => {
    const names = async (lat: number, lng: number) =>
      (await townsNear(house.db.sql, { lat, lng }, 1)).map((town) => town.name)
    assert.deepEqual(await names(51.5, -0.12), ['London'])
    assert.deepEqual(await names(35.69, 139.7), ['Tokyo'])
    assert.deepEqual(await names(-48, -123), [])
  })

  test('whatever is typed is answered', async () => {
    const typed = oneof(
      string({ unit: 'grapheme', maxLength: 30 }),
      constantFrom("O'", '%', '\\', ',,,', ', ,', '-', '日,日', 'a'.repeat(100)),
    )
    await check(
      asyncProperty(typed, async (text) => {
        const { statusCode } = await get(`/v1/places?q=${encodeURIComponent(text)}`)
        assert.ok(statusCode === 200 || statusCode === 400, `${statusCode}`)
        if (!text.includes('\0')) await resolveTown(house.db.sql, text)
      }),
      { numRuns: 150 },
    )
  })

  test('by a name or by a point, not both, and not neither', async () => {
    for (const query of ['', 'q=a&lat=1&lng=1', 'lat=1', 'q=a&limit=0', 'q=a&limit=21'])
      assert.equal((await get(`/v1/places?${query}`)).statusCode, 400, query)
  })
})
