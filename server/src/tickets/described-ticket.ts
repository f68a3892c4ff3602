import { admissionWindow } from './admission-window.ts'
import { signTicket } from './codec.ts'
import type { TicketEvent, TicketFacts, TicketPlace } from './facts.ts'
import { holderHint } from './holder-hint.ts'
import type { TicketKeys } from './keys.ts'
import type { TicketRow } from './ticket.ts'

/** A ticket with its event and place in words. */
export interface DescribedTicket {
  readonly ticket: TicketRow
  readonly event: TicketEvent
  readonly place: TicketPlace
}

/** Adds to tickets what other domains know of them: asked once for each event. Keeps their order. */
export async function describeTickets(facts: TicketFacts, tickets: readonly TicketRow[]): Promise<DescribedTicket[]> {
  const eventIds = [...new Set(tickets.map((ticket) => ticket.eventId))]
  const described = await Promise.all(
    eventIds.map(async (eventId) => {
      const places = tickets.filter((ticket) => ticket.eventId === eventId).map((ticket) => ticket.placeNo)
      const [event, known] = await Promise.all([
        facts.describeEventForTicket(eventId),
        facts.describePlaces(eventId, places),
      ])
      if (event === undefined) throw new Error(`tickets were issued for event ${eventId}, which is not there`)
      return [eventId, { event, places: new Map(known.map((place) => [place.place, place])) }] as const
    }),
  )
  const byEvent = new Map(described)
  return tickets.map((ticket) => {
    const of = byEvent.get(ticket.eventId)
    const place = of?.places.get(ticket.placeNo)
    if (of === undefined || place === undefined)
      throw new Error(`a ticket was issued for place ${ticket.placeNo} of event ${ticket.eventId}, which has none`)
    return { ticket, event: of.event, place }
  })
}

/**
 * The code of a ticket, signed now. It is not stored: the same ticket gives the same code for as long as its event
 * stays when it is.
 */
export function ticketCode({ ticket, event, place }: DescribedTicket, keys: TicketKeys): string {
  const window = admissionWindow(event)
  return signTicket(
    {
      keyNumber: ticket.keyNumber,
      eventId: ticket.eventId,
      ticketId: ticket.ticketId,
      placeNo: ticket.placeNo,
      address: { section: place.section, row: place.row, seat: place.seat },
      validFrom: window.from,
      validUntil: window.until,
      holderHint: holderHint(ticket.ticketId, ticket.holderName),
    },
    keys.forEvent(ticket.eventId, ticket.keyNumber),
  )
}
