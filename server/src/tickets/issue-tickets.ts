import type { PlaceNo } from '@foyer/contract'
import type { Tx } from '../platform/database.ts'
import { newId } from '../platform/ids.ts'
import { announce } from '../platform/outbox.ts'
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
 * Issues a ticket for each place of an order, in the transaction that confirms the order and under the lock on its row.
 * An order is issued tickets once: repeating it changes nothing, also after some were revoked.
 * @returns the ids of the new tickets; none where the order had tickets before.
 * @throws a unique violation of `tickets_one_live_per_place` when another order has a live ticket for one of the
 *   places: inventory has sold it twice, and nothing may be committed.
 */
export async function issueTickets(tx: Tx, { eventId, orderId, places, holder }: TicketsToIssue): Promise<string[]> {
  const issued = await insertFirstTickets(tx, {
    eventId,
    orderId,
    ticketIds: places.map(() => newId()),
    places,
    holderAccountId: holder.accountId,
    holderName: holder.name,
    keyNumber: CURRENT_KEY_NUMBER,
  })
  const ticketIds = issued.map(({ ticketId }) => ticketId)
  if (ticketIds.length > 0) await announce(tx, ticketsIssued({ eventId, orderId }, holder.accountId, ticketIds))
  return ticketIds
}
