import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { isUniqueViolation, type Database } from '../platform/database.ts'
import { testDatabase } from '../platform/testing/test-database.ts'
import { issueTickets } from './issue-tickets.ts'
import type { OrderKey } from './ticket.ts'
import { anAccount, anOrder } from './testing/paid-order.ts'

const WORKERS = 8
const ROUNDS = 5

/** Many workers confirm the same order at once, each as the settling of an order does it. */
async function confirmAtOnce(db: Database, lockOrder: boolean): Promise<{ live: number; failed: number }> {
  const holder = await anAccount(db)
  const order = await anOrder(db, { buyerId: holder.accountId, places: [1, 2] })
  const { promise: everybodyIsThere, resolve } = Promise.withResolvers<void>()
  let there = 0
  const attempts = Array.from({ length: WORKERS }, () =>
    db.transaction(async (tx) => {
      await tx`select 1`
      if (++there === WORKERS) resolve()
      await everybodyIsThere
      if (lockOrder)
        await tx`select from orders where event_id = ${order.eventId} and order_id = ${order.orderId} for update`
      await issueTickets(tx, { ...order, holder })
    }),
  )
  const settled = await Promise.allSettled(attempts)
  return { live: await liveTickets(db, order), failed: settled.filter(({ status }) => status === 'rejected').length }
}

async function liveTickets(db: Database, { eventId, orderId }: OrderKey): Promise<number> {
  const [row] = await db.sql<{ live: number }[]>`
    select count(*) as live from tickets where event_id = ${eventId} and order_id = ${orderId} and state = 'issued'`
  return row?.live ?? 0
}

describe('workers that confirm one order at once', () => {
  test('without the unique key and the lock, they do issue its tickets several times', async () => {
    await using db = await testDatabase({ poolMax: WORKERS })
    await db.sql`drop index tickets_one_live_per_place`
    let most = 0
    for (let round = 0; round < 20 && most <= 2; round++) most = Math.max(most, (await confirmAtOnce(db, false)).live)
    assert.ok(most > 2, `at most ${most} live tickets for two places: this test cannot see the race`)
  })

  test('under the lock on the order, one issues and the others find it done', async () => {
    await using db = await testDatabase({ poolMax: WORKERS })
    for (let round = 0; round < ROUNDS; round++) assert.deepEqual(await confirmAtOnce(db, true), { live: 2, failed: 0 })
  })

  test('even without that lock, no place ever has two tickets', async () => {
    await using db = await testDatabase({ poolMax: WORKERS })
    for (let round = 0; round < ROUNDS; round++) assert.equal((await confirmAtOnce(db, false)).live, 2)
  })
})

test('two orders that claim one place: one gets its tickets, the other none at all', async () => {
  await using db = await testDatabase({ poolMax: WORKERS })
  const holder = await anAccount(db)
  for (let round = 0; round < ROUNDS; round++) {
    const first = await anOrder(db, { buyerId: holder.accountId, places: [1, 2] })
    const second = await anOrder(db, { buyerId: holder.accountId, places: [2, 3], eventId: first.eventId })
    const settled = await Promise.allSettled(
      [first, second].map((order) => db.transaction((tx) => issueTickets(tx, { ...order, holder }))),
    )
    const lost = settled.filter((attempt) => attempt.status === 'rejected')
    assert.equal(lost.length, 1)
    assert.ok(isUniqueViolation(lost[0]?.reason, 'tickets_one_live_per_place'))
    assert.deepEqual(
      [await liveTickets(db, first), await liveTickets(db, second)].sort((a, b) => a - b),
      [0, 2],
    )
  }
})
