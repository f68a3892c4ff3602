import type { Queryable, Sql } from '../platform/database.ts'
import { removeRowsOfEvent } from '../platform/remove-rows.ts'

/** Removes all orders of a rehearsal; tickets and payments go before them. @returns how many rows went. */
export const removeOrders = (sql: Sql, eventId: string): Promise<number> =>
  removeRowsOfEvent(sql, ['card_orders', 'card_places', 'order_lines', 'orders'], eventId)

/** How many orders of an event have something under way. */
export async function countUnsettled(sql: Queryable, eventId: string): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*) as count from orders
     where event_id = ${eventId} and state in ('payment_pending', 'cancelling', 'authorised', 'refund_pending')`
  return row?.count ?? 0
}
