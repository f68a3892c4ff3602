import ical, { ICalCalendarMethod, ICalEventStatus, ICalEventTransparency } from 'ical-generator'
import { HOUR_MS } from '../platform/clock.ts'
import type { TicketEvent, TicketPlace } from './facts.ts'
import { addressInWords, dayInWords, placeInWords, timeInWords, zoneInWords } from './wording.ts'

export interface CalendarEntry {
  readonly orderId: string
  readonly event: TicketEvent
  /** Places of the tickets that are still good; none: the entry is cancelled. */
  readonly places: readonly TicketPlace[]
}

/** An evening, where the organiser did not say when it ends. */
const LENGTH_IF_UNKNOWN_MS = 3 * HOUR_MS

/**
 * An order's event as an iCalendar document (RFC 5545). The UID is the order's for ever and the SEQUENCE only grows, so
 * that fetching it again moves or cancels the entry that a calendar has, and never adds a second. Times are in UTC,
 * which no calendar misreads; the local time stands in the text. It rings no alarm: that is the owner's to choose.
 */
export function orderCalendar({ orderId, event, places }: CalendarEntry): string {
  const cancelled = places.length === 0 || event.status === 'cancelled'
  const calendar = ical({
    prodId: { company: 'Foyer', product: 'Tickets', language: 'EN' },
    method: cancelled ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.PUBLISH,
  })
  const { venue } = event
  const hasPoint = venue.latitude !== null && venue.longitude !== null
  calendar.createEvent({
    id: orderId,
    sequence: event.revision + (cancelled ? 1 : 0),
    stamp: event.changedAt,
    start: event.startsAt,
    end: event.endsAt ?? new Date(event.startsAt.getTime() + LENGTH_IF_UNKNOWN_MS),
    summary: event.title,
    status: statusOf(event, cancelled),
    transparency: cancelled ? ICalEventTransparency.TRANSPARENT : ICalEventTransparency.OPAQUE,
    location: {
      title: venue.name,
      address: [venue.hall, ...addressInWords(venue)].filter((line) => line !== null).join('\n'),
      ...(hasPoint ? { geo: { lat: venue.latitude, lon: venue.longitude } } : {}),
    },
    // A quoted parameter has no way to write a quotation mark (RFC 5545, section 3.1).
    organizer: { name: event.organiser.replaceAll('"', "'"), email: NO_MAILBOX },
    description: describe(event, places),
  })
  // The library leaves out the line break that ends the last line (RFC 5545, section 3.1).
  return `${calendar.toString()}\r\n`
}

/** RFC 5545 wants an address for an organiser; this one can never receive (RFC 2606). */
const NO_MAILBOX = 'no-reply@foyer.invalid'

function statusOf(event: TicketEvent, cancelled: boolean): ICalEventStatus {
  if (cancelled) return ICalEventStatus.CANCELLED
  return event.status === 'postponed' ? ICalEventStatus.TENTATIVE : ICalEventStatus.CONFIRMED
}

function describe(event: TicketEvent, places: readonly TicketPlace[]): string {
  const { venue } = event
  return [
    ...event.performers,
    `${dayInWords(event)}, ${timeInWords(event.startsAt, venue)} (${zoneInWords(event.startsAt, venue)})`,
    ...(event.doorsAt === null ? [] : [`Doors ${timeInWords(event.doorsAt, venue)}`]),
    ...places.map(placeInWords),
  ].join('\n')
}
