import { Type, type Static, type TSchema } from 'typebox'
import { PresaleCode } from './catalog.presales.ts'
import { Price } from './catalog.events.ts'
import { Id, Instant, Strict } from './primitives.ts'
import { defineRoute } from './route.ts'

/** Places that one request may name; the allowance of an event is smaller in practice. */
const PLACES_PER_HOLD_MAX = 100

const nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])

const PlaceNumber = Type.Integer({ minimum: 0, description: 'Number of the place in the manifest of the event.' })
const SectionKey = Type.String({ pattern: '^[A-Za-z0-9._-]{1,64}$', description: 'Key of a section of the manifest.' })
const Quantity = Type.Integer({ minimum: 1, maximum: PLACES_PER_HOLD_MAX })

export const BestAvailableWish = Strict(
  {
    quantity: Quantity,
    priceLevel: Type.Optional(Type.String({ format: 'uuid', description: 'Only places at this price level.' })),
    section: Type.Optional(SectionKey),
    accessible: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: PLACES_PER_HOLD_MAX,
        description:
          'How many of the quantity are accessible places; the others sit beside them, on the seats for companions.',
      }),
    ),
    relax: Type.Optional(
      Type.Boolean({ description: 'Whether the party may be split when no seats together are left.', default: false }),
    ),
  },
  {
    description:
      'Seats together in one row, nearest to the stage, leaving no single seat behind. Of seats alone: where there are only areas, the refusal names them.',
  },
)

export const GeneralAdmissionWish = Strict(
  {
    area: SectionKey,
    quantity: Quantity,
    accessible: Type.Optional(
      Type.Integer({ minimum: 0, maximum: PLACES_PER_HOLD_MAX, description: 'How many of them are step-free places.' }),
    ),
  },
  { description: 'Places without a seat number.' },
)

const Admission = {
  /** Needed before the sale opens to everybody, and of no consequence afterwards. */
  presaleCode: Type.Optional(PresaleCode),
  /** Needed while there is a queue, and of no consequence where there is none. */
  pass: Type.Optional(
    Type.String({ maxLength: 256, description: 'From POST …/queue/pass; its `holdId` is then the Idempotency-Key.' }),
  ),
}

export const HoldInput = Type.Union(
  [
    Strict({
      places: Type.Array(PlaceNumber, {
        maxItems: PLACES_PER_HOLD_MAX,
        description: 'Chosen on the map: all or none.',
      }),
      ...Admission,
    }),
    Strict({ bestAvailable: BestAvailableWish, ...Admission }),
    Strict({ generalAdmission: GeneralAdmissionWish, ...Admission }),
  ],
  { description: 'What to hold, in one of three ways.' },
)
export type HoldInput = Static<typeof HoldInput>

export const HeldPlace = Strict({
  place: PlaceNumber,
  section: Type.String(),
  row: nullable(Type.String()),
  seat: nullable(Type.String()),
  gate: Type.Union([Type.String(), Type.Null()], { description: 'Entrance that leads there.' }),
  level: Type.Union([Type.String(), Type.Null()], { description: 'Storey or tier.' }),
  priceLevel: Strict({ priceLevelId: Id, name: Type.String() }),
  price: Price,
})
export type HeldPlace = Static<typeof HeldPlace>

export const Hold = Strict(
  {
    holdId: Id,
    eventId: Id,
    state: Type.Enum(['held', 'released', 'expired', 'confirmed']),
    places: Type.Array(HeldPlace),
    heldAt: Instant,
    expiresAt: Type.String({
      format: 'date-time',
      description: 'When the places go back, unless an order is under way.',
    }),
    secondsLeft: Type.Integer({
      minimum: 0,
      description: 'The same for clocks that go wrong; 0 when the hold is over.',
    }),
    extended: Type.Boolean({ description: 'Whether the one extension has been used.' }),
    orderId: nullable(Id),
    fit: Type.Union([Type.Enum(['together', 'leaves-single', 'neighbouring-rows', 'scattered']), Type.Null()], {
      description:
        'Of best available, how well it could be done: together; together, but a single seat stays behind; in two neighbouring rows; scattered. Null where the places were chosen.',
    }),
  },
  { description: 'A timed reservation of places.' },
)
export type Hold = Static<typeof Hold>

export const PoolAvailability = Strict({
  section: Type.String(),
  category: Type.String(),
  available: Type.Integer(),
  held: Type.Integer(),
  sold: Type.Integer(),
  blocked: Type.Integer(),
})

