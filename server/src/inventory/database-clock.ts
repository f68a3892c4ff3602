/** Milliseconds of a clock that only runs forward. */
type Monotonic = () => number

/**
 * The database's time as this node knows it: what the database last said, plus what has passed here since the answer
 * came in. So it is never ahead of the database, and behind it by the way of the answer.
 */
export class DatabaseClock {
  readonly #monotonic: Monotonic
  #said: number | undefined
  #heardAt = 0

  constructor(monotonic: Monotonic = () => performance.now()) {
    this.#monotonic = monotonic
  }

  /** `at`: time of the database when it began to answer, in epoch milliseconds. Call as soon as the answer is in. */
  hear(at: number): void {
    this.#said = at
    this.#heardAt = this.#monotonic()
  }

  /** Whole epoch milliseconds; undefined before anything was heard. */
  now(): number | undefined {
    if (this.#said === undefined) return undefined
    return Math.floor(this.#said + (this.#monotonic() - this.#heardAt))
  }
}
