/** Does so many things at once at most; the others wait, in the order in which they came. Who asks bounds how many wait. */
export class AtOnce {
  readonly #most: number
  readonly #waiting: (() => void)[] = []
  #running = 0

  constructor(most: number) {
    this.#most = most
  }

  /** @throws whatever `work` throws. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running >= this.#most) await new Promise<void>((next) => this.#waiting.push(next))
    else this.#running++
    try {
      return await work()
    } finally {
      const next = this.#waiting.shift()
      // Whoever is next takes over the place, so that nobody who comes in between does.
      if (next === undefined) this.#running--
      else next()
    }
  }
}
