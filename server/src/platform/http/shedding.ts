import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FastifyInstance } from 'fastify'
import { answerBeforeRoutes } from './before-routes.ts'
import { carriesStream } from './event-stream.ts'
import { problem, renderProblem } from './problem.ts'

/**
 * What a request is worth in a rush, from what is given up first to what never is:
 * `extra` is pleasant and has a substitute; `ordinary` is all that is not named; `vital` is what somebody is in the middle
 * of; `reserved` is told by others who cannot wait, or tells whether the node lives.
 */
export type Worth = 'extra' | 'ordinary' | 'vital' | 'reserved'

export type WorthOf = (method: string, path: string) => Worth

const LOOK_MS = 100
/** A node whose event loop is later than this has more to do than it can, unless told otherwise. */
const LATE_MS = 250
/** Below this share of it there is room again. */
const EASY_SHARE = 0.4
/** A node on which so many requests have waited so long has more to do than its database can, however idle its loop. */
const WAITING_MS = 1_000
const WAITING_MANY = 50
/** Then fewer are taken on at a time, never fewer than keep the database at work; without a crowd more again. */
const ROOM_MIN = 50
const ROOM_DOWN = 0.7
const ROOM_UP = 1.1
/** In each look that is late or easy, the pressure changes by so much of a step of the ladder. */
const PRESSURE_UP = 0.15
const PRESSURE_DOWN = 0.05
const PRESSURE_MAX = 3
/** Never all of a worth: some answers show that there is room again, and what they made ready is then given to all others. */
const SHARE_MAX = 0.98
/** Requests under way at most; the last quarter is for what is vital or reserved. */
const UNDER_WAY_MAX = 4_000
/**
 * Requests that wait for their own client, to send the rest or to take the answer, are no work and take nobody's room; but
 * beyond so many the oldest are cut off. An honest one is through in a fraction of a second, or in some on a bad line.
 */
const WAITING_FOR_CLIENTS_MAX = 1_000
const UNDER_WAY_MAX_ORDINARY = 3_000
const RETRY_MIN_S = 1
const RETRY_SPREAD_S = 4

const STEPS: Readonly<Record<Exclude<Worth, 'reserved'>, number>> = { extra: 0, ordinary: 1, vital: 2 }

/** Whoever sent a request. */
export interface Client {
  /** Whether all there is to wait for is the client: its request is not whole yet, or its answer is on the way to it. */
  isWaitedFor(): boolean
  /** Ends the connection. */
  cutOff(): void
}

interface UnderWay {
  /** Monotonic milliseconds. */
  readonly began: number
  readonly client: Client
  /** Whether it waited for its client when it was last looked. */
  waitsForClient: boolean
}

const NOBODY: Client = { isWaitedFor: () => false, cutOff: () => undefined }

/**
 * Decides which requests a node gives up that has more to do than it can. The lateness of the event loop moves a pressure
 * from 0 to 3: up to 1 that share of what is extra is refused, up to 2 of what is ordinary, up to 3 of what is vital; what
 * is reserved never. When many have waited long, as for the database, fewer of what is extra or ordinary are taken on at a
 * time, so that those who are taken on are answered soon.
 */
export class Shedding {
  #pressure = 0
  #room = UNDER_WAY_MAX_ORDINARY
  /** The requests that are under way, the oldest first. */
  readonly #underWay = new Set<UnderWay>()
  /** How many of them waited for their client when it was last looked. */
  #waitingForClients = 0
  readonly shed: Record<Worth, number> = { extra: 0, ordinary: 0, vital: 0, reserved: 0 }
  readonly #random: () => number
  readonly #lateMs: number

  constructor(random: () => number = Math.random, lateMs = LATE_MS) {
    this.#random = random
    this.#lateMs = lateMs
  }

  get pressure(): number {
    return this.#pressure
  }

  /** How many requests may be under way before what is extra or ordinary is refused. */
  get room(): number {
    return this.#room
  }

  get underWay(): number {
    return this.#underWay.size
  }

