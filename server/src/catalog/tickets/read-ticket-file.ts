import { PLACES_MAX } from '@foyer/contract'
import { decodeTable, separatorOf } from '@foyer/contract/csv-text'
import { CsvError, parse } from 'csv-parse/sync'
import { readAmount } from '../amounts.ts'
import type { Fault } from '../feed.ts'
import type { Upload } from './upload-tickets.ts'

/** Tickets in one section, as a line of a file or a form says them. */
export type ListedTickets = Extract<Upload, { count: number }>

const COLUMNS = ['section', 'row', 'seat', 'count', 'price level', 'price', 'fees']
const LINES_MAX = 20_000
const LABEL_MAX = 40
const PRICE_LEVEL_MAX = 80
const SEAT_NUMBER_MAX = 100_000
const FAULTS_MAX = 100

/**
 * Reads a CSV file of tickets: a header, which also tells what parts the cells, and a line for each row of seats or each
 * area. Prices are in major units of the currency. Faults name the line as a person counts it, the header being line 1.
 */
export function readTicketFile(
  bytes: Uint8Array,
  currency: string,
): { readonly tickets: readonly ListedTickets[] } | { readonly faults: readonly Fault[] } {
  const read = parseLines(bytes)
  if ('faults' in read) return read
  const [header = [], ...lines] = read.lines
  const columns = header.map((name) => name.trim().toLowerCase())
  const unknown = columns.find((name) => !COLUMNS.includes(name))
  if (unknown !== undefined || new Set(columns).size < columns.length)
    return {
      faults: [{ field: 'line 1', expected: `each of ${COLUMNS.join(', ')} at most once, not ${unknown ?? ''}` }],
    }
  for (const needed of ['section', 'count'])
    if (!columns.includes(needed)) return { faults: [{ field: 'line 1', expected: `a column ${needed}` }] }
  if (lines.length === 0 || lines.length > LINES_MAX)
    return { faults: [{ field: 'body', expected: `1 to ${LINES_MAX} lines below the header` }] }
  const tickets: ListedTickets[] = []
  const faults: Fault[] = []
  for (const [index, line] of lines.entries()) {
    if (line.length > columns.length) {
      faults.push({ field: `line ${index + 2}`, expected: `${columns.length} cells at most, as in the header` })
      continue
    }
    const cells = new Map(columns.map((name, column) => [name, line[column]?.trim() ?? '']))
    const one = readLine(cells, currency, (field, expected) =>
      faults.push({ field: `line ${index + 2}, ${field}`, expected }),
    )
    if (one !== undefined) tickets.push(one)
    if (faults.length >= FAULTS_MAX) break
  }
  return faults.length > 0 ? { faults } : { tickets }
}

function parseLines(bytes: Uint8Array): { lines: string[][] } | { faults: Fault[] } {
  const text = decodeTable(bytes)
  if (text === undefined) return { faults: [{ field: 'body', expected: 'text in UTF-8, or in UTF-16 with its mark' }] }
  try {
    return {
      lines: parse(text, { skip_empty_lines: true, relax_column_count: true, delimiter: separatorOf(text, COLUMNS) }),
    }
  } catch (error) {
    if (error instanceof CsvError) return { faults: [{ field: 'body', expected: `CSV: ${error.message}` }] }
    throw error
  }
}

function readLine(
  cells: ReadonlyMap<string, string>,
  currency: string,
  refuse: (field: string, expected: string) => void,
): ListedTickets | undefined {
  let refused = false
  const fault = (field: string, expected: string) => {
    refused = true
    refuse(field, expected)
  }
  const whole = (field: string, max: number): number | undefined => {
    const text = cells.get(field) ?? ''
    if (text === '') return undefined
    if (/^\d{1,6}$/.test(text) && Number(text) <= max) return Number(text)
    fault(field, `a whole number, ${max} at most`)
    return undefined
  }
  const label = (field: string, max = LABEL_MAX): string | undefined => {
    const text = cells.get(field) ?? ''
    if (text.length > max || /\p{Cc}/u.test(text)) fault(field, `${max} characters at most, on one line`)
    return text === '' ? undefined : text
  }
  const amount = (field: string): number | undefined => {
    const text = cells.get(field) ?? ''
    if (text === '') return undefined
    const minor = readAmount(text, currency)
    if (minor === undefined) fault(field, `an amount in ${currency} such as 25.00`)
    return minor
  }
  const [section, row, count, seat] = [
    label('section'),
    label('row'),
    whole('count', PLACES_MAX),
    whole('seat', SEAT_NUMBER_MAX),
  ]
  const priceLevel = label('price level', PRICE_LEVEL_MAX)
  const [faceValue, fees = 0] = [amount('price'), amount('fees')]
  if (section === undefined) fault('section', 'the section that the tickets are in')
  if (count === 0 || cells.get('count') === '') fault('count', 'how many tickets, 1 or more')
  if (row !== undefined && seat === undefined) fault('seat', 'the number of the first seat of the row')
  if (refused || section === undefined || count === undefined) return undefined
  return {
    section,
    count,
    firstSeat: seat,
    ...(row === undefined ? {} : { row }),
    ...(faceValue === undefined ? {} : { price: { faceValue, fees } }),
    ...(priceLevel === undefined ? {} : { priceLevel }),
  }
}
