import type { Facts } from './facts.ts'
import type { LoadedOrder, OrderKey } from './queries.ts'
import { settleOrder, type Settled } from './settle.ts'
import type { Settling } from './settling.ts'

type Told = Facts['told']

/** What came of asking for an order to be settled. `later`: not now; the clockwork will come to it. */
export type SettlerAnswer = Settled | 'no-such-order' | 'later'

interface Entry {
  readonly key: OrderKey
  readonly told: Set<Told>
  /** Its rows as they were just written. */
  readonly fresh: LoadedOrder | undefined
  /** The settling of the same order before this one. */
  readonly before: Promise<SettlerAnswer> | undefined
  readonly answer: Promise<SettlerAnswer>
  readonly resolve: (answer: SettlerAnswer) => void
}

/**
 * Settling mostly waits, for the provider or for its batch, so many may be under way: what they do in the database is
 * done together, and the connections to the provider are bounded by themselves.
 */
const RUNNING_MAX = 256
const WAITING_MAX = 5_000

/**
 * Settles orders in this process: one settling of an order at a time, and requests that come while one waits are one.
 * That only spares work: nodes do not know of each other's settlings and need not. Life: works when asked; `drain`
 * refuses what is new and ends when nothing is under way.
 */
export class Settler {
  readonly #deps: Settling
  /** The newest settling of each order. */
  readonly #entries = new Map<string, Entry>()
  readonly #waiting = new Set<Entry>()
  readonly #running = new Set<Promise<void>>()
  #draining = false

  constructor(deps: Settling) {
    this.#deps = deps
  }

  /** Resolves when the order has been settled as far as it can be now; never throws. */
  settle(key: OrderKey, told: Told, fresh?: LoadedOrder): Promise<SettlerAnswer> {
    const newest = this.#entries.get(key.orderId)
    if (newest !== undefined && this.#waiting.has(newest)) {
      newest.told.add(told)
      return newest.answer
    }
    if (this.#draining || this.#waiting.size >= WAITING_MAX) return Promise.resolve('later')
    const { promise: answer, resolve } = Promise.withResolvers<SettlerAnswer>()
    const entry: Entry = { key, told: new Set([told]), fresh, before: newest?.answer, answer, resolve }
    this.#entries.set(key.orderId, entry)
    this.#waiting.add(entry)
    this.#startWaiting()
    return answer
  }

  async drain(): Promise<void> {
    this.#draining = true
    for (const entry of this.#waiting) entry.resolve('later')
    this.#waiting.clear()
    await Promise.all(this.#running)
  }

  #startWaiting(): void {
    for (const entry of this.#waiting) {
      if (this.#running.size >= RUNNING_MAX) return
      this.#waiting.delete(entry)
      const running = this.#run(entry).finally(() => {
        this.#running.delete(running)
        this.#startWaiting()
      })
      this.#running.add(running)
    }
  }

  async #run(entry: Entry): Promise<void> {
    await entry.before
    let answer: SettlerAnswer = 'later'
    try {
      answer = await this.#settleEach(entry)
    } catch (error) {
      this.#deps.log.error({ err: error, orderId: entry.key.orderId }, 'settling failed; the clockwork will try again')
    }
    if (this.#entries.get(entry.key.orderId) === entry) this.#entries.delete(entry.key.orderId)
    entry.resolve(answer)
  }

  /** Once for each part of the payment that we were told about. */
  async #settleEach({ key, told, fresh }: Entry): Promise<SettlerAnswer> {
    let concluded = true
    let state: Settled['state'] | undefined
    for (const one of told) {
      const settled = await settleOrder(this.#deps, key, one, state === undefined ? fresh : undefined)
      if (settled === undefined) return 'no-such-order'
      concluded &&= settled.concluded
      state = settled.state
    }
    return state === undefined ? 'later' : { state, concluded }
  }
}
