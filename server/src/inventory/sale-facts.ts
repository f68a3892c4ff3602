import type { CompiledManifest } from '@foyer/contract/compiled-manifest'

/** What the inventory must know of an event; the catalogue tells. Times in epoch milliseconds. */
export interface SaleFacts {
  readonly manifest: CompiledManifest
  readonly onSaleFrom: number
  readonly onSaleUntil: number
  readonly cancelled: boolean
  /**
   * Not before the public: nothing of it can be held or seen. What was held before it was taken back, or in that very moment,
   * is still paid for, given back and counted.
   */
  readonly draft: boolean
  /** Places at most per account, held and sold, across its orders; 10 unless the event says otherwise. */
  readonly limitPerAccount: number
  /** Indexes of the manifest's categories that are sold at a price level; undefined for one of another event. */
  readonly categoriesOf: (priceLevelId: string) => readonly number[] | undefined
}

/** Undefined for an event that does not exist or has no places. May keep what it read for a second or so. */
export type LoadEvent = (eventId: string) => Promise<SaleFacts | undefined>

/** Whoever makes an event holds to this, so that nobody can be asked for more than an answer can carry. */
export const LIMIT_PER_ACCOUNT_MAX = 100
