import { encodingOf } from '@foyer/contract/csv-text'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'

/** A file that cannot be read at all, in a plain sentence. */
export class Unreadable extends Error {}

const FILE_BYTES_MAX = 8 * 1024 ** 3
const CHUNK_BYTES = 256 * 1024

/**
 * The text of a file in UTF-8, or in UTF-16 with a byte order mark, piece by piece. The mark is taken off; bytes that are
 * no text become U+FFFD, so that the row that they are in can be refused, and no other.
 * @throws Unreadable for what is no file, or too large.
 */
export async function* readText(path: string): AsyncGenerator<string> {
  let decoder: InstanceType<typeof TextDecoder> | undefined
  for await (const bytes of readBytes(path)) {
    decoder ??= new TextDecoder(encodingOf(bytes))
    yield decoder.decode(bytes, { stream: true })
  }
  if (decoder !== undefined) yield decoder.decode()
}

async function* readBytes(path: string): AsyncGenerator<Uint8Array> {
  try {
    const { size, isFile } = await stat(path).then((found) => ({ size: found.size, isFile: found.isFile() }))
    if (!isFile) throw new Unreadable(`${path} is not a file`)
    if (size > FILE_BYTES_MAX) throw new Unreadable(`${path} has ${size} bytes, ${FILE_BYTES_MAX} is the most`)
    yield* createReadStream(path, { highWaterMark: CHUNK_BYTES })
  } catch (error) {
    if (error instanceof Error && 'syscall' in error) throw new Unreadable(`${path} cannot be read: ${error.message}`)
    throw error
  }
}

/** Characters in one line at most; what is longer is cut there, and is no line that anybody wrote. */
const LINE_MAX = 1_000_000

/** The lines of a file, without their ends; many at a time, since each pause costs more than a line. */
export async function* readLines(path: string): AsyncGenerator<readonly string[]> {
  let rest = ''
  for await (const text of readText(path)) {
    const lines = (rest + text).split(/\r?\n/)
    rest = (lines.pop() ?? '').slice(0, LINE_MAX)
    yield lines
  }
  if (rest !== '') yield [rest]
}
