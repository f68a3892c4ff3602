import { basename } from 'node:path'
import type { Database } from '../../platform/database.ts'
import { postgres } from '../../platform/driver.ts'
import { findDuplicates, type DuplicateKind, type SuspectedPair } from '../duplicates.ts'
import type { ImportOptions } from './import-file.ts'
import { rememberedLately } from './bounded-map.ts'
import type { FileRow, NoRow, StreamedKind } from './kind.ts'
import { BATCH_MAX, loading, type Load } from './load-records.ts'
import { findShift, replaceShift } from './queries.ts'
import { Unreadable } from './read-lines.ts'
import { refusal, type At, type Refusal } from './reading.ts'
import type { ImportRecord } from './record.ts'
import type { ImportReport } from './report.ts'

/** Listed in a report at most, of each sort; beyond that they are counted. */
const LISTED_MAX = 10_000
const DUPLICATES_MAX = 500
const ROWS_MAX = 10_000_000

/**
 * Imports a file row by row: a batch of rows is in memory at a time, however long the file. Dates stay as they are unless
 * a shift was asked for.
 */
export async function importRows(
  db: Database,
  kind: StreamedKind,
  file: string,
  options: ImportOptions,
): Promise<ImportReport | { readonly unreadable: string }> {
  const started = performance.now()
  const feed = { organiserId: options.organiserId, source: kind.source }
  const shiftDays = options.shiftDays === 'auto' ? ((await findShift(db.sql, feed)) ?? 0) : options.shiftDays
  if (options.shiftDays !== 'auto' && !options.dryRun) await db.transaction((tx) => replaceShift(tx, feed, shiftDays))
  const tally = new Tally()
  try {
    const counts = await loading(db, { ...options, feed, shiftDays }, async (load) => {
      for await (const batch of inBatches(kind.rows(file, options))) {
        const records = mapBatch(kind, batch, options, tally)
        await take(db, load, records, feed.organiserId, tally)
        options.onProgress(tally.rows, tally.rows + 1)
      }
      return load.counts()
    })
    options.onProgress(tally.rows, tally.rows)
    return {
      kind: kind.name,
      file: basename(file),
      source: kind.source,
      dryRun: options.dryRun,
      shiftDays,
      records: tally.rows,
      counts,
      refused: tally.refused,
      ...(tally.refusedMore === 0 ? {} : { refusedMore: tally.refusedMore }),
      flagged: tally.flagged,
      duplicates: tally.duplicates,
      remarks:
        tally.notLookedFor === 0
          ? []
          : [
              `Duplicates of ${tally.notLookedFor} venues and performers were not looked for: too many names are alike.`,
            ],
      milliseconds: Math.round(performance.now() - started),
    }
  } catch (error) {
    if (error instanceof Unreadable) return { unreadable: error.message }
    throw error
  }
}

/** What is to be reported, with a bound on each list. */
class Tally {
  rows = 0
  refusedMore = 0
  notLookedFor = 0
  readonly refused: Refusal[] = []
  readonly flagged: Refusal[] = []
  readonly duplicates: SuspectedPair[] = []
  readonly seen = rememberedLately<At>()
  readonly parts = rememberedLately<object>()

  refuse(refused: readonly Refusal[]): void {
    for (const one of refused)
      if (this.refused.length < LISTED_MAX) this.refused.push(one)
      else this.refusedMore++
  }

  flag(flagged: readonly Refusal[]): void {
    this.flagged.push(...flagged.slice(0, LISTED_MAX - this.flagged.length))
  }
}

async function* inBatches(rows: AsyncIterable<FileRow | NoRow>): AsyncGenerator<(FileRow | NoRow)[]> {
  let batch: (FileRow | NoRow)[] = []
  let count = 0
  for await (const row of rows) {
    batch.push(row)
    if (++count > ROWS_MAX) throw new Unreadable(`the file has more than ${ROWS_MAX} rows`)
    if (batch.length < BATCH_MAX) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

function mapBatch(
  kind: StreamedKind,
  batch: readonly (FileRow | NoRow)[],
  options: ImportOptions,
  tally: Tally,
): ImportRecord[] {
  const records: ImportRecord[] = []
  for (const row of batch) {
    if ('refused' in row) {
      tally.refuse([row.refused])
      continue
    }
    tally.rows++
    const { record, refused, flagged } = kind.mapRow(row, options)
    tally.refuse(refused)
    tally.flag(flagged)
    if (record === undefined) continue
    const id = record.listed?.sourceId ?? ''
    const first = tally.seen.get(id)
    if (first === undefined) records.push(withFirstParts(record, tally))
    else tally.refuse([refusal(record.at, 'id', `it stands there twice, first in row ${first.row}`, id)])
    tally.seen.set(id, record.at)
  }
  return records
}

/** A venue, show or performer that several rows write differently is taken as the first one writes it: else each would undo the other. */
function withFirstParts(record: ImportRecord, tally: Tally): ImportRecord {
  const first = <T extends { readonly sourceId: string }>(table: string, part: T): T => {
    const key = `${table} ${part.sourceId}`
    const known = tally.parts.get(key)
    if (known === undefined) tally.parts.set(key, part)
    // What is kept under a key of a table is a part of that table.
    return (known ?? part) as T
  }
  return {
    ...record,
    ...(record.venue === undefined ? {} : { venue: first('venue', record.venue) }),
    ...(record.show === undefined ? {} : { show: first('show', record.show) }),
    ...(record.performers === undefined
      ? {}
      : { performers: record.performers.map((performer) => first('performer', performer)) }),
  }
}

async function take(
  db: Database,
  load: Load,
  records: readonly ImportRecord[],
  organiserId: string,
  tally: Tally,
): Promise<void> {
  const { refused, written } = await load.take(records)
  tally.refuse(refused)
  if (tally.duplicates.length >= DUPLICATES_MAX) return
  for (const [kind, table] of [
    ['venue', 'venues'],
    ['performer', 'performers'],
  ] as const) {
    const added = written.flatMap((part) => (part.table === table && part.outcome === 'added' ? part.id : []))
    if (added.length === 0) continue
    tally.duplicates.push(
      ...(await suspected(db, organiserId, kind, added, DUPLICATES_MAX - tally.duplicates.length, tally)),
    )
  }
}

/** Ran out of the time that a statement has. */
const TOOK_TOO_LONG = '57014'

/** Looking for duplicates is a service to a person: where it takes too long, the import goes on without and says so. */
async function suspected(
  db: Database,
  organiserId: string,
  kind: DuplicateKind,
  added: readonly string[],
  limit: number,
  tally: Tally,
): Promise<SuspectedPair[]> {
  try {
    return await findDuplicates(db, organiserId, kind, added, limit)
  } catch (error) {
    if (!(error instanceof postgres.PostgresError && error.code === TOOK_TOO_LONG)) throw error
    tally.notLookedFor += added.length
    return []
  }
}
