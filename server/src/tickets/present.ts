import type { Money } from '@foyer/contract'
import type { Ticket } from '@foyer/contract/tickets'
import { admissionWindow } from './admission-window.ts'
import { ticketCode, type DescribedTicket } from './described-ticket.ts'
import type { TicketOrder } from './facts.ts'
import type { TicketKeys } from './keys.ts'
import type { PrintedTicket } from './pdf/ticket-page.ts'

/** A ticket as it crosses the wire. */
export function presentTicket(described: DescribedTicket, keys: TicketKeys): Ticket {
  const { ticket, event, place } = described
  const window = admissionWindow(event)
  return {
    id: ticket.ticketId,
    eventId: ticket.eventId,
    orderId: ticket.orderId,
    state: ticket.state,
    holder: ticket.holderName,
    place: ticket.placeNo,
    section: place.section,
    row: place.row,
    seat: place.seat,
    gate: place.gate,
    level: place.level,
    event: {
      title: event.title,
      status: event.status,
      startsAt: event.startsAt.toISOString(),
      doorsAt: event.doorsAt?.toISOString() ?? null,
      timeZone: event.venue.timeZone,
      venue: event.venue.name,
      city: event.venue.city,
    },
    code: ticket.state === 'issued' ? ticketCode(described, keys) : null,
    admitsFrom: window.from.toISOString(),
    admitsUntil: window.until.toISOString(),
    issuedAt: ticket.issuedAt.toISOString(),
    revokedAt: ticket.revokedAt?.toISOString() ?? null,
    revokedBecause: ticket.revokedBecause,
  }
}

/** A ticket as it is printed; the price only for whoever can see the order. */
export function printTicket(
  described: DescribedTicket,
  order: TicketOrder | undefined,
  keys: TicketKeys,
): PrintedTicket {
  const { ticket, event, place } = described
  return {
    event,
    place,
    ticketId: ticket.ticketId,
    orderId: ticket.orderId,
    holderName: ticket.holderName,
    price: priceOf(order, ticket.placeNo),
    code: ticketCode(described, keys),
  }
}

const priceOf = (order: TicketOrder | undefined, place: number): Money | null =>
  order?.lines.find((line) => line.place === place)?.allIn ?? null
