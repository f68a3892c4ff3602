import type { Manifest } from '@foyer/contract'
import type { PostgresError } from 'postgres'
import type { Database, Tx } from '../../platform/database.ts'
import { postgres } from '../../platform/driver.ts'
import { prepareManifest, type PreparedManifest } from '../manifests.ts'
import type { OwnedTable } from '../queries/rows.ts'
import { checkRecord } from './check-record.ts'
import { refusal, type Refusal } from './reading.ts'
import { RecordBatch } from './record-batch.ts'
import type { ImportRecord } from './record.ts'
import { writeRecords, type WriteOptions } from './write-records.ts'

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
}

/** Records in one transaction at most. */
const BATCH_MAX = 200

/** Runs work in a transaction of its own, which is rolled back when it throws. */
type InTransaction = (work: (tx: Tx) => Promise<void>) => Promise<void>

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
  const load = new Load(records, options)
  if (!options.dryRun) await load.run((work) => db.transaction(work))
  else await rolledBack(db, (inTransaction) => load.run(inTransaction))
  return { counts: load.counts(), refused: load.refused }
}

class Load {
  readonly refused: Refusal[] = []
  readonly #records: readonly ImportRecord[]
  readonly #options: LoadOptions
  readonly #outcomes = new Map<OwnedTable, Map<string, 'added' | 'changed' | 'same'>>()
  readonly #prepared = new Map<Manifest, PreparedManifest>()

  constructor(records: readonly ImportRecord[], options: LoadOptions) {
    this.#records = records
    this.#options = options
  }

  async run(inTransaction: InTransaction): Promise<void> {
    for (let from = 0; from < this.#records.length; from += BATCH_MAX) {
      const batch = this.#records.slice(from, from + BATCH_MAX)
      await this.#load(
        inTransaction,
        batch.filter((record) => this.#prepare(record)),
      )
      this.#options.onProgress(from + batch.length, this.#records.length)
    }
  }

  /** Checks a record and lays out its manifest, before any transaction. False, and refused, when something is wrong. */
  #prepare(record: ImportRecord): boolean {
    const faults = checkRecord(record)
    const manifest = record.plan?.manifest
    if (manifest && !this.#prepared.has(manifest)) {
      const prepared = prepareManifest(manifest)
      if ('hash' in prepared) this.#prepared.set(manifest, prepared)
      else faults.push(...prepared.faults.map(({ field, expected }) => refusal(record.at, field, expected)))
    }
    this.refused.push(...faults)
    return faults.length === 0
  }

  async #load(inTransaction: InTransaction, records: readonly ImportRecord[]): Promise<void> {
    if (records.length === 0) return
    const outcome = await this.#attempt(inTransaction, records)
    if (outcome instanceof RecordBatch && outcome.refused.size === 0) {
      this.#count(outcome)
    } else if (outcome instanceof RecordBatch) {
      this.refused.push(...[...outcome.refused.values()].flat())
      await this.#load(
        inTransaction,
        records.filter((record) => !outcome.refused.has(record)),
      )
    } else if (records.length > 1) {
      const half = Math.ceil(records.length / 2)
      await this.#load(inTransaction, records.slice(0, half))
      await this.#load(inTransaction, records.slice(half))
    } else
      for (const { at } of records) this.refused.push(refusal(at, '', `the database refused it: ${outcome.message}`))
  }

  async #attempt(inTransaction: InTransaction, records: readonly ImportRecord[]): Promise<RecordBatch | PostgresError> {
    try {
      let batch: RecordBatch | undefined
      await inTransaction(async (tx) => {
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
    for (const { table, sourceId, outcome } of batch.written) {
      const outcomes = this.#outcomes.get(table) ?? new Map<string, 'added' | 'changed' | 'same'>()
      this.#outcomes.set(table, outcomes)
      // What several batches carry was written by the first of them.
      if (!outcomes.has(sourceId)) outcomes.set(sourceId, outcome)
    }
  }

  counts(): Loaded['counts'] {
    return Object.fromEntries(
      [...this.#outcomes].map(([table, outcomes]) => {
        const count = (wanted: string) => [...outcomes.values()].filter((outcome) => outcome === wanted).length
        return [table, { created: count('added'), updated: count('changed'), unchanged: count('same') }]
      }),
    )
  }
}

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
async function rolledBack(db: Database, work: (inTransaction: InTransaction) => Promise<void>): Promise<void> {
  try {
    await db.transaction(async (tx) => {
      await work((step) => tx.savepoint((inner) => step(Object.assign(inner, { afterCommit: () => undefined }))))
      throw new Undone('rolled back: a dry run')
    })
  } catch (error) {
    if (!(error instanceof Undone)) throw error
  }
}
