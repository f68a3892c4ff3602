import { Latencies } from './latencies.ts'

/** What people ask for, in the order in which they do. */
export const steps = [
  'page',
  'enter',
  'status',
  'number',
  'pass',
  'seats',
  'hold',
  'order',
  'pay',
  'look',
  'leave',
] as const
export type Step = (typeof steps)[number]

/** What came of a request. */
export type Outcome =
  | { readonly kind: 'done'; readonly body: unknown }
  /** A polite no: `code` of the problem, and after how long to come back where it says so. */
  | { readonly kind: 'refused'; readonly status: number; readonly code: string; readonly retryAfterMs: number | null }
  /** No answer, or one that is none: `code` says what. */
  | { readonly kind: 'failed'; readonly code: string }

/** Counts of one second. */
export class Tally {
  #counts = new Map<string, number>()
  #latencies = new Map<Step, Latencies>()

  count(what: string, by = 1): void {
    this.#counts.set(what, (this.#counts.get(what) ?? 0) + by)
  }

  /** @param ms from when it was due to its answer */
  request(step: Step, outcome: Outcome, ms: number): void {
    this.count(`${step} ${outcome.kind}`)
    if (outcome.kind === 'refused') this.count(`refused ${outcome.code}`)
    if (outcome.kind === 'refused' && outcome.retryAfterMs !== null) this.count(`${step} busy`)
    if (outcome.kind === 'failed') this.count(`failed ${outcome.code}`)
    else {
      const latencies = this.#latencies.get(step) ?? new Latencies()
      this.#latencies.set(step, latencies)
      latencies.record(ms)
    }
  }

  /** Gives away what was counted, and begins anew. */
  take() {
    const [counts, latencies] = [this.#counts, this.#latencies]
    this.#counts = new Map()
    this.#latencies = new Map()
    return {
      counts: Object.fromEntries(counts),
      latencies: [...latencies].map(([step, { buckets, max }]) => ({ step, buckets, max })),
    }
  }
}
