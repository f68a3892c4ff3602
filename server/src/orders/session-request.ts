import { HOUR_MS } from '../platform/clock.ts'
import type { SessionRequest } from '../payments/index.ts'
import type { OrderRow, PaymentRow } from './facts.ts'
import type { OrderCatalog, PlaceDescription } from './ports.ts'

/**
 * The provider's session ends by itself after an hour, should it never be closed; providers allow no less than half an
 * hour. The order's own time to pay is shorter and is kept by closing the session.
 */
const SESSION_LIFE_MS = HOUR_MS

/** What the provider is asked to collect. Made of stored things alone, so that a repeated call is the same request. */
export async function sessionRequest(
  { catalog, publicUrl }: { readonly catalog: OrderCatalog; readonly publicUrl: string },
  order: OrderRow,
  payment: PaymentRow,
): Promise<SessionRequest> {
  const [event, places] = await Promise.all([
    catalog.nameEvent(order.eventId),
    catalog.describePlaces(order.eventId, order.places),
  ])
  // The buyer comes back to the same page either way: what happened is read from the order, never from the address.
  const page = `${publicUrl}/orders/${order.orderId}`
  return {
    eventId: order.eventId,
    orderId: order.orderId,
    paymentId: payment.paymentId,
    currency: order.currency,
    items: itemsOf(event, order, places),
    returnUrl: page,
    cancelUrl: page,
    expiresAt: new Date(payment.madeAt.getTime() + SESSION_LIFE_MS),
    key: payment.sessionKey,
  }
}

/** One item a price level; a single one when prices have changed since the order, whose own amount is what counts. */
function itemsOf(event: string, order: OrderRow, places: readonly PlaceDescription[]): SessionRequest['items'] {
  const items = new Map<string, { name: string; unitMinor: number; quantity: number }>()
  for (const place of places) {
    const item = items.get(place.priceLevelId)
    if (item !== undefined) item.quantity++
    else
      items.set(place.priceLevelId, {
        name: `${event}, ${place.priceLevel}`,
        unitMinor: place.faceMinor + place.feesMinor,
        quantity: 1,
      })
  }
  const priced = [...items.values()].filter((item) => item.unitMinor > 0)
  const sum = priced.reduce((total, item) => total + item.unitMinor * item.quantity, 0)
  return sum === order.amountMinor ? priced : [{ name: event, unitMinor: order.amountMinor, quantity: 1 }]
}
