import { Type, type Static } from 'typebox'
import { ById } from './catalog.search.ts'
import { EventView, ShowWithPerformers, TicketsView } from './catalog.views.ts'
import { PLACES_MAX } from './manifest.ts'
import { Id, Strict } from './primitives.ts'
import { defineRoute } from './route.ts'

const PLACES_PER_REQUEST_MAX = 10_000
const BODY_BYTES_MAX = 256 * 1024
/** A file of tickets; a stadium row by row takes a few hundred kilobytes. */
const CSV_BYTES_MAX = 4 * 1024 * 1024

const Place = Type.Integer({ minimum: 0, maximum: PLACES_MAX - 1 })
const Which = {
  section: Type.Optional(Type.String({ maxLength: 64, description: 'Key or name of a section: all of it.' })),
  places: Type.Optional(
    Type.Array(Place, { minItems: 1, maxItems: PLACES_PER_REQUEST_MAX, uniqueItems: true, description: 'Or these.' }),
  ),
}

export const PlacesNamed = Strict(Which)
export type PlacesNamed = Static<typeof PlacesNamed>

const Runs = (description: string) =>
  Type.Array(Type.Tuple([Place, Type.Integer({ minimum: 1 })]), { description: `${description} [first, count].` })

export const BlockedPlaces = Strict({ house: Runs('House seats:'), kill: Runs('Places that cannot be used:') })

/** What organisers do with places of a published event, and with who appears. */
export const placeRoutes = {
  uploadTicketFile: defineRoute({
    operation: 'catalog.uploadTicketFile',
    method: 'POST',
    path: '/v1/events/:eventId/tickets/file',
    access: 'vendor',
    summary: 'Puts up tickets from a CSV file: section, row, seat, count, price level, price.',
    description:
      'The body is `text/csv` in UTF-8, or in UTF-16 with its mark; its header tells whether commas, semicolons or tabs part ' +
      'its cells. All rows are taken, or none and `errors` tells each by row. Columns: `section` and ' +
      '`count`; for numbered seats `row` and `seat` (the first one); `price` and `fees` in major units, e.g. 25.00 or 25,00; ' +
      '`price level`, the name of one that the event has, or of a new one with its price.',
    params: ById('eventId'),
    rawBody: { contentType: 'text/csv', description: 'A header and a line for each row of seats, or each area.' },
    bodyLimit: CSV_BYTES_MAX,
    idempotencyKey: 'optional',
    success: { status: 201, body: TicketsView, description: 'The tickets by section.' },
    problems: ['not-found', 'places-fixed', 'body-too-large', 'idempotency-key-reused'],
  }),
  blockedPlaces: defineRoute({
    operation: 'catalog.blockedPlaces',
    method: 'GET',
    path: '/v1/events/:eventId/blocks',
    access: 'vendor',
    summary: 'House seats and kills of an event.',
    params: ById('eventId'),
    success: { status: 200, body: BlockedPlaces, description: 'Runs of places.' },
    problems: ['not-found'],
  }),
  blockPlaces: defineRoute({
    operation: 'catalog.blockPlaces',
    method: 'POST',
    path: '/v1/events/:eventId/blocks',
    access: 'vendor',
    summary: 'Keeps places off sale, for the house or because they cannot be used: all that are named, or none.',
    params: ById('eventId'),
    body: Strict({ ...Which, reason: Type.Enum(['house', 'kill']) }),
    bodyLimit: BODY_BYTES_MAX,
    success: { status: 200, body: Strict({ blocked: Type.Integer() }), description: 'How many are blocked.' },
    problems: ['not-found', 'tickets-taken', 'event-not-published', 'try-again-soon'],
  }),
  unblockPlaces: defineRoute({
    operation: 'catalog.unblockPlaces',
    method: 'DELETE',
    path: '/v1/events/:eventId/blocks',
    access: 'vendor',
    summary: 'Puts blocked places on sale; such as are not blocked are passed over.',
    params: ById('eventId'),
    body: PlacesNamed,
    bodyLimit: BODY_BYTES_MAX,
    success: { status: 200, body: Strict({ unblocked: Type.Integer() }), description: 'How many were blocked.' },
    problems: ['not-found', 'event-not-published', 'try-again-soon'],
  }),
  detachFromEvent: defineRoute({
    operation: 'catalog.detachFromEvent',
    method: 'DELETE',
    path: '/v1/events/:eventId/performers/:performerId',
    access: 'vendor',
    summary: 'Takes a performer off the bill of one event.',
    params: Strict({ eventId: Id, performerId: Id }),
    success: { status: 200, body: EventView, description: 'The event as it is now.' },
    problems: ['not-found'],
  }),
  detachFromShow: defineRoute({
    operation: 'catalog.detachFromShow',
    method: 'DELETE',
    path: '/v1/shows/:showId/performers/:performerId',
    access: 'vendor',
    summary: 'Takes a performer off the bill of a show, and so of its events.',
    params: Strict({ showId: Id, performerId: Id }),
    success: { status: 200, body: ShowWithPerformers, description: 'The show as it is now.' },
    problems: ['not-found'],
  }),
}
