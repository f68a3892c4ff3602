import type { Client } from '@foyer/contract/client'
import { inventoryRoutes, type HoldInput } from '@foyer/contract/inventory'
import { orderRoutes } from '@foyer/contract/orders'
import { ticketRoutes } from '@foyer/contract/tickets'
import { newId } from '@foyer/server/platform/ids'
import { payInSandbox } from '../../../tools/demo/pay-in-sandbox.ts'
import { placesOf, type Book, type Entry } from './book.ts'
import { insist, type Answered } from './insist.ts'

/** What a hold may be refused with when many want the same seats. */
const FAIR_REFUSALS: readonly string[] = ['places-taken', 'not-together', 'not-enough-available']

export interface PurchaseOptions {
  readonly client: Client
  readonly accountId: string
  readonly book: Book
  readonly eventId: string
  readonly wish: HoldInput
  /** Of a pass, in a rush; a new one unless said. */
  readonly holdId?: string
  /** How long to insist on each answer; 0: one try. */
  readonly patienceMs?: number
}

/**
 * One request for places and all that a buyer does about it. Insists on an answer to each step, with the same key until
 * it comes, and writes it into the book. Throws NoAnswer, and at an answer that does not fit those before.
 */
export class Purchase {
  readonly entry: Entry
  readonly #client: Client
  readonly #book: Book
  readonly #eventId: string
  readonly #wish: HoldInput
  readonly #patienceMs: number | undefined
  readonly #orderKey = newId()

  constructor(options: PurchaseOptions) {
    this.#client = options.client
    this.#book = options.book
    this.#eventId = options.eventId
    this.#wish = options.wish
    this.#patienceMs = options.patienceMs
    this.entry = options.book.open(options.holdId ?? newId(), options.accountId)
  }

  /** @returns false when others were quicker. */
  async hold(): Promise<boolean> {
    const asked = await this.#insist(() => this.#sendHold())
    if ('refused' in asked) {
      this.entry.refused = asked.refused.problem.code
      if (asked.doubts.includes('silent')) this.entry.mayComeLater = true
      if (!FAIR_REFUSALS.includes(this.entry.refused)) throw asked.refused
      return false
    }
    this.#book.noteServed(asked.sentAt)
    this.entry.held = asked.given
    if ('places' in this.#wish) same('the places held', placesOf(this.entry), this.#wish.places)
    return true
  }

  /** The same request once more: the same hold. */
  async askAgain(): Promise<void> {
    const again = await this.#must(() => this.#sendHold())
    same('the hold asked for again', numbers(again.places), placesOf(this.entry))
  }

  async extend(): Promise<void> {
    const extend = { params: this.#params, body: { extend: true } } as const
    const asked = await this.#insist(() => this.#client.call(inventoryRoutes.extend, extend))
    if ('given' in asked) this.entry.held = asked.given
    // Done by a try whose answer was lost: then the hold shows it.
    else if (asked.refused.problem.code === 'already-extended' && asked.doubts.length > 0)
      this.entry.held = await this.#must(() => this.#client.call(inventoryRoutes.find, { params: this.#params }))
    else throw asked.refused
    same('whether it is extended', this.entry.held?.extended, true)
  }

  async release(): Promise<void> {
    await this.#must(() => this.#client.call(inventoryRoutes.release, { params: this.#params }))
    this.entry.released = true
  }

  /** Orders what is held; done again, it must give the same order. */
  async order(): Promise<void> {
    const request = { body: this.#params, key: this.#orderKey }
    const order = await this.#must(() => this.#client.call(orderRoutes.create, request))
    same('the places ordered', numbers(order.lines), placesOf(this.entry))
    if (this.entry.order !== undefined) same('the order made again', order.id, this.entry.order.id)
    this.entry.order = order
  }

  async pay(): Promise<void> {
    await payInSandbox(this.entry.order?.payment?.url ?? '')
    this.entry.paid = true
  }

  async cancel(): Promise<void> {
    this.entry.order = await this.#must(() => this.#client.call(orderRoutes.cancel, { params: this.#orderParams }))
    this.entry.cancelled = true
  }

  /** Looks how the order stands; at its tickets, once it is confirmed. @returns whether it is. */
  async look(): Promise<boolean> {
    const order = await this.#must(() => this.#client.call(orderRoutes.get, { params: this.#orderParams }))
    this.entry.order = order
    if (order.state !== 'confirmed') return false
    const query = { order: order.id }
    const { items } = await this.#must(() => this.#client.call(ticketRoutes.list, { query }))
    same('the places on the tickets', numbers(items), numbers(order.lines))
    this.entry.tickets = items
    return true
  }

  get #params() {
    return { holdId: this.entry.holdId }
  }

  get #orderParams() {
    if (this.entry.order === undefined) throw new Error(`hold ${this.entry.holdId} is not ordered`)
    return { orderId: this.entry.order.id }
  }

  #sendHold() {
    const request = { params: { eventId: this.#eventId }, body: this.#wish, key: this.entry.holdId }
    return this.#client.call(inventoryRoutes.hold, request)
  }

  async #insist<T>(send: () => Promise<T>): Promise<Answered<T>> {
    const answered = await insist(send, this.#patienceMs)
    this.#book.noteDoubts(answered.doubts)
    return answered
  }

  /** For what was promised before: a refusal breaks the promise. */
  async #must<T>(send: () => Promise<T>): Promise<T> {
    const answered = await this.#insist(send)
    if ('refused' in answered)
      throw new Error(`hold ${this.entry.holdId} after ${answered.doubts.join() || 'no doubt'}`, {
        cause: answered.refused,
      })
    return answered.given
  }
}

const numbers = (places: readonly { readonly place: number }[]): number[] =>
  places.map(({ place }) => place).sort((a, b) => a - b)

function same(what: string, is: unknown, expected: unknown): void {
  if (JSON.stringify(is) !== JSON.stringify(expected))
    throw new Error(`${what}: ${JSON.stringify(is)}, expected ${JSON.stringify(expected)}`)
}
