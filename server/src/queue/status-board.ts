import { createHash } from 'node:crypto'
import type { QueueStatus } from '@foyer/contract/queue'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { LRUCache } from 'lru-cache'
import { HeldBriefly } from '../platform/held-briefly.ts'
import { MINUTE_MS, SECOND_MS } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { Broadcast, formatEvent, openEventStream, type EventStream } from '../platform/http/event-stream.ts'
import type { Log } from '../platform/log.ts'
import type { Board } from './board.ts'
import { measureRate, RATE_WINDOW_MS } from './measure-rate.ts'
import type { QueueNeighbours } from './ports.ts'
import { readSteps } from './queries/heads.ts'
import { statusOf, type Strain } from './status.ts'

/** A status document as it leaves the house. */
export interface StatusBytes {
  readonly version: number
  readonly etag: string
  readonly bytes: Buffer
  /** The same as an event of a stream. */
  readonly event: string
  /** Monotonic milliseconds. */
  readonly madeAt: number
}

export interface StatusBoardOptions {
  readonly db: Database
  readonly log: Log
  readonly board: Board
  readonly neighbours: Pick<QueueNeighbours, 'eventOf' | 'stockOf'>
  /** What this node has given up. */
  readonly strain: () => Strain
}

const EVENTS_MAX = 500
/** Whatever is set, however often: a document is made anew and sent after so long at the soonest. */
const AHEAD_GAP_MS = 250

/** Who follows the document of one queue. */
interface Following {
  readonly readers: Set<EventStream>
  readonly broadcast: Broadcast
  /** The document that was sent last. */
  sent: string | undefined
  sentAt: number
}
/** How long a document is waited for when there is an earlier one. */
const PATIENCE_MS = 500
/** An earlier one of longer ago, as on a node that was halted, is not told as readily: others have told more since. */
const EARLIER_MS = 3 * SECOND_MS
const PATIENCE_EARLIER_MS = 1_500
/** How old the last document may be when there is no newer one. */
const LAST_KEPT_MS = 2 * MINUTE_MS

/**
 * Status documents, made at most once a second and queue, whatever the number of those who ask; and sent to those who
 * listen when something in it has changed: looked at once a second, and at once when something was set. Life: from the
 * first reader of a queue to the last.
 */
