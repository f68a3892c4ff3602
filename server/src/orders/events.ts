import type { OrderState } from '@foyer/contract/orders'
import type { Announcement } from '../platform/outbox.ts'

interface Told {
  readonly eventId: string
  readonly orderId: string
  readonly buyerId: string
  readonly amountMinor: number
  readonly currency: string
}

/**
 * An order came to rest in a state that somebody must hear of: the buyer by mail, the organiser, the statistics. Its
 * kind is `order.<state>`, e.g. order.confirmed, order.expired, order.review.
 */
export const orderCameToRest = (
  { eventId, orderId, buyerId, amountMinor, currency }: Told,
  state: OrderState,
  because: string | null = null,
): Announcement => ({
  kind: `order.${state}`,
  eventId,
  subject: `order:${orderId}`,
  data: { orderId, buyerId, amount: { minor: amountMinor, currency }, because },
})
