import { MINUTE_MS, SECOND_MS } from './clock.ts'

const PAUSE_MIN_MS = SECOND_MS
const PAUSE_MAX_MS = 5 * MINUTE_MS
const KEPT_MAX = 1_000

interface Failed {
  readonly pauseMs: number
  /** In monotonic milliseconds. */
  readonly until: number
}

/**
 * What work failed on is set aside, a second at first and twice as long each time, up to five minutes: so that what always
 * fails takes nobody's turn, however much of it there is. Kept in memory, at most a thousand: what is forgotten is tried anew.
 */
export class SetAside {
  readonly #failed = new Map<string, Failed>()

  /** What is to be left alone now. */
  ids(now = performance.now()): string[] {
    return [...this.#failed].flatMap(([id, { until }]) => (until > now ? [id] : []))
  }

  has(id: string, now = performance.now()): boolean {
    return (this.#failed.get(id)?.until ?? 0) > now
  }

  add(id: string, now = performance.now()): void {
    const before = this.#failed.get(id)
    const pauseMs = before === undefined ? PAUSE_MIN_MS : Math.min(PAUSE_MAX_MS, 2 * before.pauseMs)
    this.#failed.delete(id)
    this.#failed.set(id, { pauseMs, until: now + pauseMs })
    const [first] = this.#failed.keys()
    if (first !== undefined && this.#failed.size > KEPT_MAX) this.#failed.delete(first)
  }

  /** It went well: the next failure is the first again. */
  remove(id: string): void {
    this.#failed.delete(id)
  }
}
