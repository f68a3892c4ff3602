const GROWTH = 1.08
const LOG_GROWTH = Math.log(GROWTH)
const SMALLEST_MS = 0.1
/** The last one begins at some two minutes. */
const BUCKETS = 190

/**
 * Latencies in buckets that grow by 8 %, so that a percentile is right within that; small enough to be sent from a thread
 * every second, and to be added up.
 */
export class Latencies {
  readonly buckets: Uint32Array
  max = 0

  constructor(buckets: Uint32Array = new Uint32Array(BUCKETS), max = 0) {
    this.buckets = buckets
    this.max = max
  }

  record(ms: number): void {
    const bucket = ms <= SMALLEST_MS ? 0 : Math.min(BUCKETS - 1, Math.ceil(Math.log(ms / SMALLEST_MS) / LOG_GROWTH))
    this.buckets[bucket] = (this.buckets[bucket] ?? 0) + 1
    if (ms > this.max) this.max = ms
  }

  add(other: Latencies): void {
    for (let bucket = 0; bucket < BUCKETS; bucket++)
      this.buckets[bucket] = (this.buckets[bucket] ?? 0) + (other.buckets[bucket] ?? 0)
    this.max = Math.max(this.max, other.max)
  }

  get count(): number {
    return this.buckets.reduce((sum, count) => sum + count, 0)
  }

  /** The latency in ms that a share (0 to 1) of them does not exceed; null without any. */
  percentile(share: number): number | null {
    const wanted = Math.max(1, Math.ceil(this.count * share))
    let seen = 0
    for (const [bucket, count] of this.buckets.entries()) {
      seen += count
      if (seen >= wanted && seen > 0) return Math.min(this.max, SMALLEST_MS * GROWTH ** bucket)
    }
    return null
  }
}
