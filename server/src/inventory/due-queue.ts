interface Due {
  readonly at: number
  readonly holdId: string
}

const SLACK = 1_024

/**
 * Holds by the time at which they are over, soonest first: a binary heap. An entry is not taken out when its hold ends
 * another way; it is recognised as stale when its turn comes (`isLive`), and all stale ones are dropped when they
 * outnumber the live ones.
 */
export class DueQueue {
  #heap: Due[] = []
  readonly #isLive: (holdId: string, at: number) => boolean

  constructor(isLive: (holdId: string, at: number) => boolean) {
    this.#isLive = isLive
  }

  add(holdId: string, at: number): void {
    const heap = this.#heap
    let index = heap.push({ at, holdId }) - 1
    while (index > 0) {
      const parent = (index - 1) >> 1
      if (!this.#before(index, parent)) return
      this.#swap(index, parent)
      index = parent
    }
  }

  /** The live hold that is over first; stale entries before it are dropped. */
  first(): Due | undefined {
    for (;;) {
      const top = this.#heap[0]
      if (top === undefined || this.#isLive(top.holdId, top.at)) return top
      this.#removeFirst()
    }
  }

  /** Drops stale entries when they are more than the live ones. */
  compact(live: number): void {
    if (this.#heap.length <= 2 * live + SLACK) return
    const entries = this.#heap.filter((due) => this.#isLive(due.holdId, due.at))
    this.#heap = []
    for (const due of new Map(entries.map((due) => [due.holdId, due])).values()) this.add(due.holdId, due.at)
  }

  /** All entries that are live and due, in no order. */
  *due(now: number): Iterable<string> {
    for (const { holdId, at } of this.#heap) if (at <= now && this.#isLive(holdId, at)) yield holdId
  }

  #removeFirst(): void {
    const heap = this.#heap
    const last = heap.pop()
    if (last === undefined || heap.length === 0) return
    heap[0] = last
    let index = 0
    for (;;) {
      const left = 2 * index + 1
      if (left >= heap.length) return
      const least = left + 1 < heap.length && this.#before(left + 1, left) ? left + 1 : left
      if (!this.#before(least, index)) return
      this.#swap(index, least)
      index = least
    }
  }

  #before(a: number, b: number): boolean {
    const [x, y] = [this.#heap[a], this.#heap[b]]
    if (x === undefined || y === undefined) return false
    return x.at < y.at || (x.at === y.at && x.holdId < y.holdId)
  }

  #swap(a: number, b: number): void {
    const [x, y] = [this.#heap[a], this.#heap[b]]
    if (x === undefined || y === undefined) return
    this.#heap[a] = y
    this.#heap[b] = x
  }
}
