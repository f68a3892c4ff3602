import type { PlaceNo } from '@foyer/contract'
import type { Tx } from '../platform/database.ts'
import type { Busy } from '../inventory/index.ts'
import type { TicketsToIssue, TicketsToRevoke } from '../tickets/index.ts'

/** What orders need of the inventory. Every verb that changes something is idempotent and commits by itself. */
export interface OrderInventory {
  /** The hold of an account; undefined when there is none. */
  findHold(holdId: string, accountId: string): Promise<HoldFact | undefined>
  /** Makes a live hold last at least this long from now; undefined when it is over. */
  extendForPayment(hold: HoldKey, ttlMs: number): Promise<HoldFact | Busy | undefined>
  /** Sells the places of the hold to the order; when the hold is over, the same places or their equals if free. */
  sellPlaces(hold: HoldKey, orderId: string): Promise<{ readonly sold: readonly PlaceNo[] } | 'gone'>
  /** Whatever the order keeps from others, held or sold, is available again. */
  freePlaces(hold: HoldKey, orderId: string): Promise<void>
  /** The places that the order keeps from others, should it have any. */
  soldTo(hold: HoldKey, orderId: string): Promise<{ readonly sold: readonly PlaceNo[] } | 'freed'>
  /** Some of the places that were sold to the order are available again. */
  returnPlaces(hold: HoldKey, orderId: string, places: readonly PlaceNo[]): Promise<void>
}

export interface HoldKey {
  readonly eventId: string
  readonly holdId: string
}

export interface HoldFact extends HoldKey {
  readonly accountId: string
  /** Ascending. */
  readonly places: readonly PlaceNo[]
  readonly expiresAt: Date
  /** Held, and not over by the database's clock. */
  readonly live: boolean
}

/** What orders need of the catalogue. */
export interface OrderCatalog {
  /** Where places are and what they cost now, in the order asked for. */
  describePlaces(eventId: string, places: readonly PlaceNo[]): Promise<readonly PlaceDescription[]>
  /** How the event is called on a bill: its title and its day. */
  nameEvent(eventId: string): Promise<string>
  /** Whether this account sells the event. */
  sells(accountId: string, eventId: string): Promise<boolean>
}

export interface PlaceDescription {
  readonly place: PlaceNo
  readonly section: string
  /** Null in a general-admission area. */
  readonly row: string | null
  readonly seat: string | null
  readonly priceLevelId: string
  readonly priceLevel: string
  readonly faceMinor: number
  readonly feesMinor: number
  readonly currency: string
}

/** What orders need of tickets: both run in the transaction that makes them due, and may be repeated. */
export interface OrderTickets {
  /** Of any number of orders. */
  issueTickets(tx: Tx, ...orders: readonly TicketsToIssue[]): Promise<unknown>
  revokeTickets(tx: Tx, tickets: TicketsToRevoke): Promise<unknown>
}
