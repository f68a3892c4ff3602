import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { newId } from '../platform/ids.ts'
import { testDatabase } from '../platform/testing/test-database.ts'
import { cuttingProxy } from './testing/cutting-proxy.ts'
import { aNode, anEvent, brokenInvariants, tally } from './testing/given.ts'
import { drawnPlan } from './testing/plans.ts'

const plan = drawnPlan({ key: 'stalls', rows: Array.from({ length: 20 }, () => '....................') })

describe('several nodes, broken connections', () => {
  test('a node that was paused in the middle learns what others did, and takes nothing from them', async () => {
    await using db = await testDatabase()
    const event = anEvent(plan)
    const { eventId } = event
    await using proxy = await cuttingProxy(db.url)
    await using paused = await aNode(db, [event], { laneUrl: proxy.url })
    await using other = await aNode(db, [event])
    const hold = (node: typeof paused, places: number[]) =>
      node.inventory.holdPlaces({ eventId, holdId: newId(), accountId: newId(), wish: { places } })
    for (let round = 0; round < 20; round++) {
      const base = round * 10
      assert.ok('held' in (await hold(paused, [base])))
      proxy.pause()
      const late = Promise.all([hold(paused, [base + 1]), hold(paused, [base + 2])])
      await wait(2)
      assert.ok('held' in (await hold(other, [base + 3])))
      assert.ok('held' in (await hold(other, [base + 2])))
      proxy.resume()
      assert.deepEqual(tally(await late), { held: 1, 'places-taken': 1 })
    }
    assert.deepEqual(await brokenInvariants(db), [])
  })

  test('a connection cut after the commit: what was written is answered, and written once', async () => {
    await using db = await testDatabase()
    const event = anEvent(plan)
    const { eventId } = event
    await using proxy = await cuttingProxy(db.url)
    await using node = await aNode(db, [event], { laneUrl: proxy.url })
    const [buyer, holds] = [newId(), Array.from({ length: 5 }, () => newId())]
    const ask = (index: number) =>
      node.inventory.holdPlaces({ eventId, holdId: holds[index] ?? '', accountId: buyer, wish: { places: [index] } })
    assert.ok('held' in (await ask(0)))
    for (let index = 1; index < holds.length; index++) {
      proxy.cutAnswer(1)
      const outcome = await ask(index)
      assert.ok('held' in outcome, JSON.stringify(outcome))
    }
    assert.ok(proxy.cuts >= holds.length - 1, `${proxy.cuts} connections were cut`)
    proxy.cutAnswer(1)
    const extended = await node.inventory.extendHold({ eventId, holdId: holds[0] ?? '', accountId: buyer, by: 'buyer' })
    assert.ok('extended' in extended, 'what is done once only is not done, and refused, a second time')
    const rows = await db.sql`select hold_id from holds`
    assert.equal(rows.length, holds.length)
    assert.deepEqual(await brokenInvariants(db), [])
  })

  test('without looking at what became of it, a cut makes the answer wrong: the test can see the doubt', async () => {
    await using db = await testDatabase()
    await using proxy = await cuttingProxy(db.url)
    await db.sql`create table naive (hold_id uuid)`
    const { openDatabase } = await import('../platform/database.ts')
    const through = openDatabase({ url: proxy.url, poolMax: 1 })
    await through.sql`select 1`
    const insert = () => through.sql`insert into naive select ${newId()}::uuid`
    await insert()
    proxy.cutAnswer(1)
    await assert.rejects(insert())
    await insert()
    const [rows] = await db.sql<{ count: number }[]>`select count(*)::integer as count from naive`
    await through.close()
    assert.equal(rows?.count, 3, 'the refused write was done, and its repetition too')
  })

  test('one operation that the tables refuse harms none of its 499 neighbours', async () => {
    await using db = await testDatabase()
    const event = anEvent(plan)
    const { eventId } = event
    await using node = await aNode(db, [event])
    await node.inventory.availability(eventId)
    const holdAs = (accountId: string, place: number) =>
      node.inventory.holdPlaces({ eventId, holdId: newId(), accountId, wish: { places: [place] } })
    const asked = Array.from({ length: 400 }, (_, place) => holdAs(place === 123 ? 'not an account' : newId(), place))
    const settled = await Promise.allSettled(asked)
    assert.equal(settled[123]?.status, 'rejected')
    assert.equal(settled.filter((one) => one.status === 'fulfilled' && 'held' in one.value).length, 399)
    assert.deepEqual(await brokenInvariants(db), [])
  })

  test('a claim that stands in the table alone is the wall: the batch is refused, all others get theirs', async () => {
    await using db = await testDatabase()
    const event = anEvent(plan)
    const { eventId } = event
    await using node = await aNode(db, [event])
    const hold = (place: number) =>
      node.inventory.holdPlaces({ eventId, holdId: newId(), accountId: newId(), wish: { places: [place] } })
    await hold(0)
    // Written past the fence, as a program gone wrong would: memory knows nothing of it.
    await db.sql`insert into claims (event_id, place_no, state) values (${eventId}, 7, 'kill')`
    assert.deepEqual(tally(await Promise.all([hold(5), hold(6), hold(7), hold(8)])), { held: 3, 'places-taken': 1 })
    assert.deepEqual(await brokenInvariants(db), [])
  })
})
