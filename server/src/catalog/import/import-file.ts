import { basename } from 'node:path'
import type { Database } from '../../platform/database.ts'
import type { OpenInventory } from '../add-events.ts'
import type { Feed } from '../feed.ts'
import { recordShift } from '../queries/shifts.ts'
import { importRows } from './import-rows.ts'
import { isStreamed, type ImportKind, type MapOptions, type StreamedKind } from './kind.ts'
import { loadRecords } from './load-records.ts'
import { findShift, replaceShift } from './queries.ts'
import { readDocument } from './read-document.ts'
import type { ImportRecord, MappedFile } from './record.ts'
import { recordsIn, type ImportReport } from './report.ts'
import { decideShift } from './shift.ts'

export interface ImportOptions extends MapOptions {
  readonly organiserId: string
  /** By how many days dates move; `auto`: as recorded at the first import, which brings them into the coming weeks. */
  readonly shiftDays: number | 'auto'
  readonly dryRun: boolean
  readonly openInventory: OpenInventory
  readonly now: Date
  readonly onProgress: (done: number, total: number) => void
}

/** Imports a file, and reports; or says in a plain sentence why the file cannot be read. */
export async function importFile(
  db: Database,
  kind: ImportKind | StreamedKind,
  file: string,
  options: ImportOptions,
): Promise<ImportReport | { readonly unreadable: string }> {
  return isStreamed(kind) ? importRows(db, kind, file, options) : importDocument(db, kind, file, options)
}

async function importDocument(
  db: Database,
  kind: ImportKind,
  file: string,
  options: ImportOptions,
): Promise<ImportReport | { readonly unreadable: string }> {
  const started = performance.now()
  const read = await readDocument(file)
  if ('unreadable' in read) return read
  const mapped = kind.map(read.document, options)
  const feed = { organiserId: options.organiserId, source: kind.source }
  const shiftDays = await settleShift(db, feed, mapped, options)
  const loaded = await loadRecords(db, withOnePerformerEach(mapped.records), {
    ...options,
    feed,
    shiftDays: shiftDays ?? 0,
  })
  const refused = [...mapped.refused, ...loaded.refused]
  return {
    kind: kind.name,
    file: basename(file),
    source: kind.source,
    dryRun: options.dryRun,
    shiftDays: shiftDays ?? null,
    records: mapped.records.length,
    counts: loaded.counts,
    refusedRecords: recordsIn(refused),
    refused,
    duplicates: loaded.duplicates,
    remarks: [...mapped.remarks, ...loaded.remarks],
    milliseconds: Math.round(performance.now() - started),
  }
}

/** The shift of a file with dates: asked for, else recorded before, else decided now. A dry run records nothing. */
async function settleShift(
  db: Database,
  feed: Feed,
  mapped: MappedFile,
  { shiftDays, dryRun, now }: ImportOptions,
): Promise<number | undefined> {
  const first = firstDay(mapped.records)
  if (first === undefined) return undefined
  if (shiftDays !== 'auto') {
    if (!dryRun) await db.transaction((tx) => replaceShift(tx, feed, shiftDays))
    return shiftDays
  }
  const decided = decideShift(first, now.toISOString().slice(0, 10))
  if (dryRun) return (await findShift(db.sql, feed)) ?? decided
  return db.transaction((tx) => recordShift(tx, feed, decided))
}

/** The earliest day of any event, near enough: told in UTC where the source tells UTC. */
function firstDay(records: readonly ImportRecord[]): string | undefined {
  const days = records.flatMap(({ event }) => (event ? [event.starts.date] : []))
  return days.length === 0 ? undefined : days.reduce((first, day) => (day < first ? day : first))
}

/** A performer whom two records write differently is taken as the first one writes them: else each would undo the other. */
function withOnePerformerEach(records: readonly ImportRecord[]): ImportRecord[] {
  const first = new Map<string, NonNullable<ImportRecord['performers']>[number]>()
  return records.map((record) => {
    if (!record.performers) return record
    const performers = record.performers.map((performer) => {
      const known = first.get(performer.sourceId) ?? performer
      first.set(performer.sourceId, known)
      return known
    })
    return { ...record, performers }
  })
}
