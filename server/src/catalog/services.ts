import type { Database, Queryable } from '../platform/database.ts'
import type { OpenInventory } from './add-events.ts'
import type { ReadyReads } from './ready-reads.ts'
import type { Cursors } from './search/cursor.ts'
import type { TakeOffSale } from './tickets/remove-tickets.ts'

/** What the catalogue needs of others, passed in so that it imports none of them. */
export interface CatalogNeighbours {
  readonly openInventory: OpenInventory
  readonly takeOffSale: TakeOffSale
  /** How many places of these events somebody has, or are blocked; absent: none. About right is good enough. */
  readonly countTaken: (eventIds: readonly string[]) => Promise<ReadonlyMap<string, number>>
  /** Who sells, as buyers know them. */
  readonly organiserName: (sql: Queryable, organiserId: string) => Promise<string>
}

/** What the routes work with. */
export interface CatalogServices extends CatalogNeighbours {
  readonly db: Database
  readonly ready: ReadyReads
  readonly cursors: Cursors
}
