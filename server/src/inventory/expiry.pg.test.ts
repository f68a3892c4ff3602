import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Database } from '../platform/database.ts'
import { newId } from '../platform/ids.ts'
import { testDatabase } from '../platform/testing/test-database.ts'
import { GENESIS_HASH } from './change.ts'
import { Availability } from './availability.ts'
import { DatabaseClock } from '../platform/database-clock.ts'
import { countHolds, fateOfHold } from './holds-of-passes.ts'
import { EventWriter } from './event-writer.ts'
import type { Answer, Operation } from './operations.ts'
import { commitBatch, insertHeads, listsOf, readHolds, type Batch } from './queries.ts'
import { sqlStore } from './sql-store.ts'
import { aNode, anEvent, brokenInvariants, untilOver } from './testing/given.ts'
import { drawnPlan } from './testing/plans.ts'
import type { Writes } from './writes.ts'

const plan = drawnPlan({ key: 'stalls', rows: ['....................'] })
const NOTHING: Writes = {
  fresh: [],
  ended: [],
  others: undefined,
  allowances: [],
  networks: [],
  ofNetworks: [],
  unpaid: [],
  nextDue: null,
}

describe("the database's clock decides", () => {
  test('to the microsecond: over when now() has reached it, live before', async () => {
    await using db = await testDatabase()
    const cases = [
      { offset: '-1 microsecond', over: true },
      { offset: '0', over: true },
      { offset: '1 microsecond', over: false },
    ]
    for (const { offset, over } of cases)
      for (const write of ['expire', 'confirm'] as const) {
        const wanted = write === 'expire' ? over : !over
        const done = await tryAtEdge(db, offset, write)
        assert.equal(done, wanted ? 'committed' : 'FY001', `${write} at ${offset}`)
      }
  })

  test('a node whose clock has leapt ahead takes nobody’s place before the time', async () => {
    await using db = await testDatabase()
    const event = anEvent(plan)
    const { eventId } = event
    await insertHeads(db.sql, [eventId])
    let leap = 0
    const clock = new DatabaseClock(() => performance.now() + leap)
    const store = sqlStore(db.sql, () => Promise.resolve(plan))
    const writer = new EventWriter({ eventId, store, clock, view: new Availability(), onCommitted: () => undefined })
    const [first, second] = [newId(), newId()]
    assert.ok('held' in (await ask(writer, aHold(first, [0]))))
    leap = 3_600_000
    assert.deepEqual(await ask(writer, aHold(second, [0])), { refused: 'places-taken', places: [0] })
    leap = 7_200_000
    const confirmed = await ask(writer, {
      verb: 'confirm',
      holdId: first,
      orderId: newId(),
      whenOver: 'refuse',
      limit: 10,
    })
    assert.ok('confirmed' in confirmed, 'a payment in time is in time')
    assert.deepEqual(await brokenInvariants(db), [])
  })

  test('of a hold that ran out while nobody can buy it is not said that it was left unpaid, by the time that stands still', async () => {
    await using db = await testDatabase()
    const event = anEvent(plan)
    await using node = await aNode(db, [event])
    const { eventId } = event
    const [holdId, accountId] = [newId(), newId()]
    assert.ok('held' in (await node.inventory.holdPlaces({ eventId, holdId, accountId, wish: { places: [0] } })))
    await db.sql`update holds set held_at = held_at - interval '1 hour', expires_at = now() - interval '30 seconds' where hold_id = ${holdId}`
    const of = async (behindMs: number) => [
      await fateOfHold(db.sql, { eventId, holdId, behindMs }),
      (await countHolds(db.sql, { eventId, holdIds: [holdId], behindMs })).holding,
    ]
    assert.deepEqual(await of(0), ['unpaid', 0], 'otherwise it is over')
    assert.deepEqual(await of(60_000), ['held', 1])
  })

  test('with no sweeper at all, what is over is to be had at once, and nothing is lost', async () => {
    await using db = await testDatabase()
    const event = anEvent(plan)
    const { eventId } = event
    await using node = await aNode(db, [event], { holdTtlMs: 300 })
    const hold = (places: number[]) => {
      const [holdId, accountId] = [newId(), newId()]
      return node.inventory.holdPlaces({ eventId, holdId, accountId, wish: { places } })
    }
    const first = await hold([0, 1])
    await untilOver(node, await hold([2, 3]))
    assert.ok('held' in (await hold([1, 2])))
    const found = 'held' in first ? await node.inventory.findHold({ holdId: first.held.holdId }) : undefined
    assert.equal(found?.state, 'expired')
    assert.deepEqual(await brokenInvariants(db), [])
  })

  test('the sweeper makes it visible, to watchers of every node', async () => {
    await using db = await testDatabase()
    const event = anEvent(plan)
    const { eventId } = event
    await using node = await aNode(db, [event], { holdTtlMs: 200 })
    await using other = await aNode(db, [event])
    const freed = Promise.withResolvers<readonly number[]>()
    await other.inventory.watch(eventId, (delta) => {
      if (delta.freed.length > 0) freed.resolve(delta.freed)
    })
    await node.inventory.holdPlaces({ eventId, holdId: newId(), accountId: newId(), wish: { places: [4, 5] } })
    const sweeper = node.inventory.startSweeper()
    assert.deepEqual(await freed.promise, [4, 5])
    await sweeper.stop()
    assert.deepEqual(await brokenInvariants(db), [])
  })

  test('a payment that comes too late takes the same places if they are free, else such as equal them, else none', async () => {
    await using db = await testDatabase()
    const event = anEvent(drawnPlan({ key: 'stalls', rows: ['....'] }))
    const { eventId } = event
    await using node = await aNode(db, [event], { holdTtlMs: 200 })
    const holdIds = [newId(), newId(), newId(), newId()]
    const hold = async (index: number, places: number[]) => {
      const holdId = holdIds[index] ?? ''
      await untilOver(node, await node.inventory.holdPlaces({ eventId, holdId, accountId: newId(), wish: { places } }))
    }
    const confirm = async (index: number, whenOver: 'refuse' | 'same-places' | 'substitutes') => {
      const holdId = holdIds[index] ?? ''
      const outcome = await node.inventory.confirmHold({ eventId, holdId, orderId: newId(), whenOver })
      return 'confirmed' in outcome ? [outcome.places, outcome.confirmed.places] : outcome.refused
    }
    for (const index of [0, 1, 2, 3]) await hold(index, index === 3 ? [1, 2] : [0, 1])
    assert.equal(await confirm(0, 'refuse'), 'hold-over')
    assert.deepEqual(await confirm(0, 'same-places'), ['same', [0, 1]])
    assert.equal(await confirm(1, 'same-places'), 'places-taken')
    assert.deepEqual(await confirm(1, 'substitutes'), ['substitutes', [2, 3]])
    assert.equal(await confirm(2, 'substitutes'), 'places-taken')
    assert.deepEqual(await brokenInvariants(db), [])
  })
})

