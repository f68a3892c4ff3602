import { Type, type Static } from 'typebox'
import { line, maybe, nullable } from './catalog.schemas.ts'
import { Id, Instant, Strict } from './primitives.ts'
import { defineRoute } from './route.ts'

const EventParams = Strict({ eventId: Id })
const People = (description: string) => Type.Integer({ minimum: 0, description })

/** What an organiser sets for an event that will be rushed for. */
export const OnSaleInput = Strict({
  lobbyOpensAt: Instant,
  drawMinutes: maybe(
    Type.Integer({
      minimum: 1,
      maximum: 30,
      description: 'How long before the on-sale the lobby closes and the draw begins; 2 unless said.',
    }),
  ),
  peopleAtOnce: Type.Integer({ minimum: 1, maximum: 1_000_000, description: 'How many may choose at one moment.' }),
  peoplePerMinute: maybe(
    Type.Integer({
      minimum: 1,
      maximum: 1_000_000,
      description: 'Let in at most; null: as many as there is room for.',
    }),
  ),
  sessionSeconds: maybe(
    Type.Integer({ minimum: 60, maximum: 3_600, description: 'How long one has for choosing; 600 unless said.' }),
  ),
  placesPerPerson: maybe(
    Type.Integer({ minimum: 1, maximum: 100, description: 'If fewer than the event allows; null: as it says.' }),
  ),
  placesPerCard: maybe(
    Type.Integer({
      minimum: 1,
      maximum: 1_000,
      description:
        'Places that one card may pay for, by whatever accounts; twice what the event allows one person unless said, null: as many as they like.',
    }),
  ),
  placesPerNetwork: maybe(
    Type.Integer({
      minimum: 1,
      maximum: 10_000,
      description:
        'Places that may be held and bought from one network (an IPv4 address, an IPv6 /56), by whatever accounts; null, and unless said: as many as they like, since families, campuses and offices share one.',
    }),
  ),
  proofOfWork: Type.Optional(
    Type.Boolean({ default: true, description: 'Whether entering takes a little work of the device, against bots.' }),
  ),
  randomness: Type.Optional(
    Type.Enum(['seed', 'drand'], {
      description:
        'What decides the draw: a committed seed, or a round of the public beacon drand, which needs access to the outside. Unless said: drand where the installation has it.',
    }),
  ),
})
export type OnSaleInput = Static<typeof OnSaleInput>

export const OnSale = Strict({
  eventId: Id,
  lobbyOpensAt: Instant,
  lobbyClosesAt: Instant,
  onSaleAt: Instant,
  peopleAtOnce: Type.Integer(),
  peoplePerMinute: nullable(Type.Integer()),
  sessionSeconds: Type.Integer(),
  placesPerPerson: nullable(Type.Integer()),
  placesPerCard: nullable(Type.Integer()),
  placesPerNetwork: nullable(Type.Integer()),
  proofOfWork: Type.Boolean(),
  randomness: Type.Enum(['seed', 'drand']),
  fixed: Type.Array(Type.String(), { description: 'Fields that can no longer be changed, since the lobby is open.' }),
  timeline: Type.Array(
    Strict({
      at: Instant,
      what: Type.Enum(['presale-opens', 'presale-closes', 'lobby-opens', 'lobby-closes', 'on-sale', 'off-sale']),
      name: nullable(Type.String({ description: 'Of a presale.' })),
    }),
    { description: 'What happens when, in order.' },
  ),
})
export type OnSale = Static<typeof OnSale>

export const queuePhases = ['before', 'lobby', 'draw', 'open', 'paused', 'sold_out', 'ended'] as const
export type QueuePhase = (typeof queuePhases)[number]

/** What a node gives up, one after the other, when it has more to do than it can; docs/operating.md. */
export const ladderRungs = ['polling', 'rare-polling', 'sections', 'slow-admission', 'pause'] as const
export type LadderRung = (typeof ladderRungs)[number]

