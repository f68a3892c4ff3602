import type { Queryable } from '../platform/database.ts'

/** What the queue must know of an event; the catalogue tells. */
export interface QueueEvent {
  readonly organiserId: string
  /** Of a draft nothing is shown. */
  readonly isPublic: boolean
  /** Of one that is postponed nothing is sold until it has another date; of one that is cancelled never again. */
  readonly standing: 'goes-on' | 'postponed' | 'cancelled'
  readonly onSaleAt: Date | null
  readonly offSaleAt: Date
  /** Places at most for one person. */
  readonly allowance: number
}

/** A moment of the sale that the catalogue knows. */
export interface PresaleHours {
  readonly name: string
  readonly startsAt: Date
  readonly endsAt: Date
}

/** How many places are in which state; the inventory tells, from memory. */
export interface Stock {
  readonly all: number
  readonly left: number
  readonly held: number
  readonly sold: number
  readonly blocked: number
  readonly byPriceLevel: readonly StockOfLevel[]
}

export interface StockOfLevel {
  readonly priceLevelId: string
  readonly name: string
  readonly left: number
  readonly held: number
  readonly sold: number
}

/** What became of a hold that a pass let be made. */
export type HoldFate = 'never-made' | 'held' | 'given-back' | 'unpaid' | 'sold'

/** Of the holds asked about. */
export interface HoldCounts {
  /** How many keep places now. */
  readonly holding: number
  readonly heldLastMinute: number
  /** On average; 0 while there are none. */
  readonly placesPerHold: number
}

/** Of the orders of the holds asked about. */
export interface OrderCounts {
  readonly paying: number
  /** Places of orders that were confirmed in the last minute. */
  readonly soldLastMinute: number
}

/** How a sale goes on as this node sees it, by the second; the inventory tells. */
export interface SalePulse {
  readonly since: number
  readonly held: readonly number[]
  readonly sold: readonly number[]
  readonly refused: readonly number[]
  readonly refusals: readonly { readonly reason: string; readonly count: number }[]
  readonly latency: { readonly answered: number; readonly p50: number; readonly p99: number } | undefined
  /** Holds that keep their places now. */
  readonly holding: number
  /** Accounts that pause now, since they left holds unpaid; of an event without a waiting room. */
  readonly paused: number
  /** Networks that have as many places as one may; null where they are not limited. */
  readonly fullNetworks: number | null
}

/** What the queue needs of others, passed in so that it imports none of them. */
export interface QueueNeighbours {
  readonly eventOf: (eventId: string) => Promise<QueueEvent | undefined>
  readonly presalesOf: (sql: Queryable, eventId: string) => Promise<readonly PresaleHours[]>
  readonly stockOf: (eventId: string) => Promise<Stock | undefined>
  readonly pulseOf: (eventId: string) => SalePulse | undefined
  readonly fateOfHold: (sql: Queryable, eventId: string, holdId: string) => Promise<HoldFate>
  readonly countHolds: (sql: Queryable, eventId: string, holdIds: readonly string[]) => Promise<HoldCounts>
  /**
   * By how much the time that holds and visits go by is behind the database's, in milliseconds: 0 unless nobody can buy.
   * Ask before reading what is judged by it.
   */
  readonly behindMs: () => Promise<number>
  readonly countOrders: (sql: Queryable, eventId: string, holdIds: readonly string[]) => Promise<OrderCounts>
}
