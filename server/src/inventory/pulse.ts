import { MINUTE_MS, SECOND_MS } from '../platform/clock.ts'
import type { Change } from './change.ts'

/** How a sale goes on, as one node sees it. */
export interface PulseReading {
  /** Since when this node sees it; epoch milliseconds. */
  readonly since: number
  /** Places held in each of the last whole seconds, by whatever node; the latest last. At most five minutes. */
  readonly held: readonly number[]
  readonly sold: readonly number[]
  /** Holds that this node refused in them. */
  readonly refused: readonly number[]
  /** Holds that it has refused by reason, also before then, as long as it remembers them. */
  readonly refusals: readonly { readonly reason: string; readonly count: number }[]
  /** Of the holds asked of this node in the last minute, in milliseconds; undefined where nobody asked. */
  readonly latency: { readonly answered: number; readonly p50: number; readonly p99: number } | undefined
  /** Holds that keep their places now. */
  readonly holding: number
  /** Accounts that pause now, since they left holds unpaid. */
  readonly paused: number
  /** Networks that have as many places as one may; null where they are not limited. */
  readonly fullNetworks: number | null
}

export const PULSE_SECONDS = 300
const LATENCY_WINDOW_MS = 10 * SECOND_MS
const LATENCY_WINDOWS = MINUTE_MS / LATENCY_WINDOW_MS
/** Each bucket is an eighth wider than the one before: from 0.1 ms to 24 s. */
const BUCKETS = 106
const BUCKET_FIRST_MS = 0.1
const BUCKET_GROWTH = 1.125

/**
 * Counts what happens on one event by the second, in 9 KB whatever happens: a ring in which a second takes the room of
 * the one five minutes ago. Places that were held and sold are counted from the log, so from every node; refusals and
 * latency are this node's own. Counting starts with the state being loaded, and the log is not read again for it; refusals
 * are counted before that too.
 */
export class Pulse {
  #since: number
  readonly #second = new Float64Array(PULSE_SECONDS)
  readonly #held = new Uint32Array(PULSE_SECONDS)
  readonly #sold = new Uint32Array(PULSE_SECONDS)
  readonly #refused = new Uint32Array(PULSE_SECONDS)
  readonly #refusals = new Map<string, number>()
  readonly #window = new Float64Array(LATENCY_WINDOWS)
  readonly #latency = new Uint32Array(LATENCY_WINDOWS * BUCKETS)
  readonly #now: () => number

  constructor(now: () => number) {
    this.#now = now
    this.#since = now()
  }

  /**
   * The event is read from now on: of the seconds before, this node does not know what was held and sold. Refusals that it
   * has counted by reason stay, as of a sale that was still to come.
   */
  begin(): void {
    this.#since = this.#now()
  }

  /** Counts changes that were committed. */
  note(changes: readonly Change[]): void {
    let held = 0
    let sold = 0
    for (const change of changes)
      if (change[0] === 'held') held += change[3].length
      else if (change[0] === 'confirmed') sold += change[3].length
      else if (change[0] === 'reclaimed') sold += change[4].length
    if (held + sold === 0) return
    const slot = this.#slot()
    this.#held[slot] = (this.#held[slot] ?? 0) + held
    this.#sold[slot] = (this.#sold[slot] ?? 0) + sold
  }

  /** Counts the answer to somebody who asked for a hold. `refused` is one of the few reasons that there are. */
  answered(ms: number, refused: string | undefined): void {
    const bucket = Math.min(
      BUCKETS - 1,
      Math.max(0, Math.ceil(Math.log(ms / BUCKET_FIRST_MS) / Math.log(BUCKET_GROWTH))),
    )
    const index = this.#latencyWindow() * BUCKETS + bucket
    this.#latency[index] = (this.#latency[index] ?? 0) + 1
    if (refused === undefined) return
    const slot = this.#slot()
    this.#refused[slot] = (this.#refused[slot] ?? 0) + 1
    this.#refusals.set(refused, (this.#refusals.get(refused) ?? 0) + 1)
  }

  read(): Omit<PulseReading, 'holding' | 'paused' | 'fullNetworks'> {
    const now = this.#now()
    const last = Math.floor(now / SECOND_MS) - 1
    const count = Math.max(0, Math.min(PULSE_SECONDS - 1, last - Math.floor(this.#since / SECOND_MS) + 1))
    const seconds = Array.from({ length: count }, (_, index) => last - count + 1 + index)
    const of = (counts: Uint32Array) =>
      seconds.map((second) =>
        this.#second[second % PULSE_SECONDS] === second ? (counts[second % PULSE_SECONDS] ?? 0) : 0,
      )
    return {
      since: this.#since,
      held: of(this.#held),
      sold: of(this.#sold),
      refused: of(this.#refused),
      refusals: [...this.#refusals]
        .map(([reason, times]) => ({ reason, count: times }))
        .sort((a, b) => b.count - a.count || a.reason.localeCompare(b.reason)),
      latency: this.#latencies(now),
    }
  }

  /** The room of this second, emptied of what was there five minutes ago. */
  #slot(): number {
    const second = Math.floor(this.#now() / SECOND_MS)
    const slot = second % PULSE_SECONDS
    if (this.#second[slot] !== second) {
      this.#second[slot] = second
      this.#held[slot] = this.#sold[slot] = this.#refused[slot] = 0
    }
    return slot
  }

  #latencyWindow(): number {
    const number = Math.floor(this.#now() / LATENCY_WINDOW_MS)
    const window = number % LATENCY_WINDOWS
    if (this.#window[window] !== number) {
      this.#window[window] = number
      this.#latency.fill(0, window * BUCKETS, (window + 1) * BUCKETS)
    }
    return window
  }

  #latencies(now: number): PulseReading['latency'] {
    const oldest = Math.floor(now / LATENCY_WINDOW_MS) - LATENCY_WINDOWS + 1
    const sums = new Float64Array(BUCKETS)
    for (let window = 0; window < LATENCY_WINDOWS; window++)
      if ((this.#window[window] ?? 0) >= oldest)
        for (let bucket = 0; bucket < BUCKETS; bucket++)
          sums[bucket] = (sums[bucket] ?? 0) + (this.#latency[window * BUCKETS + bucket] ?? 0)
    const answered = sums.reduce((sum, one) => sum + one, 0)
    if (answered === 0) return undefined
    return { answered, p50: percentile(sums, answered, 0.5), p99: percentile(sums, answered, 0.99) }
  }
}

/** The upper end of the bucket in which the answer of that rank lies, in milliseconds to a tenth. */
function percentile(counts: Float64Array, all: number, share: number): number {
  let seen = 0
  const bucket = counts.findIndex((count) => (seen += count) >= all * share)
  return Math.round(BUCKET_FIRST_MS * BUCKET_GROWTH ** bucket * 10) / 10
}