/** The same for everybody: each reads their own position in it. */
export const QueueStatus = Strict(
  {
    eventId: Id,
    version: Type.Integer({ description: 'Grows; of two documents, the one with the higher version is the later.' }),
    phase: Type.Enum([...queuePhases], {
      description:
        'before the lobby opens; lobby; draw, from its closing to the on-sale; open; paused, by whom or what tells pausedBecause; sold_out, when every place is sold; ended, when nobody needs a pass.',
    }),
    lobbyOpensAt: Instant,
    lobbyClosesAt: Instant,
    onSaleAt: Instant,
    inLobby: People('Entered before the lobby closed: the numbers of the draw are 1 to this.'),
    last: People('The highest number; everybody in the lobby counts.'),
    watermark: People('Whoever has this number or a lower one may go in. Never goes back.'),
    drawn: Type.Boolean({ description: 'Whether the numbers of the lobby are known: POST …/queue/place tells yours.' }),
    placesLeft: People('Places that could be held now.'),
    placesHeld: People('Places that others hold; some come back.'),
    rate: nullable(
      Strict({
        perMinute: Type.Number({ description: 'How many were let in a minute, lately.' }),
        low: Type.Number({ description: 'In the slowest half minute of that time, as a figure a minute.' }),
        high: Type.Number({ description: 'In the quickest.' }),
        overSeconds: Type.Integer({ description: 'How long the time is that this is measured over.' }),
      }),
    ),
    pausedBecause: Type.Union([Type.Enum(['organiser', 'strain', 'outage']), Type.Null()], {
      description:
        'Why nobody is let in, where the phase is paused: the organiser paused it; strain, there are so many that those who are in are served first; outage, the box office cannot be reached for the moment. Of the last two it goes on by itself, nobody loses a place, and the clocks of holds stand still while nobody can buy. Null otherwise.',
    }),
    message: nullable(Type.String({ description: 'From the organiser.' })),
    poll: Strict(
      {
        nearSeconds: Type.Number(),
        farSeconds: Type.Number(),
        jitter: Type.Number({ minimum: 0, maximum: 1 }),
      },
      {
        description:
          'When to ask again: nearSeconds within 1,000 people of the turn or a minute of a change of phase, farSeconds otherwise; times a random factor between 1 - jitter and 1 + jitter.',
      },
    ),
  },
  { description: 'The state of a queue.' },
)
export type QueueStatus = Static<typeof QueueStatus>

export const QueueAbout = Strict({
  eventId: Id,
  randomness: Type.Enum(['seed', 'drand']),
  seedCommitment: nullable(Type.String({ description: 'SHA-256 of the seed that will decide; docs/draw.md.' })),
  placesPerPerson: Type.Integer(),
  sessionSeconds: Type.Integer(),
  proofOfWork: Type.Boolean(),
  receiptKey: Type.String({
    description: 'Ed25519 public key, base64url: receipts and the announcement are signed by it; docs/draw.md.',
  }),
  announcement: nullable(Type.String({ description: 'Published when the lobby closed; docs/draw.md.' })),
  announcementSignature: nullable(Type.String({ description: 'Of its UTF-8 bytes, base64url.' })),
})
export type QueueAbout = Static<typeof QueueAbout>

const Token = Type.String({ minLength: 1, maxLength: 1_024, description: 'The token of a place in the queue.' })

export const EnterQueue = Strict({
  nonce: Type.String({
    pattern: '^(?:[0-9a-f]{2}){16,32}$',
    description:
      'Random, made by you, 16 to 32 bytes in hexadecimal: it takes part in the draw, so that nobody else decides it alone.',
  }),
  proof: Type.Optional(
    Type.String({
      maxLength: 4_096,
      description: 'A solved challenge, as the ALTCHA widget gives it. The first time only.',
    }),
  ),
})
export type EnterQueue = Static<typeof EnterQueue>

export const QueuePlace = Strict(
  {
    eventId: Id,
    entryId: Id,
    salt: Type.String(),
    nonce: Type.String(),
    commitment: nullable(Type.String({ description: 'What stands for you in the draw; null if you came later.' })),
    number: nullable(Type.Integer({ description: 'Your number; null until the draw.' })),
    proof: nullable(
      Strict(
        { index: Type.Integer(), path: Type.Array(Type.String()) },
        { description: 'That you are in the list that was announced; docs/draw.md.' },
      ),
    ),
  },
  { description: 'A place in the queue. Keep it: with it the draw can be checked.' },
)
export type QueuePlace = Static<typeof QueuePlace>

