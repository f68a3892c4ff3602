import assert from 'node:assert/strict'
import { Socket } from 'node:net'
import { test, type TestContext } from 'node:test'
import type { Queryable } from '../platform/database.ts'
import { newId } from '../platform/ids.ts'
import { testDatabase } from '../platform/testing/test-database.ts'
import { GENESIS_HASH } from './change.ts'
import { commitBatch, insertHeads, listsOf } from './queries.ts'

test('a batch is sent before anything else that is due, so the database works while the next one is decided', async (t) => {
  await using db = await testDatabase({ poolMax: 1 })
  const eventId = newId()
  await insertHeads(db.sql, [eventId])
  const look = async () => void (await db.sql`select 1`)
  assert.equal(await isSentAtOnce(t, look), false, 'of itself, the driver lets what is due go first')
  await commitNothing(db.sql, eventId, 1)
  assert.equal(await isSentAtOnce(t, () => commitNothing(db.sql, eventId, 2)), true)
})

/** Whether something was written to the database when that ran which became due right after the call. */
async function isSentAtOnce(t: TestContext, send: () => Promise<void>): Promise<boolean> {
  const { mock: written } = t.mock.method(Socket.prototype, 'write')
  const sending = send()
  const atOnce = await Promise.resolve().then(() => written.callCount() > 0)
  await sending
  assert.ok(written.callCount() > 0, 'what is sent is seen')
  written.restore()
  return atOnce
}

async function commitNothing(sql: Queryable, eventId: string, seq: number): Promise<void> {
  const nothing = { fresh: [], ended: [], allowances: [], networks: [], ofNetworks: [], unpaid: [], nextDue: null }
  const { outcome } = await commitBatch(sql, {
    eventId,
    after: { seq: seq - 1, hash: hashOf(seq - 1) },
    hash: hashOf(seq),
    // As long as a batch of some holds: what is shorter, the driver gathers until the turn ends.
    body: JSON.stringify({ changes: 'x'.repeat(2_000) }),
    at: 1,
    ceiling: 10,
    nextDue: null,
    taken: { places: 0, accessible: 0, byCategory: {} },
    lists: listsOf({ ...nothing, others: undefined }, 0),
  })
  assert.equal(outcome, 'committed')
}

const hashOf = (seq: number): string => (seq === 0 ? GENESIS_HASH : String(seq).repeat(64))
