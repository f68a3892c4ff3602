import { Type, type Static } from 'typebox'
import { PlacesNamed } from './catalog.places.ts'
import { line, maybe, nullable, ShowInput, VenueInput } from './catalog.schemas.ts'
import { CurrencyCode, Id, Instant, PageQuery, Strict } from './primitives.ts'
import { defineRoute } from './route.ts'

/** What partners send about films, screens and showtimes, and what they are told; docs/partner-feed.md explains it. */
export const CHANGES_PER_MESSAGE_MAX = 500
export const MESSAGE_BYTES_MAX = 1024 * 1024

const SourceId = Type.String({ minLength: 1, maxLength: 200, pattern: String.raw`^[^\p{Cc}\p{Cs}]+$` })
const Minor = Type.Integer({ minimum: 0, maximum: 1_000_000_000 })
const { kind: _kind, ...film } = ShowInput.properties

const PutCinema = Strict({ type: Type.Literal('cinema.put'), id: SourceId, cinema: VenueInput })
const PutScreen = Strict({
  type: Type.Literal('screen.put'),
  id: SourceId,
  cinema: SourceId,
  name: line(200),
  rows: Type.Array(Strict({ row: line(10), seats: Type.Integer({ minimum: 1, maximum: 200 }) }), {
    minItems: 1,
    maxItems: 100,
    description: 'From the front; seats are numbered from 1. Places are numbered from 0 in this order.',
  }),
})
const PutFilm = Strict({ type: Type.Literal('film.put'), id: SourceId, film: Strict(film) })
const PutShowtime = Strict({
  type: Type.Literal('showtime.put'),
  id: SourceId,
  film: SourceId,
  screen: SourceId,
  startsAt: Instant,
  lengthMinutes: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_440 })),
  features: Type.Optional(Type.Array(line(40), { maxItems: 20 })),
  onSaleAt: maybe(Instant),
  status: Type.Optional(Type.Enum(['scheduled', 'postponed', 'cancelled'])),
  currency: Type.Optional(CurrencyCode),
  price: Strict({ faceValue: Minor, fees: Minor }),
})
const PutSales = Strict({
  type: Type.Literal('sales.put'),
  showtime: SourceId,
  sold: Type.Optional(PlacesNamed.properties.places),
  freed: Type.Optional(PlacesNamed.properties.places),
})

export const PartnerChange = Type.Union([PutCinema, PutScreen, PutFilm, PutShowtime, PutSales])
export type PartnerChange = Static<typeof PartnerChange>

export const PartnerMessage = Strict({
  sequence: Type.Integer({ minimum: 1, maximum: 9_007_199_254_740_990 }),
  snapshot: Type.Optional(
    Type.Boolean({ description: 'Takes the place of all messages before it: the sequence goes on from here.' }),
  ),
  changes: Type.Array(PartnerChange, { maxItems: CHANGES_PER_MESSAGE_MAX }),
})
export type PartnerMessage = Static<typeof PartnerMessage>

export const PartnerRefusal = Strict({
  sequence: Type.Integer(),
  position: Type.Integer({ description: 'Which change of the message, from 0.' }),
  change: Type.String(),
  faults: Type.Array(Strict({ field: Type.String(), expected: Type.String() })),
})
export type PartnerRefusal = Static<typeof PartnerRefusal>

const Taken = Strict({
  outcome: Type.Enum(['taken', 'known', 'waiting'], {
    description: 'known: it was taken before; waiting: others before it are missing.',
  }),
  expecting: Type.Integer({ description: 'Sequence of the next message.' }),
  refused: Type.Array(PartnerRefusal, { description: 'Changes that were not taken; all others of the message were.' }),
})
export type Taken = Static<typeof Taken>

const FeedState = Strict({
  id: Id,
  name: Type.String(),
  expecting: Type.Integer(),
  waiting: Type.Integer({ description: 'Messages that wait for others before them.' }),
  lastReceivedAt: nullable(Instant),
  refusals: Type.Integer({ description: 'Changes refused, of the latest thousand.' }),
})
export type FeedState = Static<typeof FeedState>

const ShowtimeAvailability = Strict({
  showtime: SourceId,
  sequence: Type.Integer(),
  version: Type.Integer(),
  places: Type.Integer(),
  available: Type.Integer(),
  bitmap: Type.String({ description: 'Base64; bit n % 8, lowest first, of byte n / 8 is set when place n is taken.' }),
})

