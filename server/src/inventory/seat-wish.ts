import type { PlaceNo } from '@foyer/contract/compiled-manifest'
import type { Fit } from './hold.ts'

/** Which seats are meant: categories and, where asked for, one section. */
export interface SeatFilter {
  /** Indexes of categories, ascending; null: all. */
  readonly categories: readonly number[] | null
  /** Index of a section; null: all. */
  readonly section: number | null
}

/** A party that wants seats without choosing them. */
export interface BestAvailable extends SeatFilter {
  readonly quantity: number
  /** How many of the quantity are accessible places; the others sit beside, on companions' seats where there are any. */
  readonly accessible: number
  /** Whether the party may be split when no seats together are left. */
  readonly relax: boolean
}

export type BestAvailableOutcome =
  | { readonly found: readonly PlaceNo[]; readonly fit: Fit }
  | { readonly refused: 'not-enough-available'; readonly available: number }
  | { readonly refused: 'not-together' }

/** The seats of a window. */
export const seatsFrom = (first: PlaceNo, quantity: number): PlaceNo[] =>
  Array.from({ length: quantity }, (_, index) => first + index)
