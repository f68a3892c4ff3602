/** Anything that tells the time, in milliseconds since 1970. */
export type Clock = { now(): number }

type Entry = { readonly key: string; readonly at: number; readonly run: () => void }

const TIMER_MAX_MS = 2_147_483_647
const STALE_ENTRIES_SPARED = 1_000

/**
 * The sandbox's own time: the given clock plus whatever it was advanced by, and what falls due in it.
 *
 * Due things run in order of their instant: before each request (`runDue`), by a timer while nobody asks, and all at
 * once when time is advanced. A key has at most one due thing: setting it again moves it. `stop` ends the timer.
 */
export class Timeline {
  readonly #clock: Clock
  #advancedMs = 0
  #entries = new Map<string, Entry>()
  #heap: Entry[] = []
  #timer: NodeJS.Timeout | undefined
  #timerAt = Infinity
  #stopped = false

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Milliseconds in the sandbox's time. */
  now(): number {
    return this.#clock.now() + this.#advancedMs
  }

  /** Whole seconds in the sandbox's time, as `created` has them. */
  seconds(): number {
    return Math.floor(this.now() / 1_000)
  }

  /** Whole seconds in everybody else's time: what a webhook is signed with. */
  outsideSeconds(): number {
    return Math.floor(this.#clock.now() / 1_000)
  }

  advance(seconds: number): void {
    this.#advancedMs += seconds * 1_000
    this.runDue()
  }

  set(key: string, at: number, run: () => void): void {
    const entry = { key, at, run }
    this.#entries.set(key, entry)
    push(this.#heap, entry)
    if (this.#heap.length > 2 * this.#entries.size + STALE_ENTRIES_SPARED) this.#forgetStale()
    this.#arm()
  }

  cancel(key: string): void {
    this.#entries.delete(key)
  }

  runDue(): void {
    const now = this.now()
    for (let next = this.#heap[0]; next !== undefined && next.at <= now; next = this.#heap[0]) {
      pop(this.#heap)
      if (this.#entries.get(next.key) !== next) continue
      this.#entries.delete(next.key)
      next.run()
    }
    this.#arm()
  }

  /** Forgets everything due and comes back to the clock's own time. */
  reset(): void {
    this.#advancedMs = 0
    this.#entries.clear()
    this.#heap = []
  }

  stop(): void {
    this.#stopped = true
    clearTimeout(this.#timer)
  }

  #arm(): void {
    const next = this.#heap[0]
    if (next === undefined || this.#stopped || next.at >= this.#timerAt) return
    clearTimeout(this.#timer)
    this.#timerAt = next.at
    const wait = Math.min(Math.max(next.at - this.now(), 0), TIMER_MAX_MS)
    this.#timer = setTimeout(() => {
      this.#timerAt = Infinity
      this.runDue()
    }, wait).unref()
  }

  #forgetStale(): void {
    this.#heap = [...this.#entries.values()].sort((one, other) => one.at - other.at)
  }
}

const push = (heap: Entry[], entry: Entry): void => {
  let child = heap.push(entry) - 1
  while (child > 0) {
    const parent = (child - 1) >> 1
    const above = heap[parent]
    if (above === undefined || above.at <= entry.at) break
    heap[child] = above
    child = parent
  }
  heap[child] = entry
}

const pop = (heap: Entry[]): void => {
  const last = heap.pop()
  if (last === undefined || heap.length === 0) return
  let parent = 0
  for (;;) {
    let child = 2 * parent + 1
    if (child >= heap.length) break
    if ((heap[child + 1]?.at ?? Infinity) < (heap[child]?.at ?? Infinity)) child++
    const below = heap[child]
    if (below === undefined || below.at >= last.at) break
    heap[parent] = below
    parent = child
  }
  heap[parent] = last
}
