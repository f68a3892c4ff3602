import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Tx } from '../platform/database.ts'
import { newId } from '../platform/ids.ts'
import { testDatabase } from '../platform/testing/test-database.ts'
import { GENESIS_HASH } from './change.ts'
import type { Hold } from './hold.ts'
import { commitBatch, insertHeads, listsOf, readHolds } from './queries.ts'
import type { OtherWrites } from './writes.ts'

const HOLDS = 3_000

describe('what a batch changes in the tables', () => {
  test('is found by its keys, however many holds the event has', () =>
    inEvent(async (tx, eventId, before) => {
      const read = await rowsRead(tx)
      assert.equal(await confirm(tx, eventId, before, 'mark'), 'committed')
      const more = (await rowsRead(tx)) - read
      assert.ok(more > 0 && more < 20, `${more} rows of ${HOLDS} holds were read`)
      assert.deepEqual(await claimsOf(tx, before), [{ place: before.places[0], state: 'sold' }])
    }))

  test('as a node of before lists it, comes out the same', () =>
    inEvent(async (tx, eventId, before) => {
      assert.equal(await confirm(tx, eventId, before, 'as before'), 'committed')
      assert.deepEqual(await claimsOf(tx, before), [{ place: before.places[0], state: 'sold' }])
    }))

  test('a place that is not the hold’s is not sold to it, and nothing of the batch is written', () =>
    inEvent(async (tx, eventId, before) => {
      const refused = tx.savepoint((inner) => confirm(inner as Tx, eventId, { ...before, places: [0, 1] }, 'mark'))
      await assert.rejects(refused, { code: 'FY002' })
      assert.equal((await readHolds(tx, eventId, [before.holdId]))[0]?.state, 'held')
    }))
})

/** Does something in an event with many holds of one place each, by one of them. */
async function inEvent(work: (tx: Tx, eventId: string, hold: Hold) => Promise<void>): Promise<void> {
  await using db = await testDatabase()
  const [eventId, holdId] = [newId(), newId()]
  await db.transaction(async (tx) => {
    await insertHeads(tx, [eventId])
    await tx`
      insert into holds (event_id, hold_id, account_id, places, digest, state, held_at, expires_at)
      select ${eventId}, case n when 1 then ${holdId} else gen_random_uuid() end, gen_random_uuid(), array[n], 1, 'held',
             now(), now() + interval '1 hour'
        from generate_series(1, ${HOLDS}::int) n`
    await tx`
      insert into claims (event_id, place_no, hold_id, state)
      select event_id, places[1], hold_id, 'held' from holds where event_id = ${eventId}`
    const [hold] = await readHolds(tx, eventId, [holdId])
    assert.ok(hold)
    await work(tx, eventId, hold)
  })
}

async function confirm(tx: Tx, eventId: string, before: Hold, how: 'mark' | 'as before'): Promise<string> {
  const { holdId: hold, places } = before
  const others: OtherWrites = {
    put: [],
    set: [{ before, after: { ...before, state: 'confirmed', orderId: newId() }, guard: 'live' }],
    mark: how === 'mark' ? [{ hold, places, state: 'sold' }] : [],
    unclaim: how === 'mark' ? [] : places.map((place) => ({ place, hold })),
    claim: how === 'mark' ? [] : places.map((place) => ({ place, hold, state: 'sold' as const })),
  }
  const nothing = { fresh: [], ended: [], allowances: [], networks: [], ofNetworks: [], unpaid: [], nextDue: null }
  const { outcome } = await commitBatch(tx, {
    eventId,
    after: { seq: 0, hash: GENESIS_HASH },
    hash: 'ab'.repeat(32),
    body: '{}',
    at: 1,
    ceiling: 10,
    nextDue: null,
    taken: { places: 0, accessible: 0, byCategory: {} },
    lists: listsOf({ ...nothing, others }, 0),
  })
  return outcome
}

/** Rows of holds and claims that this transaction has looked at. */
async function rowsRead(tx: Tx): Promise<number> {
  const [row] = await tx<{ rows: number }[]>`
    select coalesce(sum(seq_tup_read + idx_tup_fetch), 0)::int as rows from pg_stat_xact_user_tables
     where relname in ('holds', 'claims')`
  return row?.rows ?? 0
}

const claimsOf = async (tx: Tx, { holdId }: Hold) => [
  ...(await tx<
    { place: number; state: string }[]
  >`select place_no as place, state from claims where hold_id = ${holdId}`),
]