export const Availability = Strict(
  {
    eventId: Id,
    version: Type.Integer({ description: 'Grows with every change; the ETag.' }),
    places: Type.Integer({ description: 'Number of places in the manifest.' }),
    bitmap: Type.Union([Type.String(), Type.Null()], {
      description:
        'Base64; bit n % 8 (lowest first) of byte n / 8 is set when place n is not available. Null while the node has too much to do to tell single places: then `counts` tells how many each section has, and a hold may ask for the best available or name places all the same.',
    }),
    counts: Type.Array(PoolAvailability),
  },
  {
    description:
      'Which places are to be had. With `Accept: application/octet-stream`, the bytes of the bitmap alone, or 503 while there is none.',
  },
)
export type Availability = Static<typeof Availability>

/** What the stream of availability sends after the snapshot: event `change`, its id is the version. */
export const AvailabilityChange = Strict({
  version: Type.Integer(),
  taken: Type.Array(PlaceNumber),
  freed: Type.Array(PlaceNumber),
})
export type AvailabilityChange = Static<typeof AvailabilityChange>

const EventParams = Strict({ eventId: Id })
const HoldParams = Strict({ holdId: Id })

export const inventoryRoutes = {
  hold: defineRoute({
    operation: 'inventory.hold',
    method: 'POST',
    path: '/v1/events/:eventId/holds',
    access: 'individual',
    summary: 'Hold places',
    description:
      'All or none. The Idempotency-Key is a UUID (version 7 for the best pace) and becomes the id of the hold: a repeated request gets the same hold.',
    params: EventParams,
    body: HoldInput,
    idempotencyKey: 'required',
    success: { status: 201, body: Hold, description: 'The hold.' },
    problems: [
      'places-taken',
      'limit-reached',
      'network-limit-reached',
      'hold-pause',
      'not-enough-available',
      'not-together',
      'not-yet-on-sale',
      'presale-code-refused',
      'pass-needed',
      'pass-refused',
      'pass-over',
      'too-many-requests',
      'sale-over',
      'event-cancelled',
      'idempotency-key-reused',
      'try-again-soon',
      'not-found',
    ],
  }),
  find: defineRoute({
    operation: 'inventory.find',
    method: 'GET',
    path: '/v1/holds/:holdId',
    access: 'individual',
    summary: 'Look at a hold',
    params: HoldParams,
    success: { status: 200, body: Hold, description: 'The hold.' },
    problems: ['not-found'],
  }),
  extend: defineRoute({
    operation: 'inventory.extend',
    method: 'PATCH',
    path: '/v1/holds/:holdId',
    access: 'individual',
    summary: 'Ask for more time, once',
    params: HoldParams,
    body: Strict({ extend: Type.Literal(true) }),
    success: { status: 200, body: Hold, description: 'The hold with its new time.' },
    problems: ['already-extended', 'hold-over', 'try-again-soon', 'not-found'],
  }),
  release: defineRoute({
    operation: 'inventory.release',
    method: 'DELETE',
    path: '/v1/holds/:holdId',
    access: 'individual',
    summary: 'Give the places of a hold back',
    params: HoldParams,
    success: {
      status: 204,
      body: null,
      description: 'They are available again; so they are when it was over already.',
    },
    problems: ['hold-confirmed', 'try-again-soon', 'not-found'],
  }),
  availability: defineRoute({
    operation: 'inventory.availability',
    method: 'GET',
    path: '/v1/events/:eventId/availability',
    access: 'public',
    summary: 'Which places are to be had',
    params: EventParams,
    success: { status: 200, body: Availability, description: 'A snapshot with its version.' },
    problems: ['not-found', 'try-again-soon'],
  }),
  stream: defineRoute({
    operation: 'inventory.stream',
    method: 'GET',
    path: '/v1/events/:eventId/availability/stream',
    access: 'public',
    summary: 'Follow which places are to be had',
    description:
      'First an event `snapshot` (as GET …/availability), then events `change`, each with its version as id. A client that comes back with Last-Event-ID soon enough gets the changes it missed instead of a snapshot. A node that has more to do than it can ends its streams, and refuses new ones, with an event `poll` (PollInstead).',
    params: EventParams,
    success: {
      status: 200,
      body: {
        contentType: 'text/event-stream',
        description: 'Server-sent events `snapshot` and `change`; `poll` as the last.',
      },
      description: 'The stream.',
    },
    problems: ['not-found', 'too-many-requests', 'try-again-soon'],
  }),
}
