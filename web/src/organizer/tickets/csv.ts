/** A line of a table, with the number under which a person finds it in the file. */
export interface CsvLine {
  readonly number: number
  readonly cells: readonly string[]
}

/** Reads a table (RFC 4180), its cells parted by commas or another separator. Empty lines are passed over; a quote that is never closed ends with the text. */
export function parseCsv(text: string, separator = ','): readonly CsvLine[] {
  const lines: CsvLine[] = []
  let [cells, cell, quoted, number, started]: [string[], string, boolean, number, number] = [[], '', false, 1, 1]
  const endLine = () => {
    if (cells.length > 0 || cell !== '') lines.push({ number: started, cells: [...cells, cell] })
    cells = []
    cell = ''
    started = number
  }
  for (let at = 0; at < text.length; at++) {
    const letter = text[at] ?? ''
    if (letter === '\n') number++
    if (quoted) {
      if (letter !== '"') cell += letter
      else if (text[at + 1] === '"') cell += text[++at] ?? ''
      else quoted = false
    } else if (letter === '"' && cell === '') quoted = true
    else if (letter === separator) {
      cells.push(cell)
      cell = ''
    } else if (letter === '\n') endLine()
    else if (letter !== '\r') cell += letter
  }
  endLine()
  return lines
}

/** A table as CSV (RFC 4180), for the API: each cell as it is. */
export const toCsv = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => `${row.map(quote).join(',')}\r\n`).join('')

const quote = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** What a file of tickets says it has: lines, places, sections; places are undefined where a count cannot be read. */
export function sumOf(lines: readonly CsvLine[]): { lines: number; places: number | undefined; sections: number } {
  const [head, ...rest] = lines
  const column = (name: string) => head?.cells.findIndex((cell) => cell.trim().toLowerCase() === name) ?? -1
  const [count, section] = [column('count'), column('section')]
  const counts = rest.map(({ cells }) => Number((cells[count] ?? '').trim() || Number.NaN))
  return {
    lines: rest.length,
    places: counts.every((one) => Number.isInteger(one)) ? counts.reduce((sum, one) => sum + one, 0) : undefined,
    sections: section < 0 ? 0 : new Set(rest.map(({ cells }) => (cells[section] ?? '').trim())).size,
  }
}
