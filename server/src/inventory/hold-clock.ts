import { MINUTE_MS, SECOND_MS } from '../platform/clock.ts'
import type { DatabaseClock } from '../platform/database-clock.ts'

/** The sale counts as served for so long after a node last said so: they say it each second. */
export const UNSERVED_FROM_MS = 4 * SECOND_MS
/** What lasts longer is not made up for: nobody waits for it, and places are not kept for ever. */
export const UNSERVED_MAX_MS = 30 * MINUTE_MS

/** A time in which the sale could not be served, in epoch milliseconds of the database's clock. */
export interface Outage {
  /** When the clocks of holds stood still. */
  readonly beganAt: number
  readonly endedAt: number
}

/** What is to be made up for, at a time, when the sale was last served at another; undefined: nothing. Pure. */
export function outageOf(servedAt: number | undefined, now: number): Outage | undefined {
  if (servedAt === undefined) return undefined
  const gap = now - servedAt
  return gap > UNSERVED_FROM_MS && gap <= UNSERVED_MAX_MS
    ? { beganAt: servedAt + UNSERVED_FROM_MS, endedAt: now }
    : undefined
}

/**
 * The time that holds go by: the database's, and standing still while the sale cannot be served, until every hold has been
 * made longer by that time (see `make-up.ts`). So nobody's places go to another because of our outage: no node decides
 * that a hold is over by a time in which nobody could have bought. In epoch milliseconds.
 */
export class HoldClock {
  readonly #clock: DatabaseClock
  #servedAt: number | undefined

  constructor(clock: DatabaseClock) {
    this.#clock = clock
  }

  /** As `DatabaseClock.hear`. */
  hear(at: number): void {
    this.#clock.hear(at)
  }

  /** Hears when the sale was last served, by whatever node, as the database says; undefined: nobody watches. */
  hearServed(servedAt: number | undefined): void {
    this.#servedAt = servedAt
  }

  /** Undefined before anything was heard. */
  now(): number | undefined {
    const now = this.#clock.now()
    return now === undefined ? undefined : (outageOf(this.#servedAt, now)?.beganAt ?? now)
  }

  /**
   * By how much this time is behind the database's; 0 while the sale is served. To judge rows by it, ask before they are
   * read: what an outage adds to them is written before anybody hears that it is over.
   */
  get behindMs(): number {
    const now = this.#clock.now()
    const outage = now === undefined ? undefined : outageOf(this.#servedAt, now)
    return outage === undefined ? 0 : outage.endedAt - outage.beganAt
  }
}
