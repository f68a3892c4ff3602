/** Somebody who wants to be woken at a moment. */
export interface Sleeper {
  due: number
}

const SLOT_MS = 10
const SLOTS = 16_384

/**
 * A timer wheel: a hundred thousand people wait on it for the price of an array each slot, where as many timers would have
 * the event loop do nothing else. Moments are in milliseconds from its beginning; what is farther away than its rim (164 s)
 * waits there and is looked at again.
 */
export class Wheel<T extends Sleeper> {
  readonly #slots: (T[] | undefined)[] = Array.from({ length: SLOTS })
  /** The next slot to be looked at. */
  #at = 0
  #sleeping = 0

  get sleeping(): number {
    return this.#sleeping
  }

  add(sleeper: T): void {
    const wanted = Math.max(Math.ceil(sleeper.due / SLOT_MS), this.#at)
    const reached = Math.min(wanted, this.#at + SLOTS - 1)
    // Rounded up, so that what the wheel is too coarse for is not taken for a delay.
    if (reached === wanted) sleeper.due = wanted * SLOT_MS
    const slot = reached % SLOTS
    const sleepers = this.#slots[slot]
    if (sleepers === undefined) this.#slots[slot] = [sleeper]
    else sleepers.push(sleeper)
    this.#sleeping++
  }

  /** Wakes everybody whose moment has come. */
  turn(now: number, wake: (sleeper: T) => void): void {
    for (; this.#at * SLOT_MS <= now; this.#at++) {
      const slot = this.#at % SLOTS
      const sleepers = this.#slots[slot]
      if (sleepers === undefined) continue
      this.#slots[slot] = undefined
      this.#sleeping -= sleepers.length
      for (const sleeper of sleepers)
        if (sleeper.due > now + SLOT_MS) this.add(sleeper)
        else wake(sleeper)
    }
  }
}
