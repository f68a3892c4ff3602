import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { findBrokenInvariants } from '../platform/check.ts'
import type { Database } from '../platform/database.ts'
import { newId } from '../platform/ids.ts'
import { testDatabase } from '../platform/testing/test-database.ts'
import { ticketInvariants } from './invariants.ts'
import { issueTickets } from './issue-tickets.ts'
import { revokeTickets } from './revoke-tickets.ts'
import type { OrderKey } from './ticket.ts'
import { anAccount, anOrder } from './testing/paid-order.ts'

/** A confirmed order of two places with its tickets. */
async function aSoundOrder(db: Database): Promise<OrderKey> {
  const holder = await anAccount(db)
  const order = await anOrder(db, { buyerId: holder.accountId, places: [1, 2] })
  await db.transaction((tx) => issueTickets(tx, { ...order, holder }))
  return order
}

const brokenIn = async (db: Database) => (await findBrokenInvariants(db.sql, ticketInvariants)).map(({ name }) => name)

describe('the invariants of tickets', () => {
  test('hold for orders that are confirmed, refunded in part, and still to be paid', async () => {
    await using db = await testDatabase()
    await aSoundOrder(db)
    const refunded = await aSoundOrder(db)
    await db.transaction((tx) => revokeTickets(tx, { ...refunded, places: [2], because: 'refunded' }))
    await db.sql`update orders set state = 'partly_refunded' where order_id = ${refunded.orderId}`
    const holder = await anAccount(db)
    await anOrder(db, { buyerId: holder.accountId, places: [9], state: 'payment_pending' })
    assert.deepEqual(await brokenIn(db), [])
  })

  const breaches: [what: string, breach: (db: Database, order: OrderKey) => Promise<unknown>, seen: string[]][] = [
    [
      'a place with two live tickets',
      async (db, { orderId }) => {
        await db.sql`drop index tickets_one_live_per_place`
        await db.sql`
          insert into tickets (event_id, ticket_id, order_id, place_no, holder_account_id, holder_name, state, key_number)
          select event_id, ${newId()}::uuid, order_id, place_no, holder_account_id, holder_name, state, key_number
            from tickets where order_id = ${orderId} and place_no = 1`
      },
      ['tickets.one-live-ticket-per-place', 'tickets.confirmed-orders-have-all-their-tickets'],
    ],
    [
      'a live ticket of an order that nobody paid',
      (db, { orderId }) =>
        db.sql`update orders set state = 'payment_pending', confirmed_at = null where order_id = ${orderId}`,
      ['tickets.live-tickets-have-a-paid-order-line', 'tickets.ended-orders-have-no-live-ticket'],
    ],
    [
      'a live ticket whose order line is gone',
      async (db, { orderId }) => {
        await db.sql`alter table tickets drop constraint tickets_event_id_order_id_place_no_fkey`
        await db.sql`delete from order_lines where order_id = ${orderId} and place_no = 2`
      },
      ['tickets.live-tickets-have-a-paid-order-line'],
    ],
    [
      'a confirmed order that lacks a ticket',
      (db, { orderId }) => db.sql`delete from tickets where order_id = ${orderId} and place_no = 2`,
      [
        'tickets.confirmed-orders-have-all-their-tickets',
        'tickets.ever-confirmed-orders-were-issued-all-their-tickets',
      ],
    ],
    [
      'a confirmed order of which a ticket was revoked',
      (db, order) => db.transaction((tx) => revokeTickets(tx, { ...order, places: [2], because: 'refunded' })),
      ['tickets.confirmed-orders-have-all-their-tickets'],
    ],
    [
      'a live ticket of an order that was refunded in whole',
      (db, { orderId }) => db.sql`update orders set state = 'refunded' where order_id = ${orderId}`,
      ['tickets.ended-orders-have-no-live-ticket'],
    ],
  ]
  for (const [what, breach, seen] of breaches)
    test(`see ${what}`, async () => {
      await using db = await testDatabase()
      const order = await aSoundOrder(db)
      await breach(db, order)
      assert.deepEqual(await brokenIn(db), seen)
    })
})
