import type { PlaceNo } from '@foyer/contract/compiled-manifest'
import type { Database, Queryable } from '../platform/database.ts'
import type { DatabaseClock } from '../platform/database-clock.ts'
import type { Hints } from '../platform/hints.ts'
import type { Log } from '../platform/log.ts'
import type { AvailabilityListener, AvailabilitySnapshot } from './availability.ts'
import type { BlockReason } from './change.ts'
import type { BadField, HoldWish, NotOnSale } from './check-request.ts'
import type { Busy } from './lane-queue.ts'
import type { MakeUp } from './make-up.ts'
import type { Answers, Operation } from './operations.ts'
import type { PulseReading } from './pulse.ts'
import type { FoundHold, SoughtHold } from './queries.ts'
import type { LoadEvent } from './sale-facts.ts'
import type { Serves } from './sale-watch.ts'

export interface InventoryOptions {
  readonly db: Database
  /** A small pool of its own, so that no read ever stands before a batch. */
  readonly laneDb: Database
  /** How nodes tell one another of what they did; through the database unless said. */
  readonly hints?: Hints | undefined
  readonly log: Log
  /** Kept right here; what else of this node goes by the database's time may share it. */
  readonly clock?: DatabaseClock
  readonly loadEvent: LoadEvent
  /** Nobody is let in early unless said. */
  readonly admitEarly?: AdmitEarly
  /** Nobody needs a pass unless said. */
  readonly checkPass?: CheckPass
  /** Whether an event has a waiting room now, which sees to pauses of its own; none has, unless said. */
  readonly hasWaitingRoom?: (eventId: string) => boolean
  /** Nothing limits a network unless said. */
  readonly networks?: NetworkLimits
  /** Hears of each hold that was refused. */
  readonly onRefused?: (eventId: string, reason: string) => void
  readonly holdTtlMs?: number
  /** Whether this node serves those who buy; it does not unless said, and then says nothing of the sale. */
  readonly serves?: () => Serves
  /** What else is made longer with holds, when the sale could not be served, in the same transaction. */
  readonly makeUps?: readonly MakeUp[]
}

interface EventUnknown {
  readonly refused: 'event-unknown'
}
interface BadRequest {
  readonly refused: 'bad-request'
  readonly errors: readonly BadField[]
}

/** Whether a presale code lets an account in before the sale opens, and with how many places at most; null: as the event says. */
export type AdmitEarly = (request: {
  readonly eventId: string
  readonly accountId: string
  readonly code: string
  readonly address?: string | undefined
}) => Promise<{ readonly allowance: number | null } | NotAdmitted>

type NotAdmitted =
  | { readonly refused: 'presale-code-refused' }
  | { readonly refused: 'too-many-requests'; readonly retryAfterMs: number }

/** Whether somebody may hold places in a rush, and how many at most; null: as the event says. Asks no database. */
export type CheckPass = (asked: {
  readonly eventId: string
  readonly accountId: string
  readonly holdId: string
  readonly pass: string | undefined
  readonly now: number
}) => { readonly placesAtMost: number | null } | NoPass

/** What one network may have of an event, and what stands for it. Asks no database. */
export interface NetworkLimits {
  /** Places at most, held and sold, of whatever accounts; null: as many as it likes. */
  readonly placesAtMost: (eventId: string) => number | null
  /** A keyed digest of the network of an address, good for this event alone; undefined where it counts for none. */
  readonly digestOf: (eventId: string, address: string | undefined) => string | undefined
}

interface NoPass {
  readonly refused: 'pass-needed' | 'pass-refused' | 'pass-over'
}

export type HoldOutcome = Answers['hold'] | NotOnSale | NotAdmitted | NoPass | EventUnknown | BadRequest | Busy

