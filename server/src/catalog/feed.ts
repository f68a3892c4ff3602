import { createHash } from 'node:crypto'
import { canonicalJson } from '@foyer/contract'

/** Where records come from, and whose they become. */
export interface Feed {
  readonly organiserId: string
  /** Name of the source, e.g. `worldcup2026`; ids are unique within it. */
  readonly source: string
}

/** A record of a feed: what it says, under its id there. */
export type Sourced<T> = T & { readonly sourceId: string }

/** Something wrong with what was written: where, and what was expected there. */
export interface Fault {
  readonly field: string
  readonly expected: string
  /** Places that it is about. */
  readonly places?: readonly number[]
}

/** A record that was taken: `same` when nothing in it has changed since it was last taken. */
export interface Upserted {
  readonly sourceId: string
  readonly id: string
  readonly outcome: 'added' | 'changed' | 'same'
}

/** What became of a record of a feed. Of a refused one nothing was written. */
export type Taken = Upserted | { readonly sourceId: string; readonly outcome: 'refused'; readonly faults: Fault[] }

/** What became of something written by hand. */
export type Written = { readonly id: string } | { readonly faults: readonly Fault[] }

/** Records at most in one call of an upsert. */
export const FEED_BATCH_MAX = 1_000

/** SHA-256 of all that a record says, whatever the order in which it says it. */
export const digestOf = (record: object): Buffer =>
  createHash('sha256')
    .update(canonicalJson(JSON.parse(JSON.stringify(record))))
    .digest()

/**
 * Refuses batches that cannot be taken as one statement.
 * @throws RangeError when there are too many records, or one id twice.
 */
export function requireBatch(records: readonly { sourceId: string }[]): void {
  if (records.length > FEED_BATCH_MAX) throw new RangeError(`${records.length} records, ${FEED_BATCH_MAX} at most`)
  if (new Set(records.map((record) => record.sourceId)).size < records.length)
    throw new RangeError('a source id stands twice in one batch')
}

/** Takes the records that have no faults, and puts the outcomes of all in the order of the records. */
export async function takeFaultless<T extends { sourceId: string }>(
  records: readonly T[],
  faultsOf: (record: T) => readonly Fault[],
  take: (faultless: readonly T[]) => Promise<Upserted[]>,
): Promise<Taken[]> {
  requireBatch(records)
  const faults = new Map(records.map((record) => [record.sourceId, faultsOf(record)]))
  const taken = await take(records.filter((record) => faults.get(record.sourceId)?.length === 0))
  const outcomes = new Map(taken.map((outcome) => [outcome.sourceId, outcome]))
  return records.map(
    ({ sourceId }) =>
      outcomes.get(sourceId) ?? { sourceId, outcome: 'refused', faults: [...(faults.get(sourceId) ?? [])] },
  )
}
