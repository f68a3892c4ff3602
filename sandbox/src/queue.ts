const SPENT_SPARED = 1_024

/** First in, first out, without moving what waits at every step as an array's `shift` would. */
export class Queue<Thing> {
  #things: (Thing | undefined)[] = []
  #next = 0

  get length(): number {
    return this.#things.length - this.#next
  }

  push(thing: Thing): void {
    this.#things.push(thing)
  }

  shift(): Thing | undefined {
    if (this.length === 0) return undefined
    const thing = this.#things[this.#next]
    this.#things[this.#next++] = undefined // or it would be remembered until the next tidying
    if (this.#next > SPENT_SPARED && this.#next > this.#things.length / 2) {
      this.#things = this.#things.slice(this.#next)
      this.#next = 0
    }
    return thing
  }

  clear(): void {
    this.#things = []
    this.#next = 0
  }
}