export const EnteredQueue = Strict({
  token: Token,
  place: QueuePlace,
  receipt: Strict(
    {
      index: Type.Integer({ minimum: 0 }),
      size: Type.Integer({ minimum: 1 }),
      path: Type.Array(Type.String()),
      signature: Type.String(),
    },
    {
      description:
        'That this entry was taken, for anybody to check: keep it, in case the draw is without you; docs/draw.md.',
    },
  ),
})
export type EnteredQueue = Static<typeof EnteredQueue>

export const Pass = Strict({
  pass: Type.String({ description: 'Send it with the hold.' }),
  holdId: Type.String({
    format: 'uuid',
    description: 'The Idempotency-Key that the hold must have: a pass is good for one.',
  }),
  endsAt: Instant,
  secondsLeft: Type.Integer({ minimum: 0 }),
  placesAtMost: Type.Integer({ description: 'Held and bought by you in all.' }),
})
export type Pass = Static<typeof Pass>

/** The seconds that the live view looks back. */
export const LIVE_SECONDS = 300
/** Changes by the organiser that the live view tells. */
export const LIVE_CHANGES_MAX = 20

const PerSecond = (description: string) => Type.Array(Type.Integer(), { maxItems: LIVE_SECONDS, description })

/** What was changed at a waiting room, by whom, when. */
export const QueueChange = Strict({
  at: Instant,
  by: nullable(Type.String({ format: 'uuid', description: 'The account; null: by itself.' })),
  paused: Type.Optional(Type.Boolean()),
  message: Type.Optional(nullable(Type.String())),
  peoplePerMinute: Type.Optional(nullable(Type.Integer())),
  peopleAtOnce: Type.Optional(Type.Integer()),
  ended: Type.Optional(Type.Boolean()),
  set: Type.Optional(Type.Array(Type.String(), { description: 'Fields of the on-sale that were set.' })),
  removed: Type.Optional(Type.Boolean({ description: 'The waiting room was taken away.' })),
})
export type QueueChange = Static<typeof QueueChange>

/** What the node that answers has seen of an event itself. */
export const LivePulse = Strict(
  {
    since: Instant,
    held: PerSecond('Places held in each of the last seconds, the latest last; by whatever node.'),
    sold: PerSecond('Places sold, likewise.'),
    refused: PerSecond('Holds that this node refused, likewise.'),
    refusals: Type.Array(Strict({ reason: Type.String(), count: Type.Integer() }), {
      description: 'Holds that this node has refused since it works on the event, by reason.',
    }),
    latency: nullable(
      Strict({
        answered: Type.Integer({ description: 'Holds asked of this node in the last minute.' }),
        p50: Type.Number({ description: 'Milliseconds in which half of them were answered, to an eighth.' }),
        p99: Type.Number({ description: 'Milliseconds in which 99 of a hundred were.' }),
      }),
    ),
  },
  { description: 'Second by second, for five minutes at most; nothing from before `since`.' },
)
export type LivePulse = Static<typeof LivePulse>

export const QueueLive = Strict(
  {
    at: Instant,
    status: nullable(QueueStatus),
    pausedSince: nullable(Instant),
    peopleAtOnce: nullable(Type.Integer()),
    peoplePerMinute: nullable(Type.Integer()),
    waiting: People('Have a number and were not called, or are in the lobby.'),
    called: People('Were called of late and have not come.'),
    choosing: People('Were let in and hold nothing.'),
    holding: People('Hold places.'),
    paying: nullable(Type.Integer({ description: 'Have an order that is not paid; null without a waiting room.' })),
    admitted: People('Were let in, in all.'),
    places: Strict({ all: People(''), left: People(''), held: People(''), sold: People(''), blocked: People('') }),
    byPriceLevel: Type.Array(
      Strict({
        priceLevelId: Id,
        name: Type.String(),
        left: People(''),
        held: People(''),
        sold: People(''),
      }),
    ),
    perMinute: Strict({
      entered: People('In the last minute.'),
      admitted: People('In the last minute.'),
      held: People('Holds in the last minute; without a waiting room, places held in it.'),
      sold: People('Places sold in the last minute.'),
    }),
    capacity: Type.Number({ description: 'People a second that the installation is taken to bear.' }),
    holdsBack: nullable(
      Type.String({
        description:
          'What keeps more from being let in: cap, pace, stock, capacity, paused, strain, nobody-waits, not-yet.',
      }),
    ),
    refusals: Type.Array(Strict({ reason: Type.String(), count: Type.Integer() })),
    networks: Type.Array(Strict({ entries: Type.Integer() }), {
      description:
        'The networks from which most entered, without saying which: a signal, and nothing is refused for it.',
    }),
    fullNetworks: nullable(
      Type.Integer({
        description: 'Networks that have as many places as placesPerNetwork lets one have; null where it is not set.',
      }),
    ),
    pauses: People(
      'Accounts that were let in again after a pause, since they had left what they held unpaid; without a waiting room, those that pause now.',
    ),
    ladder: Strict(
      {
        rung: nullable(Type.Enum([...ladderRungs])),
        since: Instant,
      },
      {
        description:
          'What the node that answers has given up since it has more to do than it can: the highest rung, which has all before it; null: nothing.',
      },
    ),
    pulse: nullable(LivePulse),
    changes: Type.Array(QueueChange, {
      maxItems: LIVE_CHANGES_MAX,
      description: 'Of the waiting room, the last first.',
    }),
  },
  {
    description:
      'A sale as its organiser sees it. Without a waiting room `status` is null, nobody waits, and places, holds, sales and the pulse are told all the same.',
  },
)
export type QueueLive = Static<typeof QueueLive>

