/** Numbers that look random and are the same for the same seed and stream (mulberry32, its state spread by a hash). */
export class Chance {
  #state: number

  /** @param stream keeps apart who draws from one seed, so that what one does moves nobody else. */
  constructor(seed: number, stream: number) {
    this.#state = Math.imul(seed ^ Math.imul(stream + 1, 0x9e37_79b1), 0x85eb_ca6b) | 0
  }

  /** From 0 up to, not including, 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b_79f5) | 0
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }

  below(count: number): number {
    return Math.floor(this.next() * count)
  }

  between(low: number, high: number): number {
    return low + (high - low) * this.next()
  }

  /** How long something takes that may end at any moment alike; many are quick and a few take long. Six means at most. */
  about(mean: number): number {
    return Math.min(6 * mean, -Math.log(1 - this.next()) * mean)
  }
}
