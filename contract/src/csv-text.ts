/** What may part the cells of a table. */
export const SEPARATORS = [',', ';', '\t', '|'] as const
export type Separator = (typeof SEPARATORS)[number]

/**
 * The encoding of a text by the mark at its beginning: spreadsheets save "Unicode text" as UTF-16 with a mark. Without one
 * it is UTF-8.
 */
export function encodingOf(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8'
}

/** The text of a table, without its mark; undefined for bytes that are no text in UTF-8, nor in UTF-16 with a mark. */
export function decodeTable(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes)
  } catch (error) {
    if (error instanceof TypeError) return undefined
    throw error
  }
}

/**
 * What parts the cells of a table, by its header: that which finds most of the columns that a header may have, or else the
 * commonest one; a comma where nothing tells. A spreadsheet takes the separator of the country that it is set to.
 * @param start the table, or as much of it as holds its header
 * @param columns names of columns; capitals make no difference
 */
export function separatorOf(start: string, columns: readonly string[]): Separator {
  const [header = ''] = start
    .slice(0, HEADER_CHARACTERS_MAX)
    .trimStart()
    .split(/[\r\n]/, 1)
  const known = new Set(columns.map((name) => name.toLowerCase()))
  let best: { separator: Separator; named: number; parts: number } = { separator: ',', named: 0, parts: 1 }
  for (const separator of SEPARATORS) {
    const named = header.split(separator).filter((cell) => known.has(nameIn(cell))).length
    const parts = header.replaceAll(/"[^"]*"/g, '').split(separator).length
    if (named > best.named || (named === best.named && parts > best.parts)) best = { separator, named, parts }
  }
  return best.separator
}

/** Longer headers are told by their beginning. */
const HEADER_CHARACTERS_MAX = 64 * 1024

const nameIn = (cell: string): string =>
  cell
    .trim()
    .replace(/^\uFEFF?"(.*)"$/, '$1')
    .trim()
    .toLowerCase()
