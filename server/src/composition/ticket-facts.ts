import { sellerName } from '../accounts/index.ts'
import { describeEventForTicket, describePlaces, type KeptSaleFacts } from '../catalog/index.ts'
import type { Orders } from '../orders/index.ts'
import type { Queryable } from '../platform/database.ts'
import { Gather } from '../platform/gather.ts'
import type { TicketEvent, TicketFacts } from '../tickets/index.ts'

const EVENTS_TOGETHER_MAX = 100
/** Whoever reads their tickets waits at most so long for others who do: those of one event ask for it once. */
const EVERY_MS = 10

/** What tickets must know of events, places and orders to be shown and printed. */
export function ticketFacts(
  sql: Queryable,
  saleFacts: Pick<KeptSaleFacts, 'of'>,
  orders: Pick<Orders, 'findOrderFor'>,
): TicketFacts {
  const events = new Gather<string, TicketEvent | undefined>({
    batchMax: EVENTS_TOGETHER_MAX,
    everyMs: EVERY_MS,
    async work(eventIds) {
      const different = [...new Set(eventIds)]
      const described = await Promise.all(different.map((eventId) => describe(sql, eventId)))
      const byId = new Map(different.map((eventId, index) => [eventId, described[index]]))
      return eventIds.map((eventId) => byId.get(eventId))
    },
  })
  return {
    describeEventForTicket: (eventId) => events.add(eventId),
    async describePlaces(eventId, places) {
      const facts = await saleFacts.of(eventId)
      return facts === undefined ? [] : describePlaces(facts, places)
    },
    findOrderFor: (buyer, orderId) => orders.findOrderFor(buyer, orderId),
  }
}

/** An event in the words of a ticket. To whoever has one of an event that was taken back, it is put off. */
async function describe(sql: Queryable, eventId: string): Promise<TicketEvent | undefined> {
  const event = await describeEventForTicket(sql, eventId)
  if (event === undefined) return undefined
  const isPublic = event.status !== 'draft'
  const status = event.status === 'draft' ? 'postponed' : event.status
  return { ...event, isPublic, status, organiser: await sellerName(sql, event.organiserId) }
}
