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
  readonly refused: readonly Refusal[]
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

/** The report as lines for a person. */
export function tellReport(report: ImportReport): string[] {
  const { counts, refused, remarks, shiftDays } = report
  const reasons = [...Map.groupBy(refused, ({ field, reason }) => `${field}: ${reason}`).values()].sort(
    (a, b) => b.length - a.length,
  )
  const lines = [
    `${report.kind}: ${report.records} records of ${report.file} in ${(report.milliseconds / 1_000).toFixed(1)} s${report.dryRun ? ' (dry run: nothing was written)' : ''}`,
    ...(shiftDays === null ? [] : [`dates moved by ${shiftDays} days`]),
    table(Object.entries(NAMES).flatMap(([name, told]) => row(told, counts, name))),
    ...remarks,
    `${refused.length} refused`,
    ...reasons.slice(0, REASONS_SHOWN_MAX).map(tellReason),
  ]
  if (reasons.length > REASONS_SHOWN_MAX)
    lines.push(`  and ${reasons.length - REASONS_SHOWN_MAX} other reasons; --report <file> writes every refusal`)
  return lines.filter((line) => line !== '')
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
