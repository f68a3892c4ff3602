import { decodeTable, separatorOf } from '@foyer/contract/csv-text'
import type { Manifest } from '@foyer/contract/manifest'
import { parseCsv, sumOf, type CsvLine } from './csv.ts'

/** What was chosen, read as far as a browser reads it. */
export type ChosenFile =
  | {
      readonly kind: 'table'
      readonly name: string
      readonly text: string
      readonly lines: readonly CsvLine[]
      readonly sum: ReturnType<typeof sumOf>
    }
  | { readonly kind: 'plan'; readonly name: string; readonly manifest: Manifest; readonly text: string }

export type FileFault = 'notText' | 'notPlan' | 'tooLarge' | 'wrongKind' | 'empty'

const MIB = 1024 * 1024
/** As the API takes them. */
export const TABLE_BYTES_MAX = 4 * MIB
export const PLAN_BYTES_MAX = MIB

/** Columns of a table of tickets. */
export const TICKET_COLUMNS = ['section', 'row', 'seat', 'count', 'price level', 'price', 'fees']

/** Which of both a file is, by its name. */
export function kindOf(name: string): ChosenFile['kind'] | undefined {
  if (/\.json$/i.test(name)) return 'plan'
  return /\.(?:csv|tsv|txt)$/i.test(name) ? 'table' : undefined
}

/** Reads a file; whether its tickets can be had is for the API to say. */
export function readFile(name: string, bytes: Uint8Array): ChosenFile | { readonly fault: FileFault } {
  const kind = kindOf(name)
  if (kind === undefined) return { fault: 'wrongKind' }
  if (bytes.length > (kind === 'plan' ? PLAN_BYTES_MAX : TABLE_BYTES_MAX)) return { fault: 'tooLarge' }
  const text = decodeTable(bytes)
  if (text === undefined) return { fault: 'notText' }
  if (text.trim() === '') return { fault: 'empty' }
  if (kind === 'plan') {
    const manifest = manifestIn(text)
    return manifest === undefined ? { fault: 'notPlan' } : { kind, name, manifest, text }
  }
  const lines = parseCsv(text, separatorOf(text, TICKET_COLUMNS))
  return { kind, name, text, lines, sum: sumOf(lines) }
}

/** What looks like a plan; the API looks through all of it. */
function manifestIn(text: string): Manifest | undefined {
  let read: unknown
  try {
    read = JSON.parse(text)
  } catch {
    // No JSON, so no plan.
    return undefined
  }
  const isPlan =
    typeof read === 'object' &&
    read !== null &&
    'name' in read &&
    typeof read.name === 'string' &&
    'categories' in read &&
    'sections' in read &&
    Array.isArray(read.sections)
  return isPlan ? (read as Manifest) : undefined
}
