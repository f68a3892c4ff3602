import type { PlaceNo } from '@foyer/contract'
import type { Database, Queryable, Tx } from '../platform/database.ts'
import type { Actor } from '../platform/http/route.ts'
import type { Reader } from '../platform/read-replica.ts'
import type { OpenInventory } from './add-events.ts'
import type { PresaleDigest } from './presales.ts'
import type { ReadyReads } from './ready-reads.ts'
import type { Cursors } from './search/cursor.ts'
import type { SearchEngine } from './search/search-engine.ts'
import type { TakeOffSale } from './tickets/remove-tickets.ts'

/** What the catalogue needs of others, passed in so that it imports none of them. */
export interface CatalogNeighbours {
  readonly openInventory: OpenInventory
  readonly takeOffSale: TakeOffSale
  /** How many places of these events somebody has, or are blocked; absent: none. About right is good enough. */
  readonly countTaken: (eventIds: readonly string[]) => Promise<ReadonlyMap<string, number>>
  /** How many places of these events are sold; absent: none. */
  readonly countSold: (eventIds: readonly string[]) => Promise<ReadonlyMap<string, number>>
  /** Which of these events have a waiting room before their sale, and whether it is over. */
  readonly waitingRoomsOf: (
    eventIds: readonly string[],
  ) => Promise<ReadonlyMap<string, { readonly lobbyOpensAt: Date; readonly ended: boolean }>>
  /** How many places of an event somebody holds or has bought; what is blocked does not count. Exact. */
  readonly countWithBuyers: (tx: Queryable, eventId: string) => Promise<number>
  /** Removes what others keep of a draft that was never published, and is being deleted. Throws where it has buyers after all. */
  readonly forgetDraft: (tx: Tx, eventId: string) => Promise<void>
  readonly blockPlaces: BlockPlaces
  readonly unblockPlaces: (eventId: string, places: readonly PlaceNo[]) => Promise<Unblocked>
  readonly blockedPlaces: (sql: Queryable, eventId: string) => Promise<readonly BlockedPlace[]>
  /** Who sells, as buyers know them. */
  readonly organiserName: (sql: Queryable, organiserId: string) => Promise<string>
  /** The queue in front of an event's sale, as long as nobody holds places without a pass; answers from memory. */
  readonly waitingRoomOf: (eventId: string) => WaitingRoom | undefined
}

/** When one enters to be drawn. */
export interface WaitingRoom {
  readonly lobbyOpensAt: Date
  readonly lobbyClosesAt: Date
}

/** Keeps places off sale, all or none. */
export type BlockPlaces = (
  eventId: string,
  places: readonly PlaceNo[],
  reason: BlockedPlace['reason'],
) => Promise<{ readonly blocked: number } | NotBlocked>

export type Unblocked = { readonly unblocked: number } | Busy

export type NotBlocked = { readonly refused: 'places-taken'; readonly places: readonly PlaceNo[] } | Busy

export interface Busy {
  readonly refused: 'busy'
  readonly retryAfterMs: number
}

export interface BlockedPlace {
  readonly place: PlaceNo
  readonly reason: 'house' | 'kill'
}

/** What the routes work with. */
export interface CatalogServices extends CatalogNeighbours {
  readonly db: Database
  readonly ready: ReadyReads
  /** Where what everybody may see is read. */
  readonly reader: Reader
  /** Answers searches beside the database, where there is one. */
  readonly searchEngine?: SearchEngine | undefined
  readonly cursors: Cursors
  readonly presaleDigest: PresaleDigest
  /** Where people reach Foyer; no slash at the end. */
  readonly publicUrl: string
}

/**
 * Reads for whoever asks: what anybody may see at a replica, where there is a good one; for somebody who is signed in, and
 * may have written it a moment ago, never there.
 */
export const readFor = <T>(
  services: CatalogServices,
  actor: Actor | undefined,
  work: (at: CatalogServices) => Promise<T>,
): Promise<T> =>
  actor === undefined
    ? services.reader.read((sql) => work({ ...services, db: { ...services.db, sql } }))
    : work(services)