const FeedParams = Strict({ feedId: Id })
export const WAIT_SECONDS_MAX = 25

export const partnerRoutes = {
  addFeed: defineRoute({
    operation: 'partners.addFeed',
    method: 'POST',
    path: '/v1/me/partner-feeds',
    access: 'vendor',
    summary: 'Opens a feed for a partner, and tells its secret.',
    body: Strict({ name: line(80) }),
    success: { status: 201, body: Strict({ id: Id, secret: Type.String() }), description: 'The feed.' },
    problems: ['name-taken'],
  }),
  feeds: defineRoute({
    operation: 'partners.feeds',
    method: 'GET',
    path: '/v1/me/partner-feeds',
    access: 'vendor',
    summary: 'The feeds of your partners, and how they go.',
    success: { status: 200, body: Strict({ items: Type.Array(FeedState) }), description: 'The feeds.' },
    problems: [],
  }),
  renewSecret: defineRoute({
    operation: 'partners.renewSecret',
    method: 'POST',
    path: '/v1/me/partner-feeds/:feedId/secret',
    access: 'vendor',
    summary: 'Gives a feed another secret; the one before is good no longer.',
    params: FeedParams,
    success: { status: 200, body: Strict({ id: Id, secret: Type.String() }), description: 'The new secret.' },
    problems: ['not-found'],
  }),
  closeFeed: defineRoute({
    operation: 'partners.closeFeed',
    method: 'DELETE',
    path: '/v1/me/partner-feeds/:feedId',
    access: 'vendor',
    summary: 'Closes a feed. What it brought stays.',
    params: FeedParams,
    success: { status: 204, body: null, description: 'It takes nothing any more.' },
    problems: ['not-found'],
  }),
  refusals: defineRoute({
    operation: 'partners.refusals',
    method: 'GET',
    path: '/v1/me/partner-feeds/:feedId/refusals',
    access: 'vendor',
    summary: 'Changes of a feed that were not taken, the latest first.',
    params: FeedParams,
    query: Strict({ limit: PageQuery.limit }),
    success: { status: 200, body: Strict({ items: Type.Array(PartnerRefusal) }), description: 'The refusals.' },
    problems: ['not-found'],
  }),
  takeMessage: defineRoute({
    operation: 'partners.takeMessage',
    method: 'POST',
    path: '/v1/partner-feeds/:feedId/messages',
    access: 'public',
    summary: 'Takes a message of a partner, in its turn.',
    description: 'Signed as Standard Webhooks says, over the bytes of the body. Sending it again changes nothing.',
    params: FeedParams,
    rawBody: { contentType: 'application/json', description: 'A message: sequence, changes.' },
    bodyLimit: MESSAGE_BYTES_MAX,
    success: { status: 200, body: Taken, description: 'What became of it.' },
    problems: ['signature-wrong', 'feed-gap', 'try-again-soon', 'body-too-large'],
  }),
  partnerState: defineRoute({
    operation: 'partners.state',
    method: 'GET',
    path: '/v1/partner-feeds/:feedId',
    access: 'public',
    summary: 'Where a feed stands: from which message on to send after an outage. Signed over the address.',
    params: FeedParams,
    success: { status: 200, body: FeedState, description: 'Where it stands.' },
    problems: ['signature-wrong'],
  }),
  availability: defineRoute({
    operation: 'partners.availability',
    method: 'GET',
    path: '/v1/partner-feeds/:feedId/availability',
    access: 'public',
    summary: 'What is left of the showtimes of a feed, changed since a sequence. Signed over the address.',
    description: 'Waits for a change where there is none yet. Each showtime comes once, as it is now.',
    params: FeedParams,
    query: Strict({
      after: Type.Optional(Type.Integer({ minimum: 0, maximum: 9_007_199_254_740_990, default: 0 })),
      wait: Type.Optional(Type.Integer({ minimum: 0, maximum: WAIT_SECONDS_MAX, default: 0 })),
    }),
    success: {
      status: 200,
      body: Strict({
        sequence: Type.Integer({ description: 'To ask after next time.' }),
        items: Type.Array(ShowtimeAvailability),
      }),
      description: 'Two hundred at most, in the order of their sequence.',
    },
    problems: ['signature-wrong'],
  }),
}
