import type { Manifest } from '@foyer/contract'
import type { PostgresError } from 'postgres'
import type { Database, Tx } from '../../platform/database.ts'
import { postgres } from '../../platform/driver.ts'
import type { SuspectedPair } from '../duplicates.ts'
import { prepareManifest, type PreparedManifest } from '../manifests.ts'
import type { OwnedTable } from '../queries/rows.ts'
import { rememberedLately } from './bounded-map.ts'
import { checkRecord } from './check-record.ts'
import { refusal, type Refusal } from './reading.ts'
import { RecordBatch, type WrittenPart } from './record-batch.ts'
import type { ImportRecord } from './record.ts'
import { Suspects } from './suspects.ts'
import type { WriteOptions } from './write-options.ts'
import { writeRecords } from './write-records.ts'

export interface LoadOptions extends Omit<WriteOptions, 'prepared'> {
  /** Do everything, and undo it. */
  readonly dryRun: boolean
  readonly onProgress: (done: number, total: number) => void
}

export interface Counts {
  created: number
  updated: number
  unchanged: number
}

export interface Loaded {
  readonly counts: Readonly<Partial<Record<OwnedTable, Counts>>>
  readonly refused: readonly Refusal[]
  /** What was added and looks like what is there already. */
  readonly duplicates: readonly SuspectedPair[]
  readonly remarks: readonly string[]
}

/** Records in one transaction at most. */
export const BATCH_MAX = 200

/** Runs work in a transaction of its own, which is rolled back when it throws. */
type InTransaction = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>

/**
 * Loads records in batches, each in one transaction. A batch with refused records is rolled back and written again
 * without them; one that the database refuses is halved until the culprit is found. So a record is written whole or not
 * at all, and never stops the others.
 */
export async function loadRecords(
  db: Database,
  records: readonly ImportRecord[],
  options: LoadOptions,
): Promise<Loaded> {
  const { onProgress } = options
  const suspects = new Suspects(options.feed.organiserId)
  return loading(db, options, async (load) => {
    const refused: Refusal[] = []
    for (let from = 0; from < records.length; from += BATCH_MAX) {
      const batch = records.slice(from, from + BATCH_MAX)
      const taken = await load.take(batch)
      refused.push(...taken.refused)
      await suspects.look(load, taken.written)
      onProgress(from + batch.length, records.length)
    }
    return { counts: load.counts(), refused, duplicates: suspects.pairs, remarks: suspects.remarks() }
  })
}

/** Lends a load for as long as records come; of a dry run all is undone at the end. */
export async function loading<T>(
  db: Database,
  options: Omit<LoadOptions, 'onProgress'>,
  work: (load: Load) => Promise<T>,
): Promise<T> {
  if (!options.dryRun) return work(new Load((step) => db.transaction(step), options))
  return rolledBack(db, (inTransaction) => work(new Load(inTransaction, options)))
}

/** What became of some records. */
export interface TakenRecords {
  readonly refused: readonly Refusal[]
  readonly written: readonly WrittenPart[]
}

/** Takes records batch by batch, and counts what became of them. */
export class Load {
  /** In the transaction of the dry run, where it is one. */
  readonly inTransaction: InTransaction
  readonly #options: Omit<LoadOptions, 'onProgress'>
  readonly #counts = new Map<OwnedTable, Counts>()
  /** Parts that were counted; those of long ago are forgotten, and may be counted as unchanged once more. */
  readonly #counted = rememberedLately<WrittenPart>()
  #prepared = new Map<Manifest, PreparedManifest>()
  #refused: Refusal[] = []
  #written: WrittenPart[] = []

  constructor(inTransaction: InTransaction, options: Omit<LoadOptions, 'onProgress'>) {
    this.inTransaction = inTransaction
    this.#options = options
  }

