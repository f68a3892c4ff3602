import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { HOUR_MS } from '../platform/clock.ts'
import { catalogHouse, type CatalogHouse } from './testing/catalog-house.ts'

const inHours = (hours: number) => new Date(Date.now() + hours * HOUR_MS)

interface Page {
  readonly items: readonly { id: string; places: number; sold: number; waitingRoom: object | null }[]
  readonly next: string | null
}

describe('the events of an organiser', () => {
  let house: CatalogHouse
  let mine: ReturnType<CatalogHouse['as']>
  let organiserId: string
  const ids: Record<string, string> = {}

  before(async () => {
    house = await catalogHouse()
    organiserId = await house.has.anOrganiser()
    mine = house.as({ kind: 'vendor', accountId: organiserId })
    const events = { past: -30, older: -60, next: 24, later: 48, draft: 72 }
    for (const [name, hours] of Object.entries(events))
      ids[name] = await house.has.anEvent(organiserId, {
        startsAt: inHours(hours),
        title: name === 'later' ? 'Fünf 100%_Abende' : `Evening ${name}`,
        draft: name === 'draft',
      })
    // One that is on at this moment is not over.
    ids['running'] = await house.has.anEvent(organiserId, { startsAt: inHours(-1), endsAt: inHours(1) })
  })
  after(() => house[Symbol.asyncDispose]())

  const list = async (query: string): Promise<Page> => {
    const answer = await mine.get(`/v1/me/events?${query}`)
    assert.equal(answer.statusCode, 200, answer.body)
    return answer.json()
  }
  const names = (page: Page) => page.items.map(({ id }) => Object.keys(ids).find((name) => ids[name] === id))

  test('are listed the next first, page by page, or those that are over, the latest first', async () => {
    const first = await list('when=upcoming&limit=3')
    assert.deepEqual(names(first), ['running', 'next', 'later'])
    assert.deepEqual(names(await list(`when=upcoming&limit=3&cursor=${first.next}`)), ['draft'])
    assert.deepEqual(names(await list('when=past')), ['past', 'older'])
    assert.equal((await list('')).items.length, 6)
  })

  test('are found by a part of title, venue or city, letter by letter', async () => {
    assert.deepEqual(names(await list('keyword=funf%20100%25_')), ['later'])
    assert.deepEqual(names(await list('keyword=NEXT')), ['next'])
    assert.equal((await list('keyword=bristol')).items.length, 6)
    assert.deepEqual((await list('keyword=%25%25')).items, [])
  })

  test('say how they sell, and whether a waiting room stands before the sale', async () => {
    const lobbyOpensAt = inHours(1)
    house.sold.set(ids['next'] ?? '', 7)
    house.rooms.set(ids['next'] ?? '', { lobbyOpensAt, ended: false })
    const event = (await mine.get(`/v1/me/events/${ids['next']}`)).json()
    assert.deepEqual([event.places, event.sold, event.available], [20, 7, 20])
    assert.deepEqual(event.waitingRoom, { lobbyOpensAt: lobbyOpensAt.toISOString(), ended: false })
    assert.equal((await mine.get(`/v1/me/events/${ids['later']}`)).json().waitingRoom, null)
    const stranger = house.as({ kind: 'vendor', accountId: await house.has.anOrganiser('Castle Shows') })
    assert.equal((await stranger.get(`/v1/me/events/${ids['next']}`)).statusCode, 404)
  })
})
