import { Type, type Static } from 'typebox'
import { line, maybe, nullable } from './catalog.schemas.ts'
import { OnSaleInput, OnSale } from './on-sale.ts'
import { Id, Instant, Strict } from './primitives.ts'
import { QueueLive } from './queue-live.ts'
import { QueueStatus } from './queue-status.ts'
import { defineRoute } from './route.ts'

export { OnSaleInput, OnSale } from './on-sale.ts'
export { LIVE_SECONDS, LIVE_CHANGES_MAX, QueueChange, LivePulse, QueueLive } from './queue-live.ts'
export { queuePhases, ladderRungs, QueueStatus, type QueuePhase, type LadderRung } from './queue-status.ts'

const EventParams = Strict({ eventId: Id })

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