const Stream = (description: string) => ({
  status: 200,
  body: { contentType: 'text/event-stream', description },
  description: 'The stream.',
})

export const queueRoutes = {
  onSale: defineRoute({
    operation: 'queue.onSale',
    method: 'GET',
    path: '/v1/events/:eventId/on-sale',
    access: 'vendor',
    summary: 'What is set for the on-sale of an event, with its timeline.',
    params: EventParams,
    success: { status: 200, body: OnSale, description: 'The on-sale.' },
    problems: ['not-found'],
  }),
  setOnSale: defineRoute({
    operation: 'queue.setOnSale',
    method: 'PUT',
    path: '/v1/events/:eventId/on-sale',
    access: 'vendor',
    summary: 'Puts a waiting room in front of the on-sale of an event, or changes it.',
    description:
      'The on-sale time is the onSaleAt of the event, and must be set before. Once the lobby is open, only peopleAtOnce, peoplePerMinute and sessionSeconds can be changed.',
    params: EventParams,
    body: OnSaleInput,
    success: { status: 200, body: OnSale, description: 'The on-sale.' },
    problems: ['not-found', 'on-sale-fixed'],
  }),
  removeOnSale: defineRoute({
    operation: 'queue.removeOnSale',
    method: 'DELETE',
    path: '/v1/events/:eventId/on-sale',
    access: 'vendor',
    summary: 'Takes the waiting room away again, as long as its lobby is not open.',
    params: EventParams,
    success: { status: 204, body: null, description: 'There is none.' },
    problems: ['not-found', 'on-sale-fixed'],
  }),
  about: defineRoute({
    operation: 'queue.about',
    method: 'GET',
    path: '/v1/events/:eventId/queue',
    access: 'public',
    summary: 'The rules of a queue, and what its draw is bound to.',
    params: EventParams,
    success: { status: 200, body: QueueAbout, description: 'The rules.' },
    problems: ['not-found'],
  }),
  status: defineRoute({
    operation: 'queue.status',
    method: 'GET',
    path: '/v1/events/:eventId/queue/status',
    access: 'public',
    summary: 'How far the queue is; the same for everybody, a new one each second.',
    params: EventParams,
    success: { status: 200, body: QueueStatus, description: 'The status.' },
    problems: ['not-found', 'try-again-soon'],
  }),
  stream: defineRoute({
    operation: 'queue.stream',
    method: 'GET',
    path: '/v1/events/:eventId/queue/stream',
    access: 'public',
    summary: 'Follow how far the queue is.',
    params: EventParams,
    success: Stream(
      'Server-sent events `status`, each a whole document, when something changed; `poll` as the last of a node that has too much to do.',
    ),
    problems: ['not-found', 'try-again-soon'],
  }),
  challenge: defineRoute({
    operation: 'queue.challenge',
    method: 'GET',
    path: '/v1/events/:eventId/queue/challenge',
    access: 'individual',
    summary: 'A challenge for the proof of work that entering takes.',
    description:
      'For the ALTCHA widget or library (version 2): a device solves it by itself in about a second; nothing need be seen, read or typed. Good once, for this account and event.',
    params: EventParams,
    success: {
      status: 200,
      body: { contentType: 'application/json', description: 'An ALTCHA challenge.' },
      description: 'The challenge.',
    },
    problems: ['no-queue'],
  }),
  enter: defineRoute({
    operation: 'queue.enter',
    method: 'POST',
    path: '/v1/events/:eventId/queue',
    access: 'individual',
    summary: 'Enter the queue, or get the place back that one has.',
    description:
      'One place for an account: entering again, on another device or after signing in again, gives the same.',
    params: EventParams,
    body: EnterQueue,
    success: { status: 200, body: EnteredQueue, description: 'The place, and its token.' },
    problems: ['no-queue', 'queue-not-open', 'proof-of-work-refused', 'try-again-soon'],
  }),
  place: defineRoute({
    operation: 'queue.place',
    method: 'POST',
    path: '/v1/events/:eventId/queue/place',
    access: 'public',
    summary: 'What number a token drew, with the proof of it.',
    params: EventParams,
    body: Strict({ token: Token }),
    success: { status: 200, body: QueuePlace, description: 'The place.' },
    problems: ['queue-token-refused', 'no-queue', 'try-again-soon'],
  }),
  draw: defineRoute({
    operation: 'queue.draw',
    method: 'GET',
    path: '/v1/events/:eventId/queue/draw',
    access: 'public',
    summary: 'The draw file: everything that is needed to draw again; docs/draw.md.',
    params: EventParams,
    success: {
      status: 200,
      body: { contentType: 'application/json', description: 'The draw file.' },
      description: 'Never changes.',
    },
    problems: ['not-found', 'try-again-soon'],
  }),
  pass: defineRoute({
    operation: 'queue.pass',
    method: 'POST',
    path: '/v1/events/:eventId/queue/pass',
    access: 'individual',
    summary: 'Go in, when it is your turn: a pass for one hold.',
    description:
      'Asked again, the same pass while it is unused; another one once what it held was given back. Choosing takes no pass, only holding.',
    params: EventParams,
    body: Strict({ token: Token }),
    success: { status: 200, body: Pass, description: 'The pass.' },
    problems: ['queue-token-refused', 'not-your-turn', 'queue-pause', 'pass-in-use', 'no-queue', 'try-again-soon'],
  }),
  leave: defineRoute({
    operation: 'queue.leave',
    method: 'DELETE',
    path: '/v1/events/:eventId/queue/pass',
    access: 'individual',
    summary: 'Leave, and make room for the next. What one holds stays.',
    params: EventParams,
    success: { status: 204, body: null, description: 'Gone.' },
    problems: [],
  }),
  live: defineRoute({
    operation: 'queue.live',
    method: 'GET',
    path: '/v1/events/:eventId/queue/live',
    access: 'vendor',
    summary: 'The sale as its organiser sees it, with a waiting room or without.',
    params: EventParams,
    success: { status: 200, body: QueueLive, description: 'The picture of this second.' },
    problems: ['not-found', 'try-again-soon'],
  }),
  liveStream: defineRoute({
    operation: 'queue.liveStream',
    method: 'GET',
    path: '/v1/events/:eventId/queue/live/stream',
    access: 'vendor',
    summary: 'The same, each second.',
    params: EventParams,
    success: Stream('Server-sent events `live`, one a second; `poll` as the last of a node that has too much to do.'),
    problems: ['not-found', 'try-again-soon'],
  }),
  control: defineRoute({
    operation: 'queue.control',
    method: 'PATCH',
    path: '/v1/events/:eventId/queue/controls',
    access: 'vendor',
    summary: 'Pace, pause, a message to everybody who waits; or the end of the queue.',
    params: EventParams,
    body: Strict({
      paused: Type.Optional(Type.Boolean({ description: 'Nobody is let in while paused; who is in stays.' })),
      message: maybe(line(500, 'Shown to everybody who waits; null takes it back.')),
      peoplePerMinute: maybe(Type.Integer({ minimum: 1, maximum: 1_000_000 })),
      peopleAtOnce: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000 })),
      end: Type.Optional(Type.Literal(true, { description: 'From now on nobody needs a pass. Cannot be taken back.' })),
    }),
    success: { status: 200, body: QueueLive, description: 'The picture after it.' },
    problems: ['not-found', 'try-again-soon'],
  }),
}
