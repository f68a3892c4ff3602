import { setTimeout as wait } from 'node:timers/promises'
import { SECOND_MS } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import type { Log } from '../platform/log.ts'
import { readQueue, readQueues, writePressure, type Queue } from './queries/heads.ts'
import { addRefusals } from './queries/sessions.ts'

export const QUEUE_CHANNEL = 'queue'
const LOOK_MS = SECOND_MS
/** How often one queue is read out of turn, at most. */
const FRESH_GAP_MS = 200
/** What is known is read each second; older than this, this process was halted, or the database away. */
const STALE_MS = 3 * SECOND_MS
/** No answer takes so long: longer than any statement may last. */
const LATE_MAX_MS = 15 * SECOND_MS

/**
 * Every queue as this node knows it: read each second, and at once when something was set. What is shown comes from here,
 * and what is here was committed: so nobody sees a watermark that a crash could take back, nor one that goes back.
 */
export class Board {
  readonly #db: Database
  readonly #log: Log
  readonly #queues = new Map<string, Queue>()
  readonly #fresh = new Map<string, { readonly at: number; readonly read: Promise<void> }>()
  readonly #refusals = new Map<string, number>()
  /** Of this second. */
  readonly #pressed = new Set<string>()
  readonly #listeners = new Set<(eventId?: string) => void>()
  readonly #stopping = new AbortController()
  #looking: Promise<void> | undefined
  #underWay: Promise<void> | undefined
  #lookedAt = Number.NEGATIVE_INFINITY
  #unlisten: (() => Promise<void>) | undefined

  constructor(db: Database, log: Log) {
    this.#db = db
    this.#log = log
  }

  async start(): Promise<void> {
    this.#unlisten = await this.#db.listen(
      QUEUE_CHANNEL,
      (eventId) => this.lookSoon(eventId),
      () => void this.#look(),
    )
    await this.#look()
    this.#looking = this.#lookOn()
  }

  async stop(): Promise<void> {
    this.#stopping.abort()
    await this.#looking
    await this.#underWay
    await this.#unlisten?.()
    await this.#writeRefusals()
  }

  of(eventId: string): Queue | undefined {
    return this.#queues.get(eventId)
  }

  /** A queue as it was a moment ago: what is older, as after a halt, is read anew first, if it can be. */
  async current(eventId: string): Promise<Queue | undefined> {
    if (performance.now() - this.#lookedAt > STALE_MS)
      await this.fresh(eventId).catch((error: unknown) =>
        this.#log.debug({ part: 'queue', err: error, eventId }, 'a queue is shown as it was last known'),
      )
    return this.of(eventId)
  }

  /** A queue that is known, as it is in the database now, or was a moment ago. */
  async fresh(eventId: string): Promise<Queue | undefined> {
    if (!this.#queues.has(eventId)) return undefined
    const last = this.#fresh.get(eventId)
    if (last !== undefined && performance.now() - last.at < FRESH_GAP_MS) await last.read
    else {
      const read = this.lookAt(eventId)
      this.#fresh.set(eventId, { at: performance.now(), read })
      await read
    }
    return this.#queues.get(eventId)
  }

  /** Reads one queue as soon as may be; should that fail, within a second. */
  lookSoon(eventId: string): void {
    const look = async (): Promise<void> => {
      await this.lookAt(eventId)
      for (const listener of this.#listeners) listener(eventId)
    }
    look().catch((error: unknown) =>
      this.#log.debug({ part: 'queue', err: error, eventId }, 'a queue that changed will be read in a second'),
    )
  }

  all(): Iterable<Queue> {
    return [...this.#queues.values()]
  }

  /** Counts a refusal, for the organiser to see; written each second. */
  noteRefusal(eventId: string, reason: string): void {
    if (!this.#queues.has(eventId)) return
    const key = `${eventId} ${reason}`
    this.#refusals.set(key, (this.#refusals.get(key) ?? 0) + 1)
  }

  /**
   * Notes that this node cannot keep up, so that fewer are let in, or nobody; once a second however often it is told.
   */
  notePressure(eventId: string, holdsBack = false): void {
    if (!this.#queues.has(eventId) || this.#pressed.has(eventId)) return
    this.#pressed.add(eventId)
    writePressure(this.#db.sql, eventId, holdsBack).catch((error: unknown) =>
      this.#log.debug({ part: 'queue', err: error, eventId }, 'that a node cannot keep up was not noted'),
    )
  }

  /** Hears, each second, that everything was read anew; and at once of a queue in which something was set. @returns how to stop. */
  onLook(listener: (eventId?: string) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  async #lookOn(): Promise<void> {
    const { signal } = this.#stopping
    while (!signal.aborted) {
      await wait(LOOK_MS, undefined, { signal }).catch(() => undefined)
      if (signal.aborted) return
      this.#pressed.clear()
      // Those who listen are told something each second, also while the database says nothing at all.
      this.#underWay ??= this.#look().finally(() => (this.#underWay = undefined))
      await Promise.race([this.#underWay, wait(LOOK_MS, undefined, { signal }).catch(() => undefined)])
      for (const listener of this.#listeners) listener()
    }
  }

  async #look(): Promise<void> {
    try {
      const askedAt = performance.now()
      const queues = await readQueues(this.#db.sql)
      this.#lookedAt = askedAt
      const there = new Set(queues.map(({ eventId }) => eventId))
      for (const eventId of this.#queues.keys()) if (!there.has(eventId)) this.#forget(eventId)
      for (const queue of queues) this.#take(queue)
      await this.#writeRefusals()
    } catch (error) {
      this.#log.warn({ part: 'queue', err: error }, 'the queues could not be read; looking again in a second')
    }
  }

  /** Reads one queue now. */
  async lookAt(eventId: string): Promise<void> {
    const queue = await readQueue(this.#db.sql, eventId)
    if (queue === undefined) this.#forget(eventId)
    else this.#take(queue)
  }

  #forget(eventId: string): void {
    this.#queues.delete(eventId)
    this.#fresh.delete(eventId)
  }

  /**
   * Answers may overtake one another: what is older than what is known is left. What is older by more than any answer can
   * be is not late: then the clock of the database was set back, and what is known would stand still until it has caught up.
   */
  #take(queue: Queue): void {
    const known = this.#queues.get(queue.eventId)
    const lateMs = known === undefined ? 0 : known.now.getTime() - queue.now.getTime()
    if (lateMs <= 0 || lateMs > LATE_MAX_MS)
      this.#queues.set(queue.eventId, {
        ...queue,
        watermark: Math.max(queue.watermark, known?.watermark ?? 0),
      })
  }

  async #writeRefusals(): Promise<void> {
    if (this.#refusals.size === 0) return
    const rows = [...this.#refusals].map(([key, count]) => {
      const [eventId = '', reason = ''] = key.split(' ')
      return { eventId, reason, count }
    })
    this.#refusals.clear()
    await addRefusals(this.#db.sql, rows).catch((error: unknown) =>
      this.#log.debug({ part: 'queue', err: error }, 'counts of refusals were lost'),
    )
  }
}
