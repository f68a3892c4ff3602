import type { EventView } from '@foyer/contract/catalog.views'
import type { FastifyInstance } from 'fastify'
import ical, { ICalEventStatus } from 'ical-generator'
import { HOUR_MS } from '../platform/clock.ts'
import { problem } from '../platform/http/problem.ts'

/** An evening, where the organiser did not say when it ends. */
const LENGTH_IF_UNKNOWN_MS = 3 * HOUR_MS
const STATUSES: Readonly<Partial<Record<EventView['status'], ICalEventStatus>>> = {
  cancelled: ICalEventStatus.CANCELLED,
  postponed: ICalEventStatus.TENTATIVE,
}

/** Serves an event as an entry for a calendar, read as anybody reads it. */
export function registerCalendar(app: FastifyInstance, publicUrl: string): void {
  app.get<{ Params: { eventId: string } }>('/events/:eventId/event.ics', async (request, reply) => {
    const answer = await app.inject(`/v1/events/${encodeURIComponent(request.params.eventId)}`)
    if (answer.statusCode === 503) throw problem('try-again-soon', { headers: { 'retry-after': '2' } })
    if (answer.statusCode !== 200) throw problem('not-found')
    reply
      .type('text/calendar; charset=utf-8')
      .header('cache-control', 'public, max-age=60')
      .header('content-disposition', 'attachment; filename="event.ics"')
    return eventCalendar(answer.json<EventView>(), publicUrl)
  })
}

/**
 * An event as an iCalendar document (RFC 5545), in UTC, which no calendar misreads. The UID is the event's for ever, so
 * that fetching it again moves the entry and never adds a second.
 */
export function eventCalendar(event: EventView, publicUrl: string): string {
  const { venue } = event
  const starts = new Date(event.startsAt)
  const calendar = ical({ prodId: { company: 'Foyer', product: 'Events', language: 'EN' } })
  calendar.createEvent({
    id: `event-${event.id}`,
    sequence: event.revision,
    start: starts,
    end: event.endsAt === null ? new Date(starts.getTime() + LENGTH_IF_UNKNOWN_MS) : new Date(event.endsAt),
    summary: event.title,
    status: STATUSES[event.status] ?? ICalEventStatus.CONFIRMED,
    url: `${publicUrl}/events/${event.id}`,
    location: {
      title: venue.name,
      address: [event.hall?.name, venue.street, venue.postalCode, venue.city, venue.country]
        .filter((line) => line !== undefined && line !== null)
        .join(', '),
      ...(venue.location === null ? {} : { geo: { lat: venue.location.lat, lon: venue.location.lng } }),
    },
    description: event.performers.map((performer) => performer.name).join('\n'),
  })
  // The library leaves out the line break that ends the last line (RFC 5545, section 3.1).
  return `${calendar.toString()}\r\n`
}
