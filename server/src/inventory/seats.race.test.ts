import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Database } from '../platform/database.ts'
import { newId } from '../platform/ids.ts'
import { testDatabase } from '../platform/testing/test-database.ts'
import { aNode, anEvent, brokenInvariants, patiently, tally, type GivenEvent, type Node } from './testing/given.ts'
import { drawnPlan } from './testing/plans.ts'
import { chance } from './testing/random.ts'
import type { HoldWish } from './index.ts'

const BUYERS = 10_000

describe('many want the same places', () => {
  test('without the wall, a look and then a write sells a seat twice: the test can see the race', async () => {
    await using db = await testDatabase()
    await db.sql`create table naive (place_no integer, buyer integer)`
    const look = async (): Promise<number | undefined> => {
      const [free] = await db.sql<{ place: number }[]>`
        select place from generate_series(0, 99) place
         where not exists (select 1 from naive where place_no = place) limit 1`
      return free?.place
    }
    const [mine, yours] = await Promise.all([look(), look()])
    for (const [buyer, place] of [mine, yours].entries())
      await db.sql`insert into naive values (${place ?? -1}, ${buyer})`
    const twice = await db.sql`select place_no from naive group by place_no having count(*) > 1`
    assert.equal(twice.length, 1, 'the place was sold to two')
  })

  test('ten thousand buyers storm a hundred seats: a hundred win, all others are told so', async () => {
    await using db = await testDatabase()
    const event = anEvent(drawnPlan({ key: 'stalls', rows: Array.from({ length: 10 }, () => '..........') }))
    await using node = await aNode(db, [event])
    const outcomes = await Promise.all(
      Array.from({ length: BUYERS }, (_, buyer) => askPatiently(node, event, { places: [buyer % 100] })),
    )
    assert.deepEqual(tally(outcomes), { held: 100, 'places-taken': BUYERS - 100 })
    assert.deepEqual(await brokenInvariants(db), [])
  })

  test('a thousand want the last place of an area: one gets it', async () => {
    await using db = await testDatabase()
    const event = anEvent(drawnPlan({ key: 'floor', capacity: 1 }))
    await using node = await aNode(db, [event])
    const wish = { generalAdmission: { area: 'floor', quantity: 1 } }
    const outcomes = await Promise.all(Array.from({ length: 1_000 }, () => askPatiently(node, event, wish)))
    assert.deepEqual(tally(outcomes), { held: 1, 'not-enough-available': 999 })
    assert.deepEqual(await brokenInvariants(db), [])
  })

  test('overlapping sets over three nodes: each all or none, no place with two', async () => {
    await using db = await testDatabase()
    const event = anEvent(drawnPlan({ key: 'stalls', rows: Array.from({ length: 10 }, () => '....................') }))
    await using one = await aNode(db, [event])
    await using two = await aNode(db, [event])
    await using three = await aNode(db, [event])
    const nodes = [one, two, three]
    const random = chance(4)
    const outcomes = await Promise.all(
      Array.from({ length: 3_000 }, () =>
        askPatiently(random.pick(nodes), event, { places: random.sample(200, 1 + random.int(8)) }),
      ),
    )
    const kept = outcomes.flatMap((outcome) => ('held' in outcome ? outcome.held.places : []))
    assert.equal(new Set(kept).size, kept.length)
    assert.equal(await countClaims(db), kept.length, 'no part of a refused set stays behind')
    assert.deepEqual(await brokenInvariants(db), [])
  })

  test('two thousand parties ask for the best of one section: together, no overlap, nobody refused without need', async () => {
    await using db = await testDatabase()
    const event = anEvent(drawnPlan({ key: 'stalls', rows: Array.from({ length: 50 }, () => '.'.repeat(60)) }))
    await using node = await aNode(db, [event])
    const random = chance(5)
    const sizes = Array.from({ length: 2_000 }, () => 1 + random.int(4))
    const outcomes = await Promise.all(
      sizes.map((quantity) => askPatiently(node, event, { bestAvailable: { quantity } })),
    )
    const taken = new Set<number>()
    let needless = 0
    outcomes.forEach((outcome, party) => {
      if (!('held' in outcome)) {
        if (3_000 - taken.size >= 60) needless++
        return
      }
      const { places } = outcome.held
      assert.equal(places.length, sizes[party])
      places.forEach((place, index) => assert.equal(place, (places[0] ?? 0) + index, 'beside one another'))
      for (const place of places) {
        assert.ok(!taken.has(place))
        taken.add(place)
      }
    })
    assert.ok(needless < 20, `${needless} parties were refused while many seats were free`)
    assert.deepEqual(await brokenInvariants(db), [])
  })

  test('one person asks on twenty devices and two nodes at once: never more than the allowance', async () => {
    await using db = await testDatabase()
    const event = anEvent(drawnPlan({ key: 'floor', capacity: 1_000 }))
    await using one = await aNode(db, [event])
    await using two = await aNode(db, [event])
    const accounts = Array.from({ length: 30 }, () => newId())
    const outcomes = await Promise.all(
      accounts.flatMap((accountId) =>
        Array.from({ length: 20 }, (_, device) =>
          askPatiently(device % 2 === 0 ? one : two, event, wishFor('floor', 3), accountId),
        ),
      ),
    )
    assert.deepEqual(tally(outcomes), { held: 30 * 3, 'limit-reached': 30 * 17 })
    const over = await db.sql`
      select account_id from holds where state = 'held' group by account_id having sum(cardinality(places)) > 10`
    assert.equal(over.length, 0)
    assert.deepEqual(await brokenInvariants(db), [])
  })
})

const wishFor = (area: string, quantity: number): HoldWish => ({ generalAdmission: { area, quantity } })

/** Asks until the lane is not too busy, as a client does. */
function askPatiently(node: Node, { eventId }: GivenEvent, wish: HoldWish, accountId = newId()) {
  const holdId = newId()
  return patiently(() => node.inventory.holdPlaces({ eventId, holdId, accountId, wish }))
}

const countClaims = async (db: Database): Promise<number> =>
  (await db.sql<{ count: number }[]>`select count(*)::integer as count from claims`)[0]?.count ?? 0
