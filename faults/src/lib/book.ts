import { setTimeout as wait } from 'node:timers/promises'
import type { Hold } from '@foyer/contract/inventory'
import type { Order } from '@foyer/contract/orders'
import type { Ticket } from '@foyer/contract/tickets'

const SERVED_WITHIN_MS = 120_000
const LOOK_MS = 10

/** All that was answered about one request for places; what is absent was not asked or not answered. */
export interface Entry {
  readonly holdId: string
  readonly accountId: string
  /** Code of the problem that the request was refused with. */
  refused?: string
  /** A try before the refusal had no answer: a server that comes to itself may do it yet. */
  mayComeLater?: true
  /** The hold as it was last shown. */
  held?: Hold
  released?: true
  /** The order as it was last shown; once confirmed, as that. */
  order?: Order
  /** The payment provider took the card. */
  paid?: true
  /** The order was given up. */
  cancelled?: true
  tickets?: readonly Ticket[]
}

/** What buyers were answered: kept apart from the server, to be held against it afterwards. */
export class Book {
  readonly #entries = new Map<string, Entry>()
  readonly #doubts = new Map<string, number>()
  #served: { readonly sentAt: number; readonly answeredAt: number }[] = []

  open(holdId: string, accountId: string): Entry {
    const entry: Entry = { holdId, accountId }
    this.#entries.set(holdId, entry)
    return entry
  }

  entry(holdId: string): Entry | undefined {
    return this.#entries.get(holdId)
  }

  entries(): readonly Entry[] {
    return [...this.#entries.values()]
  }

  /** Notes that places were held by a try sent at this moment, answered now. */
  noteServed(sentAt: number): void {
    this.#served.push({ sentAt, answeredAt: performance.now() })
  }

  /** When a hold was first answered that was asked for after a moment; undefined while there is none. */
  servedAfter(moment: number): number | undefined {
    this.#served = this.#served.filter(({ sentAt }) => sentAt >= moment)
    return this.#served[0]?.answeredAt
  }

  /** Waits until a hold was answered that was asked for after a moment. @throws Error when none is within two minutes. */
  async untilServedAfter(moment: number): Promise<void> {
    const givenUp = performance.now() + SERVED_WITHIN_MS
    while (this.servedAfter(moment) === undefined) {
      if (performance.now() > givenUp) throw new Error(`nothing was served for ${SERVED_WITHIN_MS} ms`)
      await wait(LOOK_MS)
    }
  }

  noteDoubts(doubts: readonly string[]): void {
    for (const doubt of doubts) this.#doubts.set(doubt, (this.#doubts.get(doubt) ?? 0) + 1)
  }

  /** How often an outcome was unknown, by how that showed. */
  doubts(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#doubts)
  }

  /** The book in figures. */
  summary(): Readonly<Record<string, number>> {
    const entries = this.entries()
    const count = (fits: (entry: Entry) => unknown) => entries.filter(fits).length
    return {
      held: count(({ held }) => held),
      refused: count(({ refused }) => refused),
      released: count(({ released }) => released),
      ordered: count(({ order }) => order),
      paid: count(({ paid }) => paid),
      cancelled: count(({ cancelled }) => cancelled),
      confirmed: count(({ tickets }) => tickets),
    }
  }
}

/** Places that a buyer has according to what was answered; none for a hold that was given back. */
export function placesOf({ held, released, cancelled }: Entry): readonly number[] {
  if (held === undefined || released || cancelled) return []
  return held.places.map(({ place }) => place)
}
