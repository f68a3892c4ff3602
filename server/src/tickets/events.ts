import type { TicketRevocation } from '@foyer/contract/tickets'
import type { Announcement, Subscriber } from '../platform/outbox.ts'
import { blankHolderName } from './queries.ts'
import type { OrderKey } from './ticket.ts'

/** An order's tickets are there. */
export const ticketsIssued = (order: OrderKey, accountId: string, ticketIds: readonly string[]): Announcement => ({
  kind: 'tickets.issued',
  eventId: order.eventId,
  subject: `order:${order.orderId}`,
  data: { orderId: order.orderId, accountId, ticketIds },
})

/** Tickets of an order admit no more. */
export const ticketsRevoked = (
  order: OrderKey,
  ticketIds: readonly string[],
  because: TicketRevocation,
): Announcement => ({
  kind: 'tickets.revoked',
  eventId: order.eventId,
  subject: `order:${order.orderId}`,
  data: { orderId: order.orderId, ticketIds, because },
})

/** Erases the name of a holder who deleted their account. The tickets stay: orders and doors count on them. */
export const forgetDeletedHolders: Subscriber = async (heard, tx) => {
  for (const { kind, data } of heard)
    if (kind === 'account.deleted' && typeof data['accountId'] === 'string')
      await blankHolderName(tx, data['accountId'])
}
