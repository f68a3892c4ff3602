import { stat } from 'node:fs/promises'
import { Tokenizer, TokenParser, TokenType } from '@streamparser/json'
import type { FileRow, NoRow } from './kind.ts'
import { refusal } from './reading.ts'
import { readDocument } from './read-document.ts'
import { readText, Unreadable } from './read-lines.ts'

/** A larger file is read piece by piece; its rows must then stand in one of the lists that its kind names. */
const WHOLE_BYTES_MAX = 8 * 1024 * 1024
/** So much may pass without a row: what is longer is no list of rows. */
const BARREN_CHARACTERS_MAX = 64 * 1024 * 1024
const DEPTH_MAX = 200
const STRING_BUFFER_BYTES = 64 * 1024

/** Where rows stand in a document. */
export interface JsonShape {
  /** Lists of rows in a document that is an object, as paths such as `$._embedded.events.*`. */
  readonly lists: readonly string[]
  /** The rows in a value: in a whole document, or in one value of a list. */
  readonly rowsIn: (value: unknown) => readonly unknown[]
}

/**
 * The rows of a JSON document. A small one is read whole; of a large one only a row at a time is in memory, and whatever
 * stands outside its lists is passed over.
 * @throws Unreadable for what is no JSON at all.
 */
export async function* jsonRows(file: string, shape: JsonShape): AsyncGenerator<FileRow | NoRow> {
  const size = await stat(file).then(
    (found) => found.size,
    () => 0,
  )
  let row = 0
  const numbered = (value: unknown): FileRow => ({ row: ++row, path: `[${row - 1}]`, value })
  if (size <= WHOLE_BYTES_MAX) {
    const read = await readDocument(file)
    if ('unreadable' in read) throw new Unreadable(read.unreadable)
    for (const value of shape.rowsIn(read.document)) yield numbered(value)
    return
  }
  for await (const value of streamedValues(file, shape.lists)) {
    if (value instanceof Unreadable) {
      yield { refused: refusal({ row, path: '' }, '', value.message) }
      return
    }
    for (const one of shape.rowsIn(value)) yield numbered(one)
  }
}

async function* streamedValues(file: string, lists: readonly string[]): AsyncGenerator {
  let reader: ValueReader | undefined
  let barren = 0
  for await (const text of readText(file)) {
    reader ??= new ValueReader(text.trimStart().startsWith('[') ? ['$.*'] : lists)
    const { values, failed } = reader.read(text)
    barren = values.length > 0 ? 0 : barren + text.length
    yield* values
    if (failed === undefined && barren <= BARREN_CHARACTERS_MAX) continue
    yield new Unreadable(failed ?? `no row stands in ${BARREN_CHARACTERS_MAX} characters: what follows is not read`)
    return
  }
  if (reader?.isWhole === false) yield new Unreadable('the file ends in the middle of a value')
}

/** Values of some lists, out of the pieces of a document. What was handed out is kept no longer. */
class ValueReader {
  readonly #tokenizer = new Tokenizer({ stringBufferSize: STRING_BUFFER_BYTES })
  readonly #parser: TokenParser
  #values: unknown[] = []
  #failed: string | undefined
  #depth = 0

  constructor(paths: readonly string[]) {
    this.#parser = new TokenParser({ paths: [...paths], keepStack: false })
    this.#parser.onValue = ({ value }) => void this.#values.push(value)
    const fail = (error: Error) => {
      this.#failed ??= `it is JSON no further than here: ${error.message}`
    }
    this.#parser.onError = fail
    this.#tokenizer.onError = fail
    this.#tokenizer.onToken = (token) => {
      if (this.#failed !== undefined) return
      if (token.token === TokenType.LEFT_BRACE || token.token === TokenType.LEFT_BRACKET) this.#depth++
      else if (token.token === TokenType.RIGHT_BRACE || token.token === TokenType.RIGHT_BRACKET) this.#depth--
      if (this.#depth > DEPTH_MAX) this.#failed = `it nests deeper than ${DEPTH_MAX}`
      else this.#parser.write(token)
    }
  }

  get isWhole(): boolean {
    return this.#parser.isEnded
  }

  /** The values that end in this piece, and why no more can be read. */
  read(text: string): { readonly values: readonly unknown[]; readonly failed: string | undefined } {
    this.#values = []
    if (this.#failed === undefined && !this.#tokenizer.isEnded) this.#tokenizer.write(text)
    return { values: this.#values, failed: this.#failed }
  }
}
