import type { Answer, Operation } from './operations.ts'

/** An operation that waits for its answer. */
export interface Waiting {
  readonly operation: Operation
  /** Whoever asked has given up by then; monotonic milliseconds. */
  readonly deadline: number
  readonly answer: (answer: Answer | Busy) => void
  readonly fail: (error: unknown) => void
}

/** Too much at once: refused before any work. */
export interface Busy {
  readonly refused: 'busy'
  /** When to come back; different for each, so that not all come back at once. */
  readonly retryAfterMs: number
}

const LENGTH_MIN = 10_000
const LENGTH_MAX = 50_000
const PATIENCE_S = 2
const RETRY_MIN_MS = 500
const RETRY_SPREAD_MS = 1_500

export const busy = (): Busy => ({
  refused: 'busy',
  retryAfterMs: RETRY_MIN_MS + Math.floor(Math.random() * RETRY_SPREAD_MS),
})

/** First in, first out, never longer than what the lane answers in two seconds at the pace it has shown. */
export class LaneQueue {
  #items: Waiting[] = []
  #next = 0
  #perSecond = 0

  get length(): number {
    return this.#items.length - this.#next
  }

  /** How many may wait. */
  get bound(): number {
    return Math.min(LENGTH_MAX, Math.max(LENGTH_MIN, this.#perSecond * PATIENCE_S))
  }

  /** @returns false when the queue is full. */
  add(waiting: Waiting): boolean {
    if (this.length >= this.bound) return false
    this.#items.push(waiting)
    return true
  }

  /** The next operations whose askers still wait; those who have given up are told that it was too busy. */
  take(most: number, now: number): Waiting[] {
    const taken: Waiting[] = []
    while (taken.length < most && this.#next < this.#items.length) {
      const waiting = this.#items[this.#next++]
      if (waiting === undefined) break
      if (waiting.deadline <= now) waiting.answer(busy())
      else taken.push(waiting)
    }
    if (this.#next === this.#items.length || this.#next > LENGTH_MAX) {
      this.#items = this.#items.slice(this.#next)
      this.#next = 0
    }
    return taken
  }

  /** Tells how long a batch took, so that the bound follows the pace. */
  paced(operations: number, milliseconds: number): void {
    const pace = (operations / Math.max(milliseconds, 1)) * 1_000
    this.#perSecond = Math.max(pace, this.#perSecond * 0.9 + pace * 0.1)
  }
}
