import type { Manifest } from '@foyer/contract'
import type { OpenInventory } from '../add-events.ts'
import type { Feed } from '../feed.ts'
import type { PreparedManifest } from '../manifests.ts'

export interface WriteOptions {
  readonly feed: Feed
  /** Dates move by so many days. */
  readonly shiftDays: number
  readonly openInventory: OpenInventory
  /** Every manifest of these records, laid out beforehand. */
  readonly prepared: ReadonlyMap<Manifest, PreparedManifest>
}

/** What is said of a record that names what is not there. */
export const NOT_THERE = 'nothing of this name was imported from this source: it was refused, or its file comes first'

/** A part as a list of at most one. */
export const one = <T>(part: T | undefined): readonly T[] => (part === undefined ? [] : [part])
