import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Database } from '../platform/database.ts'
import { newId } from '../platform/ids.ts'
import { testDatabase } from '../platform/testing/test-database.ts'
import { forgetNetworks } from './forget-networks.ts'
import {
  aNode,
  anEvent,
  brokenInvariants,
  patiently,
  tally,
  untilOver,
  type GivenEvent,
  type Node,
} from './testing/given.ts'
import { drawnPlan } from './testing/plans.ts'

const LIMIT = 10
const plan = drawnPlan({ key: 'floor', capacity: 1_000 })
const HERE = '203.0.113.7'
const THERE = '198.51.100.1'

function hold(
  { inventory }: Node,
  { eventId }: GivenEvent,
  more: { address?: string; quantity?: number; places?: number[]; holdId?: string } = {},
) {
  const { address = HERE, quantity = 1, places, holdId = newId() } = more
  const wish = places === undefined ? { generalAdmission: { area: 'floor', quantity } } : { places }
  const accountId = newId()
  return patiently(() => inventory.holdPlaces({ eventId, holdId, accountId, wish, address }))
}

const allowances = (db: Database) => db.sql<{ places: number; ceiling: number }[]>`
  select places, ceiling from network_allowances order by places`

describe('places of one network, by however many accounts', () => {
  test('counted by a look and then a write, a network gets more than it may: the test can see the race', async () => {
    await using db = await testDatabase()
    await db.sql`create table naive (network text)`
    const look = async () => (await db.sql`select from naive`).length < 1
    const looks = await Promise.all([look(), look()])
    for (const may of looks) if (may) await db.sql`insert into naive values (${HERE})`
    assert.equal((await db.sql`select from naive`).length, 2)
  })

  test('two hundred accounts of one network at two nodes at once: ten places, and as many for another network', async () => {
    await using db = await testDatabase()
    const event = anEvent(plan)
    await using one = await aNode(db, [event], { placesPerNetwork: LIMIT })
    await using two = await aNode(db, [event], { placesPerNetwork: LIMIT })
    const storm = (address: string) =>
      Promise.all(Array.from({ length: 200 }, (_, buyer) => hold(buyer % 2 === 0 ? one : two, event, { address })))
    const [here, there] = await Promise.all([storm(HERE), storm(THERE)])
    for (const outcomes of [here, there])
      assert.deepEqual(tally(outcomes), { held: LIMIT, 'network-limit-reached': 200 - LIMIT })
    assert.deepEqual(
      [...(await allowances(db))].map(({ places, ceiling }) => [places, ceiling]),
      [
        [LIMIT, LIMIT],
        [LIMIT, LIMIT],
      ],
    )
    assert.equal(one.inventory.pulse(event.eventId)?.fullNetworks, 2)
    assert.deepEqual(await brokenInvariants(db), [])
  })

  test('where the event does not limit networks, all two hundred hold, and nothing is kept of where they are', async () => {
    await using db = await testDatabase()
    const event = anEvent(plan)
    await using node = await aNode(db, [event])
    assert.deepEqual(tally(await Promise.all(Array.from({ length: 200 }, () => hold(node, event)))), { held: 200 })
    const [kept] = await db.sql<{ count: number }[]>`
      select (select count(*) from hold_networks) + (select count(*) from network_allowances) as count`
    assert.equal(Number(kept?.count), 0)
    assert.equal(node.inventory.pulse(event.eventId)?.fullNetworks, null)
    const [entry] = await db.sql<{ body: string }[]>`select body from event_log order by seq limit 1`
    assert.ok(entry !== undefined && !entry.body.includes(Buffer.from(HERE).toString('hex')))
    assert.deepEqual(await brokenInvariants(db), [])
  })

  test('what is released, runs out or is given back makes room again, also at a node that starts later', async () => {
    await using db = await testDatabase()
    const event = anEvent(plan)
    const { eventId } = event
    await using node = await aNode(db, [event], { placesPerNetwork: LIMIT })
    await using brief = await aNode(db, [event], { placesPerNetwork: LIMIT, holdTtlMs: 200 })
    const [released, sold, orderId] = [newId(), newId(), newId()]
    assert.ok('held' in (await hold(node, event, { holdId: released, quantity: 4 })))
    assert.ok('held' in (await hold(node, event, { holdId: sold, quantity: 4 })))
    await node.inventory.confirmHold({ eventId, holdId: sold, orderId, whenOver: 'refuse' })
    assert.deepEqual(await hold(node, event, { quantity: 3 }), { refused: 'network-limit-reached', remaining: 2 })
    await node.inventory.releaseHold({ eventId, holdId: released, accountId: null })
    const left = await hold(brief, event, { quantity: 6 })
    assert.ok('held' in left, 'what was released')
    await untilOver(brief, left)
    await using later = await aNode(db, [event], { placesPerNetwork: LIMIT })
    assert.deepEqual(await hold(later, event, { quantity: 7 }), { refused: 'network-limit-reached', remaining: 6 })
    assert.ok('held' in (await hold(later, event, { quantity: 6 })), 'what ran out')
    const confirmed = await later.inventory.findHold({ holdId: sold })
    const places = confirmed?.places.slice(0, 2) ?? []
    await later.inventory.returnPlaces({ eventId, holdId: sold, orderId, places })
    assert.ok('held' in (await hold(later, event, { quantity: 2 })), 'what was given back')
    assert.deepEqual(await hold(later, event), { refused: 'network-limit-reached', remaining: 0 })
    assert.deepEqual(await brokenInvariants(db), [])
  })

  test('a payment that comes too late sells the places again only within what the network may have', async () => {
    await using db = await testDatabase()
    const event = anEvent(plan)
    const { eventId } = event
    await using node = await aNode(db, [event], { placesPerNetwork: LIMIT, holdTtlMs: 200 })
    await using lasting = await aNode(db, [event], { placesPerNetwork: LIMIT })
    const [early, late] = [newId(), newId()]
    await hold(node, event, { holdId: early, places: [0, 1, 2, 3, 4] })
    await untilOver(node, await hold(node, event, { holdId: late, places: [5, 6, 7, 8, 9] }))
    assert.ok('held' in (await hold(lasting, event, { places: [20, 21, 22] })))
    const sell = (holdId: string) =>
      node.inventory.confirmHold({ eventId, holdId, orderId: newId(), whenOver: 'same-places' })
    const first = await sell(early)
    assert.ok('confirmed' in first, JSON.stringify(first))
    assert.deepEqual(await sell(late), { refused: 'limit-reached', remaining: 2 })
    assert.deepEqual(await brokenInvariants(db), [])
  })

  test('what is kept of networks is forgotten in pieces, and the sale goes on at nodes that had it in memory', async () => {
    await using db = await testDatabase()
    const event = anEvent(plan)
    const { eventId } = event
    await using node = await aNode(db, [event], { placesPerNetwork: LIMIT })
    await using other = await aNode(db, [event], { placesPerNetwork: LIMIT })
    const [released, returned, orderId] = [newId(), newId(), newId()]
    await hold(node, event, { holdId: released, quantity: 2 })
    await hold(other, event, { holdId: returned, quantity: 2, address: THERE })
    await node.inventory.confirmHold({ eventId, holdId: returned, orderId, whenOver: 'refuse' })
    for (let n = 0; n < 5; n++) await hold(node, event, { address: `192.0.2.${n}` })
    const gone = newId()
    await hold(node, event, { holdId: gone, address: '192.0.2.99' })
    await node.inventory.releaseHold({ eventId, holdId: gone, accountId: null })
    // 7 holds that keep places with their 7 networks, 1 that keeps none.
    assert.equal(await forgetNetworks(db.sql, eventId), 8)
    assert.equal(await forgetNetworks(db.sql, eventId), 0)
    assert.deepEqual(await brokenInvariants(db), [])
    await node.inventory.releaseHold({ eventId, holdId: released, accountId: null })
    const sold = await other.inventory.findHold({ holdId: returned })
    await other.inventory.returnPlaces({ eventId, holdId: returned, orderId, places: sold?.places ?? [] })
    assert.ok('held' in (await hold(node, event, { quantity: 3 })))
    assert.deepEqual(await brokenInvariants(db), [])
  })

  test('the table itself lets no network have more than its ceiling', async () => {
    await using db = await testDatabase()
    const event = anEvent(plan)
    await using node = await aNode(db, [event], { placesPerNetwork: LIMIT })
    await hold(node, event, { quantity: 2 })
    await assert.rejects(db.sql`update network_allowances set places = ceiling + 1`, { code: '23514' })
    await db.sql`update network_allowances set places = places + 1`
    assert.deepEqual(
      (await brokenInvariants(db)).map(({ name }) => name),
      ['inventory.network-allowances'],
    )
  })
})