export interface HoldRequest {
  readonly eventId: string
  readonly holdId: string
  readonly accountId: string
  readonly wish: HoldWish
  /** Of a presale; of no consequence once the sale is open. */
  readonly code?: string
  /** Of the waiting room; of no consequence where there is none. */
  readonly pass?: string
  /** Where the request comes from; of no consequence where networks are not limited. Kept nowhere. */
  readonly address?: string | undefined
}

/**
 * Who has which place of which event. Life: `openInventory`, `start` (listens and tells the time), `drain` (finishes
 * what waits, refuses what is new), `stop`. Every verb may answer `busy`: nothing was changed, the same request may be
 * repeated. Verbs throw only on surprises; then the outcome is unknown, and the same request may be repeated too.
 */
export interface Inventory {
  /** Makes the places of events holdable, in the caller's transaction. */
  openEvents(tx: Queryable, eventIds: readonly string[]): Promise<void>
  /** All or none of what is asked for. `holdId` is the client's key: repeating gives the same hold. */
  holdPlaces(request: HoldRequest): Promise<HoldOutcome>
  /** `accountId` null: the house does it. */
  releaseHold(request: {
    eventId: string
    holdId: string
    accountId: string | null
  }): Promise<Answers['release'] | Busy>
  /** Once for the buyer; for a payment until `ttlMs` from now, as often as needed, at most an hour after the hold. */
  extendHold(request: {
    eventId: string
    holdId: string
    accountId: string | null
    by: 'buyer' | 'payment'
    ttlMs?: number
  }): Promise<Answers['extend'] | Busy>
  /** Sells the places to an order. `whenOver` says what may be done for a payment that came too late. */
  confirmHold(request: {
    eventId: string
    holdId: string
    orderId: string
    whenOver: Operation<'confirm'>['whenOver']
  }): Promise<Answers['confirm'] | EventUnknown | Busy>
  blockPlaces(request: {
    eventId: string
    places: readonly PlaceNo[]
    reason: BlockReason
    whenTaken: 'refuse' | 'skip'
  }): Promise<Answers['block'] | EventUnknown | BadRequest | Busy>
  unblockPlaces(request: {
    eventId: string
    places: readonly PlaceNo[]
  }): Promise<Answers['unblock'] | EventUnknown | BadRequest | Busy>
  /** Sold places of an order become available again. */
  returnPlaces(request: {
    eventId: string
    holdId: string
    orderId: string
    places: readonly PlaceNo[]
  }): Promise<Answers['giveBack'] | Busy>
  /** Of this event and this account, where they are said. */
  findHold(sought: SoughtHold): Promise<FoundHold | undefined>
  availability(eventId: string): Promise<AvailabilitySnapshot | undefined>
  /** Hears every change after the snapshot. @returns the snapshot and how to stop; undefined for an unknown event. */
  watch(
    eventId: string,
    listener: AvailabilityListener,
  ): Promise<{ readonly snapshot: AvailabilitySnapshot; stop(): void } | undefined>
  /** How the sale goes on, second by second, as this node sees it; undefined for an event that it does not work on. */
  pulse(eventId: string): PulseReading | undefined
  /** The time that holds go by: the database's as this node knows it, never ahead of it; epoch milliseconds. */
  now(): number
  /**
   * By how much it is behind the database's time, in milliseconds: 0 unless the sale cannot be served, and not all of that
   * is made up for. Ask before reading what is judged by it.
   */
  behindMs(): number
  /** The same, for whoever decides by it: a process that was halted looks again first, for two seconds at most. */
  askBehindMs(): Promise<number>
  /** Whether this node cannot write to the database, and so sells nothing. */
  isCutOff(): boolean
  start(): Promise<void>
  startSweeper(): { stop(): Promise<void> }
  drain(): Promise<void>
  stop(): Promise<void>
  stats(): InventoryStats
}

export interface InventoryStats {
  readonly events: number
  readonly waiting: number
  /** Holds that this node has refused since its start, by reason. */
  readonly refusals: Readonly<Record<string, number>>
}
