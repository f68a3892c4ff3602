import type { Queryable } from '../platform/database.ts'

/** Of the orders of these holds: how many are being paid, and how many places were sold in the last minute. */
export async function countOrders(
  sql: Queryable,
  eventId: string,
  holdIds: readonly string[],
): Promise<{ paying: number; soldLastMinute: number }> {
  const [row] = await sql<{ paying: number; soldLastMinute: number }[]>`
    select count(*) filter (where state in ('payment_pending', 'authorised')) as paying,
           coalesce(sum(places) filter (where confirmed_at > now() - interval '1 minute'), 0)::integer as "soldLastMinute"
      from orders where event_id = ${eventId} and hold_id = any(${[...holdIds]}::uuid[])`
  return row ?? { paying: 0, soldLastMinute: 0 }
}
