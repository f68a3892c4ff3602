import { basename } from 'node:path'
import type { Database } from '../../platform/database.ts'
import type { ImportOptions } from './import-file.ts'
import { rememberedLately } from './bounded-map.ts'
import type { FileRow, NoRow, StreamedKind } from './kind.ts'
import { BATCH_MAX, loading } from './load-records.ts'
import { findShift, replaceShift } from './queries.ts'
import { Unreadable } from './read-lines.ts'
import { refusal, type At, type Refusal } from './reading.ts'
import type { ImportRecord } from './record.ts'
import { recordsIn, type ImportReport } from './report.ts'
import { Suspects } from './suspects.ts'

/** Listed in a report at most, of each sort; beyond that they are counted. */
const LISTED_MAX = 10_000
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
  const suspects = new Suspects(feed.organiserId)
  try {
    const counts = await loading(db, { ...options, feed, shiftDays }, async (load) => {
      for await (const batch of inBatches(kind.rows(file, options))) {
        const mapped = mapBatch(kind, batch, options, tally)
        const { refused, written } = await load.take(mapped.records)
        tally.refuse([...mapped.refused, ...refused])
        await suspects.look(load, written)
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
      refusedRecords: tally.refusedRecords,
      refused: tally.refused,
      ...(tally.refusedMore === 0 ? {} : { refusedMore: tally.refusedMore }),
      flagged: tally.flagged,
      duplicates: suspects.pairs,
      remarks: suspects.remarks(),
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
  refusedRecords = 0
  refusedMore = 0
  readonly refused: Refusal[] = []
  readonly flagged: Refusal[] = []
  readonly seen = rememberedLately<At>()
  readonly parts = rememberedLately<object>()

  /** Notes all that a batch had refused. */
  refuse(refused: readonly Refusal[]): void {
    this.refusedRecords += recordsIn(refused)
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

interface MappedBatch {
  readonly records: readonly ImportRecord[]
  readonly refused: readonly Refusal[]
}

function mapBatch(
  kind: StreamedKind,
  batch: readonly (FileRow | NoRow)[],
  options: ImportOptions,
  tally: Tally,
): MappedBatch {
  const records: ImportRecord[] = []
  const refused: Refusal[] = []
  for (const row of batch) {
    if ('refused' in row) {
      refused.push(row.refused)
      continue
    }
    tally.rows++
    const { record, refused: wrong, flagged } = kind.mapRow(row, options)
    refused.push(...wrong)
    tally.flag(flagged)
    if (record === undefined) continue
    // What a row is about: an event, or a venue with its plan.
    const id = (record.listed ?? record.event ?? record.plan ?? record.venue)?.sourceId
    const first = id === undefined ? undefined : tally.seen.get(id)
    if (first === undefined) records.push(withFirstParts(record, tally))
    else refused.push(refusal(record.at, 'id', `it stands there twice, first in row ${first.row}`, id))
    if (id !== undefined) tally.seen.set(id, record.at)
  }
  return { records, refused }
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
