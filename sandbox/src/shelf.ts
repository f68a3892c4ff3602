/** Things of one kind, found by id and walked in the order they were put, from the newest to the oldest. */
export class Shelf<Thing extends { readonly id: string }> {
  #slots: (Thing | undefined)[] = []
  #trimmed = 0
  #head = 0 // no slot before this one holds anything
  readonly #places = new Map<string, number>()

  get size(): number {
    return this.#places.size
  }

  get(id: string): Thing | undefined {
    const place = this.#places.get(id)
    return place === undefined ? undefined : this.#slots[place - this.#trimmed]
  }

  /** A new thing goes to the end; the next version of one that is here takes its place, and the former is given. */
  put(thing: Thing): Thing | undefined {
    const place = this.#places.get(thing.id)
    if (place === undefined) {
      this.#places.set(thing.id, this.#trimmed + this.#slots.length)
      this.#slots.push(thing)
      return undefined
    }
    const before = this.#slots[place - this.#trimmed]
    this.#slots[place - this.#trimmed] = thing
    return before
  }

  delete(id: string): void {
    const place = this.#places.get(id)
    if (place === undefined) return
    this.#places.delete(id)
    this.#slots[place - this.#trimmed] = undefined
    while (this.#head < this.#slots.length && this.#slots[this.#head] === undefined) this.#head++
    this.#trim()
  }

  oldest(): Thing | undefined {
    return this.#slots[this.#head]
  }

  /** Walks towards older things, from the newest or from just after the one with this id. */
  *older(than?: string): Generator<Thing> {
    const from = than === undefined ? this.#slots.length : this.#placeOf(than)
    for (let slot = from - 1; slot >= 0; slot--) {
      const thing = this.#slots[slot]
      if (thing !== undefined) yield thing
    }
  }

  /** Walks towards newer things, from the oldest or from just after the one with this id. */
  *newer(than?: string): Generator<Thing> {
    const from = than === undefined ? this.#head : this.#placeOf(than) + 1
    for (let slot = from; slot < this.#slots.length; slot++) {
      const thing = this.#slots[slot]
      if (thing !== undefined) yield thing
    }
  }

  clear(): void {
    this.#slots = []
    this.#trimmed = 0
    this.#head = 0
    this.#places.clear()
  }

  #placeOf(id: string): number {
    return (this.#places.get(id) ?? this.#trimmed + this.#slots.length) - this.#trimmed
  }

  /** Gives back the emptied slots at the old end, once they are worth the move. */
  #trim(): void {
    if (this.#head < 1_024 || this.#head < this.#slots.length / 2) return
    this.#slots = this.#slots.slice(this.#head)
    this.#trimmed += this.#head
    this.#head = 0
  }
}
