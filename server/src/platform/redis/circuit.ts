const PAUSE_MIN_MS = 250
const PAUSE_MAX_MS = 10_000
/** Whoever was there for so long fails anew: earlier failures are forgotten. */
const FORGOTTEN_AFTER_MS = 30_000

export interface CircuitOptions {
  /** Monotonic milliseconds. */
  readonly now?: () => number
  /** From 0 to 1, without 1. */
  readonly random?: () => number
}

/**
 * Whether somebody is asked who may not answer. Closed: they are. The first failure opens it: they are not, until a try
 * that nobody waits for was answered. Each failed try is followed by a pause twice as long, up to ten seconds, shortened
 * by chance, so that many who lost the same one do not come back together (M. Nygard, "Release It!", chapter 5).
 */
export class Circuit {
  readonly #now: () => number
  readonly #random: () => number
  #closedSince: number | undefined
  #failures = 0

  constructor({ now = () => performance.now(), random = Math.random }: CircuitOptions = {}) {
    this.#now = now
    this.#random = random
  }

  get isClosed(): boolean {
    return this.#closedSince !== undefined
  }

  /** Notes that there was no answer. @returns how long to wait before the next try, in ms. */
  fail(): number {
    if (this.#closedSince !== undefined && this.#now() - this.#closedSince >= FORGOTTEN_AFTER_MS) this.#failures = 0
    this.#closedSince = undefined
    this.#failures++
    const pause = Math.min(PAUSE_MAX_MS, PAUSE_MIN_MS * 2 ** Math.min(this.#failures - 1, 10))
    return pause * (0.5 + this.#random() / 2)
  }

  /** Notes that a try was answered. */
  close(): void {
    this.#closedSince ??= this.#now()
  }
}
