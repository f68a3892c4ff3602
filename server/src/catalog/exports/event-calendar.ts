import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator'
import { HOUR_MS } from '../../platform/clock.ts'
import type { CalendarRow } from './queries.ts'

/** An evening, where the organiser did not say when it ends. */
const LENGTH_IF_UNKNOWN_MS = 3 * HOUR_MS
const REFRESH_S = 6 * 3_600

const STATUS = {
  draft: ICalEventStatus.TENTATIVE,
  scheduled: ICalEventStatus.CONFIRMED,
  rescheduled: ICalEventStatus.CONFIRMED,
  postponed: ICalEventStatus.TENTATIVE,
  cancelled: ICalEventStatus.CANCELLED,
} as const satisfies Record<CalendarRow['status'], ICalEventStatus>

/**
 * Events as an iCalendar document (RFC 5545). A UID is the event's for ever and its SEQUENCE only grows, so that reading
 * it again moves or cancels the entry that a calendar has. Times are in UTC, which no calendar misreads.
 */
export function eventCalendar(name: string, events: readonly CalendarRow[], publicUrl: string): string {
  const calendar = ical({
    name,
    prodId: { company: 'Foyer', product: 'Events', language: 'EN' },
    method: ICalCalendarMethod.PUBLISH,
    ttl: REFRESH_S,
  })
  for (const event of events) {
    const point = event.lat === null || event.lng === null ? {} : { geo: { lat: event.lat, lon: event.lng } }
    calendar.createEvent({
      id: event.eventId,
      sequence: event.revision,
      stamp: event.changedAt,
      start: event.startsAt,
      end: event.endsAt ?? new Date(event.startsAt.getTime() + LENGTH_IF_UNKNOWN_MS),
      summary: event.title,
      status: STATUS[event.status],
      location: { title: event.venue, address: event.address, ...point },
      description: [event.performers.join(', '), `${publicUrl}/events/${event.eventId}`].filter(Boolean).join('\n'),
      url: `${publicUrl}/events/${event.eventId}`,
    })
  }
  // The library leaves out the line break that ends the last line (RFC 5545, section 3.1).
  return `${calendar.toString()}\r\n`
}
