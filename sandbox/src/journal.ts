import { closeSync, constants, existsSync, openSync, readSync, renameSync, writeSync } from 'node:fs'
import type { IdempotencyKeys, KeptAnswer } from './idempotency.ts'
import type { Totals } from './ledger.ts'
import type { Payable } from './records.ts'
import type { Store } from './store.ts'

export type JournalParts = {
  readonly store: Store
  readonly keys: IdempotencyKeys
  /** Milliseconds in the sandbox's time. */
  readonly now: () => number
}

/** What a line says: how the file begins, the records that one step changed, or an answer kept under its key. */
type Line =
  | { readonly journal: typeof VERSION; readonly gone: Readonly<Record<string, Totals>> }
  | { readonly put: readonly Payable[] }
  | { readonly key: KeptAnswer }

const VERSION = 1
const GROWTH_MAX = 8 // times what it held when last compacted
const GROWTH_SPARED = 10_000 // records and answers
const CHUNK_BYTES = 1_024 * 1_024
const FOR_THE_OWNER = 0o600 // names and addresses of buyers are in it
const LINE_END = 0x0a
const AT_ITS_END = constants.O_WRONLY | constants.O_APPEND // and never a new file, which would lack its beginning

/**
 * The sandbox's memory of what an account holds, in a file, for the day its process dies: payments with all that
 * belongs to them, and the answers kept under idempotency keys. Not events, switches, planned faults, advanced time.
 *
 * Each step is one line, written before the step takes effect and before anybody hears of it, so a step is known whole
 * or not at all. Nothing waits for the disk: the file survives the process, not the machine. It is rewritten, atomically
 * and with the latest versions alone, on start and whenever it has grown to a multiple of that. For one process at a
 * time.
 */
export class Journal {
  readonly #file: string
  readonly #parts: JournalParts
  #entries = 0
  #entriesMax = 0
  /** The file, open to its end until this turn is over. */
  #open: number | undefined

  constructor(file: string, parts: JournalParts) {
    this.#file = file
    this.#parts = parts
  }

  /**
   * Puts back what the file holds; without a file there is nothing to put back. A last line without its end is what a
   * death in the middle of a step left: nobody was told of it, and it is left out.
   * @throws Error that names the line when any other cannot be read.
   */
  restore(): void {
    const { store } = this.#parts
    let number = 0
    for (const text of existsSync(this.#file) ? linesOf(this.#file) : []) {
      const line = readLine(text)
      number++
      const isFirst = number === 1
      if (line === undefined || 'journal' in line !== isFirst) throw damaged(this.#file, number)
      this.#putBack(line)
    }
    store.makeRoom(() => undefined)
    this.compact()
  }

  /** Notes the records that a step is about to change. */
  record(put: readonly Payable[]): void {
    if (put.length > 0) this.#append({ put }, put.length)
  }

  /** Notes an answer that is given again to whoever asks again under its key. */
  keep(key: KeptAnswer): void {
    this.#append({ key }, 1)
  }

  /** Rewrites the file from what is remembered now. */
  compact(): void {
    this.#close()
    const fresh = `${this.#file}.new`
    const file = openSync(fresh, 'w', FOR_THE_OWNER)
    let entries = 0
    try {
      let chunk = ''
      for (const line of this.#linesOfNow()) {
        chunk += `${JSON.stringify(line)}\n`
        entries++
        if (chunk.length < CHUNK_BYTES) continue
        writeAll(file, chunk)
        chunk = ''
      }
      writeAll(file, chunk)
    } finally {
      closeSync(file)
    }
    renameSync(fresh, this.#file)
    this.#entries = entries
    this.#entriesMax = Math.max(GROWTH_SPARED, GROWTH_MAX * entries)
  }

  #append(line: Line, entries: number): void {
    if (this.#entries + entries > this.#entriesMax) this.compact()
    try {
      writeAll(this.#opened(), `${JSON.stringify(line)}\n`)
    } catch (problem) {
      this.#close()
      this.#entriesMax = 0 // half a line may be there, or the file is gone: rewrite before going on
      throw problem
    }
    this.#entries += entries
  }

  /**
   * By its name in each turn: whoever replaces the file meanwhile does not make this process write to nowhere. Once a
   * turn, as a rush brings many steps in one.
   */
  #opened(): number {
    if (this.#open === undefined) {
      this.#open = openSync(this.#file, AT_ITS_END)
      setImmediate(() => this.#close())
    }
    return this.#open
  }

  #close(): void {
    const file = this.#open
    this.#open = undefined
    if (file !== undefined) closeSync(file)
  }

  #putBack(line: Line): void {
    const { store, keys } = this.#parts
    if ('journal' in line) store.ledger.restore(line.gone)
    else if ('key' in line) keys.restore(line.key)
    else for (const record of line.put) store.put(record)
  }

  *#linesOfNow(): Generator<Line> {
    const { store, keys, now } = this.#parts
    yield { journal: VERSION, gone: store.ledger.without(store.charges.newer()) }
    for (const record of store.payables()) yield { put: [record] }
    for (const key of keys.kept(now())) yield { key }
  }
}

/** The lines of a file, those alone that have their end. */
function* linesOf(name: string): Generator<string> {
  const file = openSync(name, 'r')
  try {
    const chunk = Buffer.alloc(CHUNK_BYTES)
    let rest = Buffer.alloc(0)
    for (let bytes = readSync(file, chunk); bytes > 0; bytes = readSync(file, chunk)) {
      rest = Buffer.concat([rest, chunk.subarray(0, bytes)])
      let start = 0
      for (let end = rest.indexOf(LINE_END); end !== -1; end = rest.indexOf(LINE_END, start)) {
        yield rest.toString('utf8', start, end)
        start = end + 1
      }
      rest = rest.subarray(start)
    }
  } finally {
    closeSync(file)
  }
}

const writeAll = (file: number, text: string): void => {
  const bytes = Buffer.from(text)
  for (let written = 0; written < bytes.length;) written += writeSync(file, bytes, written)
}

const readLine = (text: string): Line | undefined => {
  try {
    const value: unknown = JSON.parse(text)
    return isLine(value) ? value : undefined
  } catch (problem) {
    if (problem instanceof SyntaxError) return undefined
    throw problem
  }
}

const isLine = (value: unknown): value is Line => {
  if (!isThing(value)) return false
  if ('journal' in value) return value['journal'] === VERSION && isThing(value['gone'])
  if ('key' in value) return isThing(value['key']) && typeof value['key']['key'] === 'string'
  return Array.isArray(value['put']) && value['put'].every(isRecord)
}

const kinds: readonly unknown[] = [
  'checkout.session',
  'payment_intent',
  'charge',
  'refund',
  'dispute',
] satisfies Payable['object'][]

const isRecord = (value: unknown): boolean =>
  isThing(value) && kinds.includes(value['object']) && typeof value['id'] === 'string'

const isThing = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

const damaged = (file: string, line: number): Error =>
  new Error(
    `The journal of the payment sandbox is damaged: line ${line} of ${file} cannot be read. ` +
      'Mend or remove that line, or remove the file: the sandbox then begins with nothing.',
  )
