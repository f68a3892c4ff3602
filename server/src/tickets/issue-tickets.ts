import type { PlaceNo } from '@foyer/contract'
import type { Tx } from '../platform/database.ts'
import { newId } from '../platform/ids.ts'
import { announceAll } from '../platform/outbox.ts'
import { ticketsIssued } from './events.ts'
import { CURRENT_KEY_NUMBER } from './keys.ts'
import { insertFirstTickets } from './queries.ts'
import type { OrderKey } from './ticket.ts'

export interface TicketsToIssue extends OrderKey {
  /** The places of the order's lines, which are sold to it. */
  readonly places: readonly PlaceNo[]
  readonly holder: { readonly accountId: string; readonly name: string }
}

/**
 * Issues a ticket for each place of each order, in the transaction that confirms the orders and under the locks on their
 * rows. An order is issued tickets once: repeating it changes nothing, also after some were revoked.
 * @returns the ids of the new tickets; none of an order that had tickets before.
 * @throws a unique violation of `tickets_one_live_per_place` when another order has a live ticket for one of the
 *   places: inventory has sold it twice, and nothing may be committed.
 */
export async function issueTickets(tx: Tx, ...orders: readonly TicketsToIssue[]): Promise<string[]> {
  const wanted = orders.flatMap(({ eventId, orderId, places, holder }) =>
    places.map((place) => ({ eventId, orderId, ticketId: newId(), place, holder })),
  )
  const issued = new Set((await insertFirstTickets(tx, wanted, CURRENT_KEY_NUMBER)).map(({ ticketId }) => ticketId))
  const news = orders.flatMap((order) => {
    const ids = wanted.flatMap(({ orderId, ticketId }) =>
      orderId === order.orderId && issued.has(ticketId) ? ticketId : [],
    )
    return ids.length > 0 ? ticketsIssued(order, order.holder.accountId, ids) : []
  })
  await announceAll(tx, news)
  return wanted.flatMap(({ ticketId }) => (issued.has(ticketId) ? ticketId : []))
}
