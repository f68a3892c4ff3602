import { queueRoutes } from '@foyer/contract/queue'
import type { FastifyInstance } from 'fastify'
import { problem, required } from '../platform/http/problem.ts'
import { route } from '../platform/http/route.ts'
import { newId } from '../platform/ids.ts'
import type { Draw } from './draws.ts'
import type { PlaceHeld } from './entry-token.ts'
import { openSession } from './open-session.ts'
import { commitmentOfEntry, numberOfPlace, presentPlace } from './place.ts'
import type { Proof } from './proof-of-work.ts'
import { countFromNetwork, findEntry } from './queries/entries.ts'
import type { Queue } from './queries/heads.ts'
import { endSession } from './queries/sessions.ts'
import { notYourTurn, refuseEntry, refuseSession } from './refuse.ts'
import type { QueueServices } from './services.ts'

/** Registers what those who wait do. */
export function registerEntrantRoutes(app: FastifyInstance, services: QueueServices): void {
  const { db, board, draws, tokens, receipts, passes, proofs, neighbours } = services
  const queueOf = (eventId: string): Queue => {
    const queue = board.of(eventId)
    if (queue === undefined || queue.endedAt !== null) throw problem('no-queue')
    return queue
  }
  /** Before it is decided nobody asks the database for it. */
  const drawOf = async ({ eventId, drawnAt }: Queue): Promise<Draw | undefined> =>
    drawnAt === null ? undefined : draws.of(eventId)
  const placeOf = (eventId: string, token: string): PlaceHeld => {
    const held = tokens.read(token)
    if (held === undefined || held.eventId !== eventId) throw refused(services, eventId, 'queue-token-refused')
    return held
  }

  route(app, queueRoutes.challenge, async ({ actor, params: { eventId }, request, reply }) => {
    queueOf(eventId)
    const crowd = await countFromNetwork(db.sql, eventId, services.networkOf(request.ip))
    const challenge = await proofs.challenge({ eventId, accountId: actor.accountId }, crowd)
    return reply.header('cache-control', 'no-store').send(challenge)
  })

  route(app, queueRoutes.enter, async ({ actor: { accountId }, params: { eventId }, body, request }) => {
    const queue = queueOf(eventId)
    const proof = await proofIn(services, queue, accountId, body.proof)
    const held =
      proof === undefined
        ? await placeFound(services, eventId, accountId)
        : await enter(services, queue, { accountId, nonce: body.nonce, proof, address: request.ip })
    if (held === undefined) throw refused(services, eventId, 'proof-of-work-refused')
    const { commitment, number } = held
    const { path, ...receipt } = await receipts.issue({ commitment, number })
    return {
      token: tokens.issue(held),
      place: presentPlace(held, await drawOf(queue), commitment),
      receipt: { ...receipt, path: [...path] },
    }
  })

  route(app, queueRoutes.place, async ({ params: { eventId }, body }) => {
    const held = placeOf(eventId, body.token)
    return presentPlace(held, await drawOf(queueOf(eventId)))
  })

  route(app, queueRoutes.pass, async ({ actor: { accountId }, params: { eventId }, body }) => {
    const held = placeOf(eventId, body.token)
    if (held.accountId !== accountId) throw refused(services, eventId, 'queue-token-refused')
    const queue = queueOf(eventId)
    const number = numberOfPlace(held, await drawOf(queue))
    const called = number !== null && number > queue.watermark ? await board.fresh(eventId) : queue
    const watermark = called?.watermark ?? 0
    if (number === null || number > watermark) {
      board.noteRefusal(eventId, 'not-your-turn')
      throw notYourTurn(number, watermark)
    }
    const outcome = await db.transaction((tx) => openSession(tx, queue, { accountId, number }, neighbours))
    if ('refused' in outcome) {
      board.noteRefusal(eventId, outcome.refused)
      throw refuseSession(outcome)
    }
    const { holdId, endsAt, now } = outcome.open
    const allowance = required(await neighbours.eventOf(eventId)).allowance
    const placesAtMost = Math.min(queue.placesPerPerson ?? allowance, allowance)
    return {
      pass: passes.issue({ eventId, accountId, holdId, endsAt: endsAt.getTime(), placesAtMost }),
      holdId,
      endsAt: endsAt.toISOString(),
      secondsLeft: Math.max(0, Math.floor((endsAt.getTime() - now.getTime()) / 1_000)),
      placesAtMost,
    }
  })

  route(app, queueRoutes.leave, async ({ actor, params }) => {
    await endSession(db.sql, params.eventId, actor.accountId)
  })
}

/** The proof of work that came; null where none is needed, undefined where it does not hold. */
async function proofIn(
  { proofs }: QueueServices,
  queue: Queue,
  accountId: string,
  payload: string | undefined,
): Promise<Proof | null | undefined> {
  if (!queue.proofOfWork) return null
  return payload === undefined ? undefined : proofs.verify({ eventId: queue.eventId, accountId }, payload)
}

/** A place with what stands for it in the draw. */
type Committed = PlaceHeld & { readonly commitment: Buffer }

function committed(services: QueueServices, place: Omit<PlaceHeld, 'salt'>): Committed {
  const held = { ...place, salt: services.saltOf(place.entryId) }
  return { ...held, commitment: commitmentOfEntry(held) }
}

/** The place that somebody has already. */
async function placeFound(services: QueueServices, eventId: string, accountId: string): Promise<Committed | undefined> {
  const entry = await findEntry(services.db.sql, eventId, accountId)
  return entry && committed(services, { ...entry, eventId, accountId, nonce: entry.nonce.toString('hex') })
}

/** Enters somebody, or finds that they are in. */
async function enter(
  services: QueueServices,
  { eventId, lobbyOpensAt }: Queue,
  who: {
    readonly accountId: string
    readonly nonce: string
    readonly proof: Proof | null
    readonly address: string
  },
): Promise<Committed> {
  const { accountId, nonce, proof } = who
  const own = committed(services, { eventId, entryId: newId(), accountId, nonce, number: null })
  const entered = await services.deskOf(eventId).enter({
    accountId,
    entryId: own.entryId,
    nonce: Buffer.from(nonce, 'hex'),
    commitment: own.commitment,
    network: services.networkOf(who.address),
    proof,
  })
  if (entered.outcome !== 'entered' && entered.outcome !== 'known') {
    services.board.noteRefusal(eventId, entered.outcome)
    throw refuseEntry(entered.outcome, lobbyOpensAt)
  }
  if (entered.entryId === null || entered.nonce === null) throw new Error('an entry that was made has no id')
  const { entryId, number } = entered
  if (entryId === own.entryId) return { ...own, number }
  return committed(services, { eventId, entryId, accountId, nonce: entered.nonce.toString('hex'), number })
}

function refused(services: QueueServices, eventId: string, code: 'queue-token-refused' | 'proof-of-work-refused') {
  services.board.noteRefusal(eventId, code)
  return problem(code)
}