export class StatusBoard {
  readonly #options: StatusBoardOptions
  readonly #held = new HeldBriefly<StatusBytes>({
    bytesMax: EVENTS_MAX,
    valueBytesMax: 1,
    sizeOf: () => 1,
    ttlMs: SECOND_MS,
  })
  readonly #following = new Map<string, Following>()
  readonly #last = new LRUCache<string, StatusBytes>({ max: EVENTS_MAX, ttl: LAST_KEPT_MS })
  /** What the last documents were made of. */
  readonly #known = new LRUCache<string, Parameters<typeof statusOf>[0]>({ max: EVENTS_MAX })
  readonly #answering = new Map<string, Promise<StatusBytes | undefined>>()
  readonly #stopListening: () => void

  constructor(options: StatusBoardOptions) {
    this.#options = options
    this.#stopListening = options.board.onLook((eventId) => void this.#sendAll(eventId))
  }

  stop(): void {
    this.#stopListening()
  }

  /**
   * The document of this second; undefined for an event without a queue. While the database does not answer, the last one,
   * for a while: people who wait are told what was so, which is theirs still, rather than nothing.
   */
  of(eventId: string): Promise<StatusBytes | undefined> {
    const held = this.#held.get(eventId)
    if (held !== undefined) return Promise.resolve(held)
    const underWay = this.#answering.get(eventId)
    if (underWay !== undefined) return underWay
    const answering = this.#answer(eventId).finally(() => {
      if (this.#answering.get(eventId) === answering) this.#answering.delete(eventId)
    })
    this.#answering.set(eventId, answering)
    return answering
  }

  async #answer(eventId: string): Promise<StatusBytes | undefined> {
    const last = this.#last.get(eventId)
    const making = this.#held.getOrMake(eventId, async () => {
      const made = await this.#make(eventId)
      // Kept before anybody is shown it, however late it comes: whatever is shown in its stead is never older.
      if (made === undefined) this.#last.delete(eventId)
      else if ((this.#last.get(eventId)?.version ?? 0) <= made.version) this.#last.set(eventId, made)
      return made
    })
    if (last === undefined) return making
    const patienceMs = performance.now() - last.madeAt > EARLIER_MS ? PATIENCE_EARLIER_MS : PATIENCE_MS
    return orElse(making, () => this.#last.get(eventId) ?? last, patienceMs)
  }

  /** The document of this second, if it is made already. */
  ready(eventId: string): StatusBytes | undefined {
    return this.#held.get(eventId)
  }

  /** Follows the document. @returns false for an event without a queue. */
  async follow(eventId: string, request: FastifyRequest, reply: FastifyReply): Promise<boolean> {
    const now = await this.of(eventId)
    if (now === undefined) return false
    const following = this.#following.get(eventId) ?? {
      readers: new Set(),
      broadcast: new Broadcast(),
      sent: undefined,
      sentAt: 0,
    }
    const { readers } = following
    // First of all, since it may be refused.
    const stream = openEventStream(request, reply, () => {
      readers.delete(stream)
      if (readers.size === 0 && this.#following.get(eventId) === following) this.#following.delete(eventId)
    })
    this.#following.set(eventId, following)
    readers.add(stream)
    stream.sendRaw(now.event)
    return true
  }

  /** `only`: of this queue, in which something was set. */
  async #sendAll(only: string | undefined): Promise<void> {
    for (const [eventId, following] of this.#following)
      if (only === undefined || only === eventId) await this.#send(eventId, following, only !== undefined)
  }

  async #send(eventId: string, following: Following, isAhead: boolean): Promise<void> {
    const { broadcast, readers } = following
    // The next look tells what cannot be told now.
    if (broadcast.busy || (isAhead && performance.now() - following.sentAt < AHEAD_GAP_MS)) return
    following.sentAt = performance.now()
    try {
      // What is held may be of the second before.
      this.#held.forget([eventId])
      this.#answering.delete(eventId)
      const now = await this.of(eventId)
      if (now === undefined || following.sent === now.etag) return
      following.sent = now.etag
      broadcast.send(readers, now.event)
    } catch (error) {
      this.#options.log.warn({ part: 'queue', err: error }, 'a status could not be sent; the next one will')
    }
  }

  async #make(eventId: string): Promise<StatusBytes | undefined> {
    const { db, board, neighbours, strain } = this.#options
    const known = this.#known.get(eventId)
    // Nobody can be asked: what was known is told, and that nobody is let in.
    if (known !== undefined && strain().isCutOff) return bytesOf(statusOf({ ...known, strain: strain() }))
    const queue = await board.current(eventId)
    if (queue === undefined) return undefined
    const [event, stock] = [await neighbours.eventOf(eventId), await neighbours.stockOf(eventId)]
    if (event === undefined || !event.isPublic) return undefined
    const steps = queue.watermark === 0 ? [] : await readSteps(db.sql, eventId, RATE_WINDOW_MS)
    const read = { queue, event, stock, rate: measureRate(steps, queue.now.getTime()) }
    this.#known.set(eventId, read)
    return bytesOf(statusOf({ ...read, strain: strain() }))
  }
}

function bytesOf(status: QueueStatus): StatusBytes {
  const { version, ...content } = status
  const etag = createHash('sha256').update(JSON.stringify(content)).digest('base64url').slice(0, 16)
  return {
    version,
    etag: `"${etag}"`,
    bytes: Buffer.from(JSON.stringify(status)),
    event: formatEvent({ event: 'status', id: String(version), data: status }),
    madeAt: performance.now(),
  }
}

/** What is made, or something else when that fails or takes too long; it is made to its end all the same. */
async function orElse<T>(making: Promise<T>, other: () => T, patienceMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const patience = new Promise<T>((resolve) => {
    timer = setTimeout(() => resolve(other()), patienceMs)
  })
  try {
    return await Promise.race([making.catch(other), patience])
  } finally {
    clearTimeout(timer)
  }
}
