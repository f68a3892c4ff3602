import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import * as fc from 'fast-check'
import { newId } from '../platform/ids.ts'
import { testDatabase, type TestDatabase } from '../platform/testing/test-database.ts'
import { postToLedger, reverseInLedger, type LedgerMove } from './ledger.ts'

describe('the ledger', () => {
  let db: TestDatabase
  const order = { eventId: newId(), orderId: newId() }
  before(async () => {
    db = await testDatabase({ poolMax: 20 })
    const buyer = newId()
    await db.sql`
      insert into accounts (account_id, kind, email, email_key, password_hash, name)
      values (${buyer}, 'individual', 'a@test.invalid', 'a@test.invalid', 'none', 'Ada')`
    await db.sql`
      insert into orders (event_id, order_id, buyer_id, hold_id, state, currency, face_minor, fees_minor, amount_minor,
                          places, pay_by)
      values (${order.eventId}, ${order.orderId}, ${buyer}, ${newId()}, 'payment_pending', 'EUR', 900, 100, 1000, 1, now())`
  })
  after(() => db[Symbol.asyncDispose]())

  const aMove = (entries: LedgerMove['entries'], sourceId = newId()): LedgerMove => ({
    ...order,
    kind: 'capture',
    sourceId,
    currency: 'EUR',
    entries,
  })
  const balanced: LedgerMove['entries'] = [
    ['provider-clearing', 1_000],
    ['organiser-payable', -900],
    ['platform-fees', -100],
  ]
  const entriesOf = (sourceId: string) => db.sql`
    select account, amount_minor from ledger_entries where source_id = ${sourceId}`

  test('a move that does not sum to zero is refused whole', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: -5_000, max: 5_000 }),
        fc.integer({ min: -5_000, max: 5_000 }),
        async (a, b) => {
          const move = aMove([
            ['provider-clearing', a],
            ['organiser-payable', b],
          ])
          const post = async () => void (await postToLedger(db.sql, move))
          if (a + b === 0) await post()
          else await assert.rejects(post, { constraint_name: 'ledger_must_balance' })
          assert.equal((await entriesOf(move.sourceId)).count, a + b === 0 && a !== 0 ? 2 : 0)
        },
      ),
      { numRuns: 40 },
    )
  })

  test('the same move fifty times at once is written once', async () => {
    const move = aMove(balanced)
    const counts = await Promise.all(Array.from({ length: 50 }, async () => (await postToLedger(db.sql, move)).count))
    assert.equal(counts.filter((count) => count === 3).length, 1)
    assert.equal(counts.filter((count) => count === 0).length, 49)
    assert.equal((await entriesOf(move.sourceId)).count, 3)
  })

  test('a move is reversed by its opposite, and one that never was is not', async () => {
    const move = aMove(balanced)
    await postToLedger(db.sql, move)
    const reversal = { eventId: order.eventId, reverses: 'capture', kind: 'refund-failed' } as const
    await reverseInLedger(db.sql, { ...reversal, sourceId: move.sourceId })
    const [sum] = await db.sql<{ minor: number }[]>`
      select max(total)::bigint as minor from (
        select sum(amount_minor) as total from ledger_entries where source_id = ${move.sourceId} group by account) totals`
    assert.equal(sum?.minor, 0)
    assert.equal((await reverseInLedger(db.sql, { ...reversal, sourceId: newId() })).count, 0)
  })

  test('what is written is never changed and never deleted', async () => {
    const changes = [
      'update ledger_entries set amount_minor = amount_minor * 2',
      'delete from ledger_entries',
      'truncate ledger_entries',
    ]
    for (const change of changes)
      await assert.rejects(() => db.sql.unsafe(change).execute(), { constraint_name: 'ledger_is_append_only' }, change)
  })
})
