import { separatorOf, type Separator } from '@foyer/contract/csv-text'
import { Readable } from 'node:stream'
import { CsvError, parse, type CsvErrorCode } from 'csv-parse'
import type { FileRow, NoRow } from './kind.ts'
import { refusal } from './reading.ts'
import { readText, Unreadable } from './read-lines.ts'

/** Characters in one row at most. A quotation mark that never closes would swallow the file otherwise. */
const ROW_CHARACTERS_MAX = 256 * 1024
const COLUMNS_MAX = 500

/**
 * The rows of a CSV file as objects by the names in its header. Row numbers are those of a spreadsheet: the header is 1.
 * What parts its cells is told by the header, unless it is said.
 * @throws Unreadable for a file without a header, or whose header has none of the columns that are known.
 */
export async function* csvRows(
  file: string,
  known: readonly string[],
  told?: Separator,
): AsyncGenerator<FileRow | NoRow> {
  const { start, text } = await begun(file)
  const parser = parse({
    delimiter: told ?? separatorOf(start, known),
    bom: true,
    trim: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: ROW_CHARACTERS_MAX,
  })
  const source = Readable.from(text)
  source.on('error', (error) => parser.destroy(error)).pipe(parser)
  let header: readonly string[] | undefined
  let row = 1
  try {
    for await (const cells of parser as AsyncIterable<string[]>) {
      if (header === undefined) header = readHeader(file, cells, known)
      else yield toRow(header, cells, ++row)
    }
    if (header === undefined) throw new Unreadable(`${file} is empty`)
  } catch (error) {
    if (error instanceof CsvError && header === undefined) throw new Unreadable(`${file}: ${explain(error.code)}`)
    if (error instanceof CsvError) yield { refused: refusal({ row: row + 1, path: '' }, '', explain(error.code)) }
    else throw error
  } finally {
    source.destroy()
    parser.destroy()
  }
}

/** The text of a file, and so much of its beginning as holds its header. */
async function begun(file: string): Promise<{ start: string; text: AsyncGenerator<string> }> {
  const pieces = readText(file)
  let start = ''
  while (!/[\r\n]/.test(start.trimStart()) && start.length < ROW_CHARACTERS_MAX) {
    const { done, value } = await pieces.next()
    if (done) break
    start += value
  }
  async function* text() {
    try {
      yield start
      yield* pieces
    } finally {
      await pieces.return(undefined)
    }
  }
  return { start, text: text() }
}

function readHeader(file: string, cells: readonly string[], known: readonly string[]): readonly string[] {
  const twice = cells.find((name, index) => name !== '' && cells.indexOf(name) < index)
  if (twice !== undefined) throw new Unreadable(`${file}: the column "${twice}" stands there twice`)
  if (!cells.some((name) => known.includes(name)))
    throw new Unreadable(`${file} begins with none of the columns ${known.join(', ')}`)
  if (cells.length > COLUMNS_MAX) throw new Unreadable(`${file} has more than ${COLUMNS_MAX} columns`)
  return cells
}

function toRow(header: readonly string[], cells: readonly string[], row: number): FileRow | NoRow {
  if (cells.length > header.length)
    return {
      refused: refusal({ row, path: '' }, '', `${header.length} columns were expected, as in the header`, cells.length),
    }
  return { row, path: '', value: Object.fromEntries(header.map((name, column) => [name, cells[column] ?? ''])) }
}

const explain = (code: CsvErrorCode): string =>
  code === 'CSV_MAX_RECORD_SIZE' || code === 'CSV_QUOTE_NOT_CLOSED'
    ? 'a quotation mark is opened and not closed: nothing from here on was read'
    : `it is no CSV from here on (${code})`
