import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { HeldBriefly } from '../platform/held-briefly.ts'
import { SECOND_MS } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { formatEvent, openEventStream, type EventStream } from '../platform/http/event-stream.ts'
import type { Log } from '../platform/log.ts'
import type { Board } from './board.ts'
import { measureRate, RATE_WINDOW_MS } from './measure-rate.ts'
import type { QueueNeighbours } from './ports.ts'
import { readSteps } from './queries/heads.ts'
import { statusOf } from './status.ts'

/** A status document as it leaves the house. */
export interface StatusBytes {
  readonly etag: string
  readonly bytes: Buffer
  /** The same as an event of a stream. */
  readonly event: string
}

export interface StatusBoardOptions {
  readonly db: Database
  readonly log: Log
  readonly board: Board
  readonly neighbours: Pick<QueueNeighbours, 'eventOf' | 'stockOf'>
}

const EVENTS_MAX = 500

/**
 * Status documents, made at most once a second and queue, whatever the number of those who ask; and sent once a second to
 * those who listen, when something in it has changed. Life: from the first reader of a queue to the last.
 */
export class StatusBoard {
  readonly #options: StatusBoardOptions
  readonly #held = new HeldBriefly<StatusBytes>({
    bytesMax: EVENTS_MAX,
    valueBytesMax: 1,
    sizeOf: () => 1,
    ttlMs: SECOND_MS,
  })
  readonly #readers = new Map<string, Set<EventStream>>()
  readonly #sent = new Map<string, string>()
  readonly #stopListening: () => void

  constructor(options: StatusBoardOptions) {
    this.#options = options
    this.#stopListening = options.board.onLook(() => void this.#sendAll())
  }

  stop(): void {
    this.#stopListening()
  }

  /** The document of this second; undefined for an event without a queue. */
  of(eventId: string): Promise<StatusBytes | undefined> {
    return this.#held.getOrMake(eventId, () => this.#make(eventId))
  }

  /** Follows the document. @returns false for an event without a queue. */
  async follow(eventId: string, request: FastifyRequest, reply: FastifyReply): Promise<boolean> {
    const now = await this.of(eventId)
    if (now === undefined) return false
    const readers = this.#readers.get(eventId) ?? new Set()
    this.#readers.set(eventId, readers)
    const stream = openEventStream(request, reply, () => {
      readers.delete(stream)
      if (readers.size > 0) return
      this.#readers.delete(eventId)
      this.#sent.delete(eventId)
    })
    readers.add(stream)
    stream.sendRaw(now.event)
    return true
  }

  async #sendAll(): Promise<void> {
    for (const [eventId, readers] of this.#readers)
      try {
        const now = await this.of(eventId)
        if (now === undefined || this.#sent.get(eventId) === now.etag) continue
        this.#sent.set(eventId, now.etag)
        for (const reader of readers) reader.sendRaw(now.event)
      } catch (error) {
        this.#options.log.warn({ part: 'queue', err: error }, 'a status could not be sent; the next one will')
      }
  }

  async #make(eventId: string): Promise<StatusBytes | undefined> {
    const { db, board, neighbours } = this.#options
    const queue = board.of(eventId)
    if (queue === undefined) return undefined
    const [event, stock] = [await neighbours.eventOf(eventId), await neighbours.stockOf(eventId)]
    if (event === undefined || !event.isPublic) return undefined
    const steps = queue.watermark === 0 ? [] : await readSteps(db.sql, eventId, RATE_WINDOW_MS)
    const status = statusOf({ queue, event, stock, rate: measureRate(steps, queue.now.getTime()) })
    const { version: _version, ...content } = status
    const etag = createHash('sha256').update(JSON.stringify(content)).digest('base64url').slice(0, 16)
    return {
      etag: `"${etag}"`,
      bytes: Buffer.from(JSON.stringify(status)),
      event: formatEvent({ event: 'status', id: String(status.version), data: status }),
    }
  }
}
