import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { EventPage } from '@foyer/contract/catalog.views'
import { changeEvent } from '../change-event.ts'
import { catalogHouse, type CatalogHouse } from '../testing/catalog-house.ts'

const DAY_MS = 86_400_000
const FIRST = Date.parse('2035-05-01T19:00:00Z')

describe('paging', () => {
  let house: CatalogHouse
  let organiser: string
  let showId: string
  let venueId: string
  let manifestHash: string
  const add = (day: number, faceValue = 1_000) =>
    house.has.anEvent(organiser, {
      showId,
      venueId,
      manifestHash,
      startsAt: new Date(FIRST + day * DAY_MS),
      priceLevels: [{ name: 'Standard', categories: ['standard'], faceValue, fees: 0 }],
    })

  before(async () => {
    house = await catalogHouse()
    organiser = await house.has.anOrganiser()
    const performerId = await house.has.aPerformer(organiser, { name: 'Meridian' })
    showId = await house.has.aShow(organiser, { title: 'Meridian Nights', performers: [{ performerId }] })
    const elsewhere = await house.has.aShow(organiser, { title: 'After Meridian' })
    venueId = await house.has.aVenue(organiser)
    manifestHash = await house.has.aManifest()
    // Several at the same moment and price, so that only the id tells them apart.
    for (let n = 0; n < 9; n++) await add(Math.floor(n / 3), 1_000 * (n % 2))
    for (let n = 0; n < 4; n++)
      await house.has.anEvent(organiser, {
        showId: elsewhere,
        venueId,
        manifestHash,
        startsAt: new Date(FIRST + n * DAY_MS),
      })
  })
  after(() => house[Symbol.asyncDispose]())

  const page = async (query: string): Promise<EventPage> => {
    const answer = await house.as().get(`/v1/events?${query}`)
    assert.equal(answer.statusCode, 200, answer.body)
    return answer.json()
  }
  const walk = async (query: string, between: () => Promise<void> = async () => undefined): Promise<string[]> => {
    const seen: string[] = []
    let cursor: string | null = null
    do {
      const next: EventPage = await page(`${query}&limit=2${cursor === null ? '' : `&cursor=${cursor}`}`)
      seen.push(...next.items.map((item) => item.id))
      cursor = next.next
      await between()
    } while (cursor !== null && seen.length < 100)
    return seen
  }

  const sorts = ['sort=date', 'sort=distance&lat=51&lng=-2', 'sort=price&currency=GBP', 'q=meridian', 'q=meridan']
  for (const sort of sorts)
    test(`pages of two say the same as one of a hundred: ${sort}`, async () => {
      const whole = (await page(`${sort}&limit=100`)).items.map((item) => item.id)
      assert.equal(whole.length, 13)
      assert.deepEqual(await walk(sort), whole)
    })

  test('while events come, go and move, none is shown twice, and none that stays is left out', async () => {
    const before = await page('limit=100')
    const [moved] = before.items.slice(-1)
    let day = 0
    const seen = await walk('sort=date', async () => {
      await add(-5)
      await add(day++)
      // The last one moves before what was shown already.
      if (day === 2)
        await house.db.transaction((tx) =>
          changeEvent(tx, organiser, moved?.id ?? '', { startsAt: new Date(FIRST - DAY_MS) }),
        )
    })
    assert.equal(new Set(seen).size, seen.length)
    const staying = before.items.map((item) => item.id).filter((id) => id !== moved?.id)
    assert.deepEqual(
      staying.filter((id) => !seen.includes(id)),
      [],
    )
  })

  test('the last page says so, and an empty one too', async () => {
    assert.equal((await page('limit=100')).next, null)
    assert.deepEqual(await page('city=Atlantis'), {
      items: [],
      next: null,
      searchedFor: null,
      searchedWhen: null,
      near: null,
      facets: null,
    })
  })

  test('a cursor is refused in another search, when it was cut, and when it was made up', async () => {
    const { next } = await page('limit=2')
    assert.ok(next !== null)
    const forged = Buffer.from('00000000{"key":["2035-13-99","x"]}').toString('base64url')
    for (const query of [
      `city=Bristol&cursor=${next}`,
      `sort=price&currency=GBP&cursor=${next}`,
      `limit=2&cursor=${next.slice(0, -3)}`,
      `cursor=${forged}`,
      'cursor=nonsense',
      'cursor=%00',
    ]) {
      const answer = await house.as().get(`/v1/events?${query}`)
      assert.equal(answer.statusCode, 400, query)
      assert.equal(answer.json().code, 'cursor-invalid')
    }
    assert.equal((await house.as().get(`/v1/events?limit=3&cursor=${next}`)).statusCode, 200)
  })

  test('lists of venues, performers and shows are paged by name', async () => {
    for (const name of ['Zebra', 'ähren', 'Abend', 'Über', 'zoo'])
      await house.has.aVenue(organiser, { name, city: 'Paged' })
    const names: string[] = []
    let cursor = ''
    do {
      const answer = (await house.as().get(`/v1/venues?city=paged&limit=2${cursor}`)).json()
      names.push(...answer.items.map((item: { name: string }) => item.name))
      cursor = answer.next === null ? '' : `&cursor=${answer.next}`
    } while (cursor !== '')
    assert.deepEqual(names, ['Abend', 'ähren', 'Über', 'Zebra', 'zoo'])
  })
})
