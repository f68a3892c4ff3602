import type { SaleManifest } from '@foyer/contract/sale-log.manifest'
import type { Queryable } from '../platform/database.ts'

/** A published event, and a text that is another one as soon as something may have changed that its manifest tells. */
export interface PublishedSale {
  readonly eventId: string
  readonly source: string
}

/** What the log must be told by others: what is sold, and that something happened. */
export interface SaleSource {
  /** What is sold of an event as it stands; undefined while the event is not before the public. */
  describe(sql: Queryable, eventId: string): Promise<{ manifest: SaleManifest; source: string } | undefined>
  /** Events before the public, by their ids, after the one given. */
  page(sql: Queryable, after: string | null, limit: number): Promise<readonly PublishedSale[]>
  /** Hears of events of which something may have changed; may be told too often, and may miss some. */
  listen(onChange: (eventIds: readonly string[]) => void): Promise<() => Promise<void>>
}
