import { SECOND_MS } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import type { Log } from '../platform/log.ts'
import { outageOf, UNSERVED_FROM_MS, type HoldClock } from './hold-clock.ts'
import { makeUpForOutage, type MakeUp } from './make-up.ts'
import { readServed, sayServed } from './outage-queries.ts'

/** A process that was away for longer since its last look has been halted: what it believes may be about a time long past. */
const HALTED_FROM_MS = 2 * SECOND_MS
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
  /** Milliseconds of a clock that only runs forward; the process's unless said. */
  readonly monotonic?: () => number
}

/** A moment by which it is told how long this process was away. */
interface Moment {
  readonly monotonic: number
  /** Goes on while the machine itself is asleep. */
  readonly wall: number
  /** Seconds that this process has counted. */
  readonly counted: number
}

/**
 * Says each second that the sale is served, as long as this node serves it; hears when it was last served by any; and makes
 * up for the time in which it was not. Any number of nodes may: what one has made up for, another does not. Life: `start`
 * has looked once, then it looks each second until `stop`.
 */
export class SaleWatch {
  readonly #options: SaleWatchOptions
  readonly #monotonic: () => number
  /** A timed look that has not ended: there is one at a time. */
  #looking: Promise<void> | undefined
  /**
   * Seconds that have passed for this process. Counted and not measured: one that was halted wakes to a clock that has gone
   * on, though nobody has kept it waiting.
   */
  #counted = 0
  /** How many it had counted when the database last answered. */
  #answeredAt = 0
  #everySecond: NodeJS.Timeout | undefined
  #isUnserved = false
  /**
   * When the last look began that has ended: its answer may be as old as that. Or when whoever waited for one gave up, since
   * nobody could tell better.
   */
  #lookedAt: Moment
  #overdue: Promise<void> | undefined

  constructor(options: SaleWatchOptions) {
    this.#options = options
    this.#monotonic = options.monotonic ?? (() => performance.now())
    this.#lookedAt = this.#moment()
  }

  async start(): Promise<void> {
    await this.#look()
    this.#everySecond = setInterval(() => this.#second(), SECOND_MS).unref()
  }

  async stop(): Promise<void> {
    clearInterval(this.#everySecond)
    this.#everySecond = undefined
    await this.#looking
  }

  /** Whether the database cannot be written to, as far as this node sees: then nothing is sold by it. */
  get isCutOff(): boolean {
    return (this.#counted - this.#answeredAt) * SECOND_MS > UNSERVED_FROM_MS
  }

  /**
   * What whoever decides by the time must wait for first: undefined, as a rule. A process that was halted wakes to a clock that
   * stands still since its own last look, though others have served the sale meanwhile: it would take a pass that is over,
   * and give holds that end too early. So it looks again before it decides, once for all who wait. Where that look fails
   * nobody can tell better, and time stands still for longer. For a database that is slow, or away, nobody waits: this
   * process was there all the time.
   */
  get overdueLook(): Promise<void> | undefined {
    if (this.#everySecond === undefined || this.#haltedMs() <= HALTED_FROM_MS) return undefined
    this.#overdue ??= this.#lookPatiently()
    return this.#overdue
  }

  async #lookPatiently(): Promise<void> {
    let timer: NodeJS.Timeout | undefined
    const patience = new Promise<void>((resolve) => {
      timer = setTimeout(() => {
        this.#lookedAt = this.#moment()
        resolve()
      }, LOOK_PATIENCE_MS).unref()
    })
    await Promise.race([this.#look(), patience])
    clearTimeout(timer)
    this.#overdue = undefined
  }

  #second(): void {
    this.#counted++
    this.#looking ??= this.#look().finally(() => {
      this.#looking = undefined
    })
  }

  /** How long this process was away since its last look began, about: what has passed and was not counted. */
  #haltedMs(): number {
    const now = this.#moment()
    const passed = Math.max(now.monotonic - this.#lookedAt.monotonic, now.wall - this.#lookedAt.wall)
    // A second begins to be counted before it is over.
    return passed - (now.counted - this.#lookedAt.counted + 1) * SECOND_MS
  }

  #moment(): Moment {
    return { monotonic: this.#monotonic(), wall: Date.now(), counted: this.#counted }
  }

  async #look(): Promise<void> {
    const { laneDb, clock, log } = this.#options
    const began = this.#moment()
    try {
      const serves = this.#options.serves()
      const { now, servedAt } = await (serves === 'yes' ? sayServed(laneDb.sql) : readServed(laneDb.sql))
      clock.hear(now)
      clock.hearServed(servedAt)
      const outage = outageOf(servedAt, now)
      const isPiece = serves === 'too-busy' && outage !== undefined && outage.endedAt - outage.beganAt >= PIECE_MS
      if (outage !== undefined && (serves === 'yes' || isPiece)) await this.#makeUp(serves === 'yes')
      this.#answeredAt = this.#counted
      this.#tell()
    } catch (error) {
      this.#tell()
      log.warn({ part: 'sale', err: error }, 'the sale cannot be served: the database does not take what is written')
    } finally {
      if (began.monotonic >= this.#lookedAt.monotonic) this.#lookedAt = began
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
    const wasUnserved = this.#isUnserved
    this.#isUnserved = this.#options.clock.behindMs > 0 || this.isCutOff
    if (this.#isUnserved && !wasUnserved)
      this.#options.log.warn({ part: 'sale' }, 'nobody serves the sale: the clocks of holds stand still')
  }
}
