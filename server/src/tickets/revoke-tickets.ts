import type { PlaceNo } from '@foyer/contract'
import type { TicketRevocation } from '@foyer/contract/tickets'
import type { Tx } from '../platform/database.ts'
import { announce } from '../platform/outbox.ts'
import { ticketsRevoked } from './events.ts'
import { updateToRevoked } from './queries.ts'
import type { OrderKey } from './ticket.ts'

export interface TicketsToRevoke extends OrderKey {
  readonly places: readonly PlaceNo[] | 'all'
  readonly because: TicketRevocation
}

/**
 * Revokes the live tickets of an order, all or those for some places, in the transaction that gives their places or
 * money back. Codes that are out still verify offline; a door learns of it from its list. Repeating it changes nothing.
 * @returns the ids of the tickets that were live until now.
 */
export async function revokeTickets(tx: Tx, { eventId, orderId, places, because }: TicketsToRevoke): Promise<string[]> {
  const revoked = await updateToRevoked(tx, { eventId, orderId }, places, because)
  const ticketIds = revoked.map(({ ticketId }) => ticketId)
  if (ticketIds.length > 0) await announce(tx, ticketsRevoked({ eventId, orderId }, ticketIds, because))
  return ticketIds
}
