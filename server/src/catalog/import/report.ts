import type { SuspectedPair } from '../duplicates.ts'
import type { OwnedTable } from '../queries/rows.ts'
import type { Counts } from './load-records.ts'
import type { Refusal } from './reading.ts'

/** What an import did. */
export interface ImportReport {
  readonly kind: string
  readonly file: string
  readonly source: string
  readonly dryRun: boolean
  /** By how many days dates were moved; null where a file has no dates. */
  readonly shiftDays: number | null
  readonly records: number
  readonly counts: Readonly<Partial<Record<OwnedTable, Counts>>>
  /** Records of which something was refused, so that nothing of them was taken. One may be refused for several reasons. */
  readonly refusedRecords: number
  readonly refused: readonly Refusal[]
  /** Refusals beyond those that are listed, of a file that is read row by row. */
  readonly refusedMore?: number
  /** What was taken and looks wrong. */
  readonly flagged?: readonly Refusal[]
  /** What was added and looks like what is there already: for a person to decide. */
  readonly duplicates?: readonly SuspectedPair[]
  readonly remarks: readonly string[]
  readonly milliseconds: number
}

/** Reasons printed at most; the report as a file has every refusal. */
const REASONS_SHOWN_MAX = 20

const NAMES: Record<OwnedTable, string> = {
  venues: 'venues',
  halls: 'halls',
  seating_plans: 'seating plans',
  performers: 'performers',
  shows: 'shows',
  events: 'events',
}

/** Whether an import did nothing but refuse. Records that were there already, unchanged, were taken. */
export const tookNothing = ({ counts, refusedRecords }: ImportReport): boolean =>
  refusedRecords > 0 &&
  Object.values(counts).every(({ created, updated, unchanged }) => created + updated + unchanged === 0)

/** How many records some refusals are about. */
export const recordsIn = (refused: readonly Refusal[]): number =>
  new Set(refused.map(({ row, path }) => `${row} ${path}`)).size

/** The report as lines for a person. */
export function tellReport(report: ImportReport): string[] {
  const { counts, refused, remarks, shiftDays } = report
  const reasons = byReason(refused).sort((a, b) => b.length - a.length)
  const lines = [
    `${report.kind}: ${report.records} records of ${report.file} in ${(report.milliseconds / 1_000).toFixed(1)} s${report.dryRun ? ' (dry run: nothing was written)' : ''}`,
    ...(shiftDays === null ? [] : [`dates moved by ${shiftDays} days`]),
    table(Object.entries(NAMES).flatMap(([name, told]) => row(told, counts, name))),
    ...remarks,
    tellRefused(report),
    ...reasons.slice(0, REASONS_SHOWN_MAX).map(tellReason),
    ...tellFlags(report.flagged ?? []),
    ...tellDuplicates(report.duplicates ?? []),
  ]
  if (reasons.length > REASONS_SHOWN_MAX)
    lines.push(`  and ${reasons.length - REASONS_SHOWN_MAX} other reasons; --report <file> writes every refusal`)
  return lines.filter((line) => line !== '')
}

function tellRefused(report: ImportReport): string {
  const { refused, refusedMore = 0, refusedRecords } = report
  const reasons = refused.length + refusedMore
  const told = `${refusedRecords} ${refusedRecords === 1 ? 'record' : 'records'} refused`
  const why = reasons === 0 ? '' : `, for ${reasons} ${reasons === 1 ? 'reason' : 'reasons'}`
  return `${told}${why}${tookNothing(report) ? '; nothing was taken' : ''}`
}

/** Those of one reason together, whichever rows and values it names. */
const byReason = (refused: readonly Refusal[]): Refusal[][] => [
  ...Map.groupBy(refused, ({ field, reason }) => `${field}: ${reason.replaceAll(/\d+/g, '')}`).values(),
]

function tellFlags(flagged: readonly Refusal[]): string[] {
  if (flagged.length === 0) return []
  const reasons = byReason(flagged)
  return [`${flagged.length} taken with doubts`, ...reasons.slice(0, REASONS_SHOWN_MAX).map(tellReason)]
}

function tellDuplicates(pairs: readonly SuspectedPair[]): string[] {
  if (pairs.length === 0) return []
  return [
    `${pairs.length} look like what is there already; nothing was merged, GET /v1/me/duplicates lists them`,
    ...pairs.slice(0, REASONS_SHOWN_MAX).map(({ kind, first, second }) => `  ${kind} ${first.name} and ${second.name}`),
  ]
}

function row(told: string, counts: ImportReport['counts'], name: string): string[] {
  const own = Object.entries(counts).find(([table]) => table === name)?.[1]
  return own
    ? [`${told.padEnd(14)}${[own.created, own.updated, own.unchanged].map((n) => String(n).padStart(10)).join('')}`]
    : []
}

const table = (rows: readonly string[]): string =>
  rows.length === 0 ? '' : ['                 created   updated unchanged', ...rows].join('\n')

/** Refusals of one reason, with the first of them as an example. */
function tellReason([first, ...others]: readonly Refusal[]): string {
  if (!first) return ''
  const { row: number, path, field, reason, value } = first
  const where = `row ${number}${path === '' ? '' : ` (${path})`}${others.length === 0 ? '' : ` and ${others.length} more`}`
  return `  ${where}: ${[field, reason].filter(Boolean).join(': ')}${value === undefined ? '' : ` — ${value}`}`
}