  /** Takes some records, each whole or not at all. */
  async take(batch: readonly ImportRecord[]): Promise<TakenRecords> {
    this.#refused = []
    this.#written = []
    await this.#load(batch.filter((record) => this.#prepare(record)))
    this.#prepared = new Map()
    return { refused: this.#refused, written: this.#written }
  }

  /** Checks a record and lays out its manifest, before any transaction. False, and refused, when something is wrong. */
  #prepare(record: ImportRecord): boolean {
    const faults = checkRecord(record)
    const manifest = record.plan?.manifest ?? record.listed?.tickets?.manifest
    if (manifest && !this.#prepared.has(manifest)) {
      const prepared = prepareManifest(manifest)
      if ('hash' in prepared) this.#prepared.set(manifest, prepared)
      else faults.push(...prepared.faults.map(({ field, expected }) => refusal(record.at, field, expected)))
    }
    this.#refused.push(...faults)
    return faults.length === 0
  }

  async #load(records: readonly ImportRecord[]): Promise<void> {
    if (records.length === 0) return
    const outcome = await this.#attempt(records)
    if (outcome instanceof RecordBatch && outcome.refused.size === 0) {
      this.#count(outcome)
    } else if (outcome instanceof RecordBatch) {
      this.#refused.push(...[...outcome.refused.values()].flat())
      await this.#load(records.filter((record) => !outcome.refused.has(record)))
    } else if (records.length > 1) {
      const half = Math.ceil(records.length / 2)
      await this.#load(records.slice(0, half))
      await this.#load(records.slice(half))
    } else
      for (const { at } of records) this.#refused.push(refusal(at, '', `the database refused it: ${outcome.message}`))
  }

  async #attempt(records: readonly ImportRecord[]): Promise<RecordBatch | PostgresError> {
    try {
      let batch: RecordBatch | undefined
      await this.inTransaction(async (tx) => {
        batch = await writeRecords(tx, records, { ...this.#options, prepared: this.#prepared })
        if (batch.refused.size > 0) throw new Refused(batch)
      })
      return batch ?? new RecordBatch([])
    } catch (error) {
      if (error instanceof Refused) return error.batch
      if (error instanceof postgres.PostgresError && REFUSED_BY_DATABASE.test(error.code)) return error
      throw error
    }
  }

  #count(batch: RecordBatch): void {
    this.#written.push(...batch.written)
    for (const part of batch.written) {
      const key = `${part.table} ${part.sourceId}`
      // What several batches carry was written by the first of them.
      if (this.#counted.has(key)) continue
      this.#counted.set(key, part)
      const counts = this.#counts.get(part.table) ?? { created: 0, updated: 0, unchanged: 0 }
      this.#counts.set(part.table, counts)
      counts[COUNTED_AS[part.outcome]]++
    }
  }

  counts(): Loaded['counts'] {
    return Object.fromEntries(this.#counts)
  }
}

const COUNTED_AS = { added: 'created', changed: 'updated', same: 'unchanged' } as const

/** Data exceptions and broken constraints: the fault of a record. Anything else is a fault of the system. */
const REFUSED_BY_DATABASE = /^(?:22|23)/

/** Carries a batch with refusals out of the transaction that is to be rolled back. */
class Refused extends Error {
  readonly batch: RecordBatch
  constructor(batch: RecordBatch) {
    super('rolled back: some records were refused')
    this.batch = batch
  }
}

/** Ends the transaction of a dry run. */
class Undone extends Error {}

/** Runs work whose transactions are savepoints of one transaction that is rolled back at the end. */
async function rolledBack<T>(db: Database, work: (inTransaction: InTransaction) => Promise<T>): Promise<T> {
  let done: { readonly result: T } | undefined
  try {
    await db.transaction(async (tx) => {
      const inSavepoint: InTransaction = async <S>(step: (inner: Tx) => Promise<S>) =>
        // The driver's own type unwraps arrays of promises in the result, which no step here returns.
        (await tx.savepoint((inner) => step(Object.assign(inner, { afterCommit: () => undefined })))) as S
      const result = await work(inSavepoint)
      done = { result }
      throw new Undone('rolled back: a dry run')
    })
  } catch (error) {
    if (!(error instanceof Undone)) throw error
  }
  if (done === undefined) throw new Error('a dry run was neither done nor undone')
  return done.result
}
