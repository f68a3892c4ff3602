import { sellerName } from '../accounts/index.ts'
import { describeEventForTicket, describePlaces, loadSaleFacts } from '../catalog/index.ts'
import type { Orders } from '../orders/index.ts'
import type { Queryable } from '../platform/database.ts'
import type { TicketFacts } from '../tickets/index.ts'

/** What tickets must know of events, places and orders to be shown and printed. */
export const ticketFacts = (sql: Queryable, orders: Pick<Orders, 'findOrderFor'>): TicketFacts => ({
  async describeEventForTicket(eventId) {
    const event = await describeEventForTicket(sql, eventId)
    if (event === undefined || event.status === 'draft') return undefined
    return { ...event, status: event.status, organiser: await sellerName(sql, event.organiserId) }
  },
  async describePlaces(eventId, places) {
    const facts = await loadSaleFacts(sql, eventId)
    return facts === undefined ? [] : describePlaces(facts, places)
  },
  findOrderFor: (buyer, orderId) => orders.findOrderFor(buyer, orderId),
})
