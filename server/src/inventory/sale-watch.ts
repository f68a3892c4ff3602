import { setTimeout as wait } from 'node:timers/promises'
import { SECOND_MS } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import type { Log } from '../platform/log.ts'
import { outageOf, UNSERVED_FROM_MS, type HoldClock } from './hold-clock.ts'
import { makeUpForOutage, type MakeUp } from './make-up.ts'
import { readServed, sayServed } from './outage-queries.ts'

const LOOK_MS = SECOND_MS
/** Whose last look began longer ago has been halted, or kept waiting: what it believes may be about a time long past. */
const LOOKED_WITHIN_MS = 2 * SECOND_MS
/** Whoever waits for a look that is overdue waits so long at most, and then goes by what is known. */
const LOOK_PATIENCE_MS = 2 * SECOND_MS
/** Where all nodes are too busy to serve, and the database is not, what is missing is made up for in pieces of this length. */
const PIECE_MS = 5 * SECOND_MS

/** Whether a node serves those who buy: it does, it would but has more to do than it can, or it is not there for that. */
export type Serves = 'yes' | 'too-busy' | 'no'

export interface SaleWatchOptions {
  /** The way that batches go: where it is closed, nothing is sold. */
  readonly laneDb: Database
  readonly clock: HoldClock
  /** Whether this node serves those who buy. */
  readonly serves: () => Serves
  readonly makeUps: readonly MakeUp[]
  /** The log of an event has grown. */
  readonly onGrown: (eventId: string, seq: number) => void
  readonly log: Log
}

/**
 * Says each second that the sale is served, as long as this node serves it; hears when it was last served by any; and makes
 * up for the time in which it was not. Any number of nodes may: what one has made up for, another does not. Life: `start`
 * has looked once, then it looks each second until `stop`.
 */
export class SaleWatch {
  readonly #options: SaleWatchOptions
  readonly #stopping = new AbortController()
  #looking: Promise<void> | undefined
  /**
   * Seconds that have passed for this process since the database last answered. Counted and not measured: one that was
   * halted wakes to a clock that has gone on, though nobody has kept it waiting.
   */
  #unanswered = 0
  #counting: NodeJS.Timeout | undefined
  /** When an outage was first seen, in monotonic milliseconds. */
  #unservedSince: number | undefined
  /** When the last look began that has ended, in monotonic milliseconds. Its answer may be as old as that. */
  #lookedAt = -Infinity
  #overdue: Promise<void> | undefined

  constructor(options: SaleWatchOptions) {
    this.#options = options
  }

  async start(): Promise<void> {
    await this.look()
    this.#counting = setInterval(() => this.#unanswered++, SECOND_MS).unref()
    this.#looking = this.#lookOn()
  }

  async stop(): Promise<void> {
    this.#stopping.abort()
    clearInterval(this.#counting)
    await this.#looking
  }

  /** Whether the database cannot be written to, as far as this node sees: then nothing is sold by it. */
  get isCutOff(): boolean {
    return this.#unanswered * SECOND_MS > UNSERVED_FROM_MS
  }

  /**
   * What whoever decides by the time must wait for first: undefined, as a rule. A process that was halted wakes to a clock that
   * stands still since its own last look, though others have served the sale meanwhile: it would take a pass that is over,
   * and give holds that end too early. So it looks again before it decides. Where that look fails nobody can tell better,
   * and time stands still for longer.
   */
  get overdueLook(): Promise<void> | undefined {
    if (this.#looking === undefined || performance.now() - this.#lookedAt <= LOOKED_WITHIN_MS) return undefined
    this.#overdue ??= Promise.race([this.look(), wait(LOOK_PATIENCE_MS, undefined, { ref: false })]).finally(() => {
      this.#overdue = undefined
    })
    return this.#overdue
  }

  /** One look. */
  async look(): Promise<void> {
    const { laneDb, clock, log } = this.#options
    const began = performance.now()
    try {
      const serves = this.#options.serves()
      const { now, servedAt } = await (serves === 'yes' ? sayServed(laneDb.sql) : readServed(laneDb.sql))
      clock.hear(now)
      clock.hearServed(servedAt)
      const outage = outageOf(servedAt, now)
      const isPiece = serves === 'too-busy' && outage !== undefined && outage.endedAt - outage.beganAt >= PIECE_MS
      if (outage !== undefined && (serves === 'yes' || isPiece)) await this.#makeUp(serves === 'yes')
      this.#unanswered = 0
      this.#tell()
    } catch (error) {
      this.#tell()
      log.warn({ part: 'sale', err: error }, 'the sale cannot be served: the database does not take what is written')
    } finally {
      this.#lookedAt = Math.max(this.#lookedAt, began)
    }
  }

  async #makeUp(isServed: boolean): Promise<void> {
    const { laneDb, clock, log, makeUps, onGrown } = this.#options
    const made = await makeUpForOutage(laneDb, isServed, makeUps)
    const { now, servedAt } = await readServed(laneDb.sql)
    clock.hear(now)
    clock.hearServed(servedAt)
    if (made === undefined) return
    for (const [eventId, seq] of made.grown) onGrown(eventId, seq)
    const { beganAt, endedAt } = made.outage
    log.warn(
      { part: 'sale', seconds: Math.round((endedAt - beganAt) / SECOND_MS), holds: made.holds },
      'the sale could not be served for a while: every hold was made longer by that',
    )
  }

  /** Says in the log when the clocks of holds stand still. */
  #tell(): void {
    const isUnserved = this.#options.clock.behindMs > 0 || this.isCutOff
    if (isUnserved && this.#unservedSince === undefined) {
      this.#unservedSince = performance.now()
      this.#options.log.warn({ part: 'sale' }, 'nobody serves the sale: the clocks of holds stand still')
    } else if (!isUnserved) this.#unservedSince = undefined
  }

  async #lookOn(): Promise<void> {
    const { signal } = this.#stopping
    while (!signal.aborted) {
      await wait(LOOK_MS, undefined, { signal }).catch(() => undefined)
      if (!signal.aborted) await this.look()
    }
  }
}