  /** Those under way that the node has work with. */
  get #busy(): number {
    return this.#underWay.size - this.#waitingForClients
  }

  /** Hears how late the event loop was, in ms. */
  look(lateMs: number, now = performance.now()): void {
    this.#lookAtClients()
    this.#room =
      this.#haveWaited(now) >= WAITING_MANY
        ? Math.max(ROOM_MIN, Math.floor(Math.min(this.#room, this.#busy) * ROOM_DOWN))
        : Math.min(UNDER_WAY_MAX_ORDINARY, Math.ceil(this.#room * ROOM_UP))
    const up = PRESSURE_UP * Math.min(2, lateMs / this.#lateMs)
    if (lateMs > this.#lateMs) this.#pressure = Math.min(PRESSURE_MAX, this.#pressure + up)
    else if (lateMs < this.#lateMs * EASY_SHARE) this.#pressure = Math.max(0, this.#pressure - PRESSURE_DOWN)
  }

  /** Takes a request on. @returns what counts it out again, once; undefined when it is refused. */
  take(worth: Worth, now = performance.now(), client = NOBODY): (() => void) | undefined {
    if (!this.#hasRoom(worth)) {
      this.shed[worth]++
      return undefined
    }
    const request = { began: now, client, waitsForClient: false }
    this.#underWay.add(request)
    return () => this.#letGo(request)
  }

  /** When whoever was refused should come back: spread, so that they do not come back together. In seconds. */
  retryAfter(): number {
    return RETRY_MIN_S + Math.floor(this.#random() * (RETRY_SPREAD_S + Math.ceil(this.#pressure) * RETRY_SPREAD_S))
  }

  #hasRoom(worth: Worth): boolean {
    if (worth === 'reserved') return true
    if (this.#busy >= UNDER_WAY_MAX) return false
    const isFull = worth !== 'vital' && this.#busy >= this.#room
    const share = isFull ? SHARE_MAX : Math.min(SHARE_MAX, this.#pressure - STEPS[worth])
    return share <= 0 || this.#random() >= share
  }

  /** How many have waited long; those beyond what matters are not counted. */
  #haveWaited(now: number): number {
    let waited = 0
    for (const { began, client } of this.#underWay) {
      if (waited === WAITING_MANY || now - began < WAITING_MS) break
      if (!client.isWaitedFor()) waited++
    }
    return waited
  }

  /** Counts those that wait for their client, and cuts the oldest off where they are too many. */
  #lookAtClients(): void {
    this.#waitingForClients = 0
    for (const request of this.#underWay) {
      request.waitsForClient = request.client.isWaitedFor()
      if (request.waitsForClient) this.#waitingForClients++
    }
    for (const request of this.#underWay) {
      if (this.#waitingForClients <= WAITING_FOR_CLIENTS_MAX) break
      if (!request.waitsForClient) continue
      this.#letGo(request)
      request.client.cutOff()
    }
  }

  /** Counts a request out, once. */
  #letGo(request: UnderWay): void {
    if (this.#underWay.delete(request) && request.waitsForClient) this.#waitingForClients--
  }
}

/**
 * Watches the event loop and refuses what a late node cannot do, before anything of it is read or asked. Starts with the
 * server and ends with it. `onLook` is told the pressure at each look, ten times a second.
 */
export function shedWhenLate(
  app: FastifyInstance,
  worthOf: WorthOf,
  shedding = new Shedding(),
  onLook: (pressure: number) => void = () => undefined,
): Shedding {
  let due = performance.now() + LOOK_MS
  const watch = setInterval(() => {
    const now = performance.now()
    shedding.look(Math.max(0, now - due))
    onLook(shedding.pressure)
    due = now + LOOK_MS
  }, LOOK_MS).unref()
  app.addHook('onClose', async () => clearInterval(watch))
  /** Counts a request in until it is answered; false when it is refused. */
  const takeOn = (request: IncomingMessage, response: ServerResponse): boolean => {
    const path = pathOf(request.url ?? '')
    const done = shedding.take(worthOf(request.method ?? '', path), performance.now(), clientOf(request, response))
    if (done === undefined) return false
    // Also when the client goes before its answer. A stream is no work while nothing happens: it has bounds of its own.
    if (path.endsWith('/stream')) done()
    else response.once('close', done)
    return true
  }
  const takenOn = new WeakSet<IncomingMessage>()
  // In front of the framework: in a surge there are many times as many refusals as answers.
  answerBeforeRoutes(app, (request, response) => {
    // A stream has no end, so what comes behind it on its connection would never be answered.
    if (carriesStream(request.socket)) {
      request.socket.destroy()
      return true
    }
    if (takeOn(request, response)) {
      takenOn.add(request)
      return false
    }
    refuse(response, shedding.retryAfter())
    return true
  })
  // What comes to the framework by another way than a connection.
  app.addHook('onRequest', ({ raw }, reply, next) => {
    if (takenOn.has(raw) || takeOn(raw, reply.raw)) return next()
    reply.hijack()
    refuse(reply.raw, shedding.retryAfter())
  })
  return shedding
}

const clientOf = (request: IncomingMessage, response: ServerResponse): Client => ({
  // What comes by another way than a connection says nothing of being whole, and is.
  isWaitedFor: () => response.headersSent || ('complete' in request && !request.complete),
  cutOff: () => void request.socket.destroy(),
})

const pathOf = (url: string): string => url.split('?', 1)[0] ?? url

const TOO_BUSY = problem('try-again-soon', { detail: 'More people came than this node can serve at the moment.' })

function refuse(response: ServerResponse, retryAfterS: number): void {
  const body = JSON.stringify(renderProblem(TOO_BUSY, randomUUID()))
  response
    .writeHead(TOO_BUSY.status, {
      'retry-after': String(retryAfterS),
      'cache-control': 'no-store',
      'content-type': 'application/problem+json',
      'content-length': body.length,
      'x-content-type-options': 'nosniff',
    })
    .end(body)
}
