import { open } from 'node:fs/promises'

/** Values in a document at most, counting each list and each object: ten times the largest file of these kinds. */
const VALUES_MAX = 2_000_000

/** The largest files of these kinds hold a few megabytes; a whole document is read at once. */
const FILE_BYTES_MAX = 64 * 1024 * 1024

/** What a file holds, or the plain sentence that says why it cannot be read. */
export type ReadDocument = { readonly document: unknown } | { readonly unreadable: string }

/** Reads a JSON file in UTF-8, strictly: no other encoding, no lost bytes, no more than 64 MB. */
export async function readDocument(path: string): Promise<ReadDocument> {
  const bytes = await readBytes(path)
  return 'unreadable' in bytes ? bytes : parseDocument(bytes.bytes, path)
}

/** The JSON document in these bytes. */
export function parseDocument(bytes: Uint8Array, path: string): ReadDocument {
  let text: string
  try {
    // A byte order mark at the head is taken off by the decoder.
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    if (error instanceof TypeError) return { unreadable: `${path} is not text in UTF-8` }
    throw error
  }
  try {
    const document: unknown = JSON.parse(text)
    return hasMoreValues(document, VALUES_MAX)
      ? { unreadable: `${path} holds more than ${VALUES_MAX} values` }
      : { document }
  } catch (error) {
    if (error instanceof SyntaxError) return { unreadable: `${path} is not JSON: ${error.message}` }
    throw error
  }
}

async function readBytes(path: string): Promise<{ bytes: Uint8Array } | { unreadable: string }> {
  try {
    await using file = await open(path)
    const stat = await file.stat()
    if (!stat.isFile()) return { unreadable: `${path} is not a file` }
    const { size } = stat
    if (size > FILE_BYTES_MAX) return { unreadable: `${path} has ${size} bytes, ${FILE_BYTES_MAX} is the most` }
    return { bytes: await file.readFile() }
  } catch (error) {
    if (error instanceof Error && 'code' in error) return { unreadable: `${path} cannot be read: ${error.message}` }
    throw error
  }
}

/** Without recursion: a file may nest as deep as it is long. */
function hasMoreValues(document: unknown, max: number): boolean {
  const waiting: unknown[] = [document]
  let count = 0
  while (waiting.length > 0) {
    const value = waiting.pop()
    if (++count + waiting.length > max) return true
    if (typeof value === 'object' && value !== null) for (const inner of Object.values(value)) waiting.push(inner)
  }
  return false
}
