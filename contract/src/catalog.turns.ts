import { Type, type Static } from 'typebox'
import { EventStatus } from './catalog.events.ts'
import { line, maybe, nullable } from './catalog.schemas.ts'
import { ById } from './catalog.search.ts'
import { EventView } from './catalog.views.ts'
import { Id, Instant, Strict } from './primitives.ts'
import { defineRoute } from './route.ts'

const Reason = maybe(line(500, 'What the public is told about it.'))

export const OwnParts = Strict(
  {
    show: Type.Boolean(),
    venue: Type.Boolean(),
    performers: Type.Array(Id, { description: 'Who of the bill.' }),
  },
  { description: 'What of it belongs to this organiser, who alone can correct it.' },
)
export type OwnParts = Static<typeof OwnParts>

/** What an organiser sees of a draft before anybody else does. */
export const EventPreview = Strict(
  {
    event: EventView,
    missing: Type.Array(Strict({ field: Type.String(), expected: Type.String() }), {
      description: 'What publication would refuse; empty when it can be published.',
    }),
    own: OwnParts,
  },
  { description: 'An event as the public would see it, and what it still needs.' },
)

/** An event of the public takes a turn: it vanishes again, waits for a date, gets one, or is off. */
export const eventTurnRoutes = {
  previewEvent: defineRoute({
    operation: 'catalog.previewEvent',
    method: 'GET',
    path: '/v1/events/:eventId/preview',
    access: 'vendor',
    summary: 'An event as the public would see it, with what publication would still refuse.',
    params: ById('eventId'),
    success: { status: 200, body: EventPreview, description: 'The preview, for its organiser alone.' },
    problems: ['not-found'],
  }),
  unpublishEvent: defineRoute({
    operation: 'catalog.unpublishEvent',
    method: 'DELETE',
    path: '/v1/events/:eventId/publication',
    access: 'vendor',
    summary: 'Takes an event back to a draft, as long as nobody holds or has bought a place.',
    description: 'Its places keep their numbers. An event with buyers is postponed or cancelled instead.',
    params: ById('eventId'),
    success: { status: 200, body: EventView, description: 'The draft.' },
    problems: ['not-found', 'event-has-buyers', 'status-final'],
  }),
  postponeEvent: defineRoute({
    operation: 'catalog.postponeEvent',
    method: 'POST',
    path: '/v1/events/:eventId/postponement',
    access: 'vendor',
    summary: 'Postpones an event: it waits for a new date, and nothing is sold meanwhile.',
    params: ById('eventId'),
    body: Strict({ reason: Reason }),
    success: { status: 200, body: EventView, description: 'The event as everybody sees it.' },
    problems: ['not-found', 'status-final'],
  }),
  rescheduleEvent: defineRoute({
    operation: 'catalog.rescheduleEvent',
    method: 'POST',
    path: '/v1/events/:eventId/rescheduling',
    access: 'vendor',
    summary: 'Gives an event another date. What was sold stays sold.',
    description: 'Doors and end move with the start unless they are said; an off-sale time does too.',
    params: ById('eventId'),
    body: Strict({
      startsAt: Instant,
      doorsAt: maybe(Instant),
      endsAt: maybe(Instant),
      offSaleAt: maybe(Instant),
      reason: Reason,
    }),
    success: { status: 200, body: EventView, description: 'The event as everybody sees it.' },
    problems: ['not-found', 'status-final'],
  }),
  cancelEvent: defineRoute({
    operation: 'catalog.cancelEvent',
    method: 'POST',
    path: '/v1/events/:eventId/cancellation',
    access: 'vendor',
    summary: 'Cancels an event, for good.',
    params: ById('eventId'),
    body: Strict({ reason: Reason }),
    success: { status: 200, body: EventView, description: 'The event as everybody sees it.' },
    problems: ['not-found', 'status-final'],
  }),
  eventHistory: defineRoute({
    operation: 'catalog.eventHistory',
    method: 'GET',
    path: '/v1/events/:eventId/history',
    access: 'public',
    summary: 'What became of an event since it was published: dates that it had, and why.',
    params: ById('eventId'),
    success: {
      status: 200,
      body: Strict({
        items: Type.Array(
          Strict({
            status: EventStatus,
            startsAt: Instant,
            previousStartsAt: Instant,
            reason: nullable(Type.String()),
            at: Instant,
          }),
        ),
      }),
      description: 'Its turns, the first one first; a hundred at most.',
    },
    problems: ['not-found'],
  }),
}