const aHold = (holdId: string, places: number[]): Operation<'hold'> => ({
  verb: 'hold',
  holdId,
  accountId: newId(),
  wish: { by: 'places', places },
  digest: 1,
  ttlMs: 600_000,
  limit: 10,
})

const ask = (writer: EventWriter, operation: Operation): Promise<Answer | { refused: 'busy' }> =>
  new Promise((answer, fail) => {
    void writer.work({ waiting: [{ operation, deadline: Infinity, answer, fail }] })
  })

/** Writes an end of a hold in the very transaction whose now() the hold's time was set by. @returns outcome or error code. */
async function tryAtEdge(db: Database, offset: string, write: 'expire' | 'confirm'): Promise<string> {
  const [eventId, holdId, accountId] = [newId(), newId(), newId()]
  const rollBack = new Error('done')
  let outcome = ''
  await db
    .transaction(async (tx) => {
      await insertHeads(tx, [eventId])
      await tx`insert into holds (event_id, hold_id, account_id, places, digest, state, held_at, expires_at)
             values (${eventId}, ${holdId}, ${accountId}, '{1}', 1, 'held', now() - interval '1 day', now() + ${offset}::interval)`
      await tx`insert into claims (event_id, place_no, hold_id, state) values (${eventId}, 1, ${holdId}, 'held')`
      await tx`insert into allowances (event_id, account_id, places, ceiling) values (${eventId}, ${accountId}, 1, 10)`
      const [before] = await readHolds(tx, eventId, [holdId])
      if (before === undefined) throw new Error('no hold')
      const writes: Writes =
        write === 'expire'
          ? { ...NOTHING, ended: [{ before, state: 'expired' }], allowances: [{ accountId, before: 1, after: 0 }] }
          : {
              ...NOTHING,
              others: {
                put: [],
                set: [{ before, after: { ...before, state: 'confirmed', orderId: newId() }, guard: 'live' }],
                mark: [],
                unclaim: [{ place: 1, hold: holdId }],
                claim: [{ place: 1, hold: holdId, state: 'sold' }],
              },
            }
      const taken = { places: 0, accessible: 0, byCategory: {} }
      const rest = {
        hash: 'ab'.repeat(32),
        body: '{}',
        at: 1,
        ceiling: 10,
        nextDue: null,
        taken,
        lists: listsOf(writes, 0),
      }
      const batch: Batch = { eventId, after: { seq: 0, hash: GENESIS_HASH }, ...rest }
      outcome = await commitBatch(tx, batch).then(
        ({ outcome }) => outcome,
        (error: unknown) => String((error as { code?: unknown }).code),
      )
      throw rollBack
    })
    .catch((error: unknown) => {
      if (error !== rollBack) throw error
    })
  return outcome
}
