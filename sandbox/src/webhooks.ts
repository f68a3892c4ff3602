import type { Timeline } from './clock.ts'
import { Courier, sign } from './courier.ts'
import type { Faults } from './faults.ts'
import { Queue } from './queue.ts'
import type { Event, EventType } from './records.ts'
import { show } from './show.ts'
import type { Store } from './store.ts'
import { subjectOf } from './subject.ts'
import type { Switches } from './switches.ts'

/** How often and how patiently an event is delivered. */
export type WebhookRetry = {
  /** Deliveries tried in all, the first one included. */
  readonly attempts: number
  readonly firstDelayMs: number
  readonly factor: number
  readonly maxDelayMs: number
  /** An answer later than this counts as none. */
  readonly timeoutMs: number
}

export const defaultRetry: WebhookRetry = {
  attempts: 16,
  firstDelayMs: 1_000,
  factor: 2,
  maxDelayMs: 60 * 60 * 1_000,
  timeoutMs: 10_000,
}

export type ReleaseOrder = 'as-sent' | 'reversed' | { readonly events: readonly string[] }

const DELIVERIES_AT_ONCE_MAX = 64
const DELIVERIES_WAITING_MAX = 100_000

type Delivery = { readonly event: Event; readonly attempt: number }

export type WebhookParts = {
  readonly store: Store
  readonly timeline: Timeline
  readonly faults: Faults
  readonly switches: () => Switches
  readonly secret: string
  /** Types to send; null: all. */
  readonly enabledEvents: readonly EventType[] | null
  readonly retry: WebhookRetry
  readonly log: (message: string, details: Record<string, unknown>) => void
}

/**
 * Delivers events to the shop's address, signed, a few at a time and in no promised order. What is not answered with
 * 2xx is tried again, on the sandbox's clock, until the attempts are used up. The queue is bounded: what does not fit
 * is lost and logged, as everything that was never delivered can be found in the list of events.
 */
export class Webhooks {
  readonly #parts: WebhookParts
  readonly #waiting = new Queue<Delivery>()
  readonly #courier = new Courier(DELIVERIES_AT_ONCE_MAX)
  #held: Event[] = []
  #underWay = 0
  #later = new Set<string>()
  #timers = 0
  #onSettled: (() => void)[] = []
  #epoch = 0

  constructor(parts: WebhookParts) {
    this.#parts = parts
  }

  isAwaited(type: EventType): boolean {
    const { switches, enabledEvents } = this.#parts
    return switches().webhooks.url !== null && (enabledEvents === null || enabledEvents.includes(type))
  }

  announce(event: Event): void {
    if (event.pending === 0) return
    const { faults, switches, store } = this.#parts
    const subject = subjectOf(store, event.about, { eventType: event.type })
    if (faults.dropsWebhook(switches(), subject)) return
    const { hold, copies, delayMs, jitterMs } = switches().webhooks
    if (hold) {
      if (this.#held.length < DELIVERIES_WAITING_MAX) this.#held.push(event)
      return
    }
    for (let copy = 0; copy < copies; copy++) {
      const delay = delayMs + Math.floor(Math.random() * jitterMs)
      if (delay === 0) this.#enqueue({ event, attempt: 1 })
      else this.#sendLater({ event, attempt: 1 }, delay)
    }
  }

  held(): readonly Event[] {
    return this.#held
  }

  /** Delivers what was held, one after the other in the order asked for; gives how many were answered with success. */
  async release(order: ReleaseOrder): Promise<number> {
    const chosen = this.#take(order)
    let delivered = 0
    for (const event of chosen) {
      const arrived = await this.#attempt({ event, attempt: 1 })
      if (arrived) delivered++
    }
    return delivered
  }

  /** When nothing is being delivered, waits to be or is to be tried again. Held events do not count. */
  settled(): Promise<void> {
    if (this.#isIdle()) return Promise.resolve()
    return new Promise((resolve) => this.#onSettled.push(resolve))
  }

  /** Delivers what a provider that was down has kept waiting. */
  resume(): void {
    while (this.#underWay < DELIVERIES_AT_ONCE_MAX && !this.#parts.switches().down) {
      const next = this.#waiting.shift()
      if (next === undefined) break
      void this.#attempt(next).then(() => this.resume())
    }
    if (this.#isIdle()) for (const tell of this.#onSettled.splice(0)) tell()
  }

  reset(): void {
    this.#epoch++
    this.#waiting.clear()
    this.#held = []
    for (const key of this.#later) this.#parts.timeline.cancel(key)
    this.#later.clear()
    this.resume()
  }

  stop(): void {
    this.reset()
    this.#courier.stop()
  }

  #isIdle(): boolean {
    return this.#waiting.length === 0 && this.#underWay === 0 && this.#later.size === 0
  }

  #enqueue(delivery: Delivery): void {
    if (this.#waiting.length >= DELIVERIES_WAITING_MAX) {
      this.#parts.log('webhook lost: too many wait', { event: delivery.event.id, type: delivery.event.type })
      return
    }
    this.#waiting.push(delivery)
    this.resume()
  }

  #sendLater(delivery: Delivery, delayMs: number): void {
    const key = `webhook ${this.#timers++}`
    this.#later.add(key)
    this.#parts.timeline.set(key, this.#parts.timeline.now() + delayMs, () => {
      this.#later.delete(key)
      this.#enqueue(delivery)
    })
  }

  /** One delivery, and its next attempt planned where it failed; true when it arrived. */
  async #attempt(delivery: Delivery): Promise<boolean> {
    const epoch = this.#epoch
    this.#underWay++
    const status = await this.#send(delivery.event)
    this.#underWay--
    if (epoch !== this.#epoch) return false
    if (status >= 200 && status < 300) {
      this.#noteDelivered(delivery.event)
      return true
    }
    this.#tryAgain(delivery, status)
    return false
  }

  #noteDelivered(event: Event): void {
    const latest = this.#parts.store.events.get(event.id)
    if (latest !== undefined && latest.pending > 0) this.#parts.store.put({ ...latest, pending: 0 })
  }

  #tryAgain(delivery: Delivery, status: number): void {
    const { retry, log } = this.#parts
    const { event, attempt } = delivery
    if (attempt >= retry.attempts) {
      log('webhook given up', { event: event.id, type: event.type, attempts: attempt, status })
      return
    }
    const delay = Math.min(retry.firstDelayMs * retry.factor ** (attempt - 1), retry.maxDelayMs)
    this.#sendLater({ event, attempt: attempt + 1 }, delay)
  }

  #send(event: Event): Promise<number> {
    const { retry, secret, switches, timeline } = this.#parts
    const { url } = switches().webhooks
    if (url === null) return Promise.resolve(0)
    const body = JSON.stringify(show({ record: event, within: {} }))
    return this.#courier.post(url, body, sign(body, secret, timeline.outsideSeconds()), retry.timeoutMs)
  }

  #take(order: ReleaseOrder): Event[] {
    const held = this.#held
    if (typeof order === 'string') {
      this.#held = []
      return order === 'reversed' ? held.toReversed() : held
    }
    const chosen = order.events.flatMap((id) => held.find((event) => event.id === id) ?? [])
    this.#held = held.filter((event) => !chosen.includes(event))
    return chosen
  }
}
