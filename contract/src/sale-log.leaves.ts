import { fromBase64Url, toBase64Url } from './base64.ts'
import { sha256, SHA256_BYTES } from './sha256.ts'

/** First place and count. */
export type PlaceRun = readonly [first: number, count: number]

/** How many places of a price level there are, and how many of them were kept off sale when the manifest was written. */
export interface LevelCounts {
  readonly id: string
  readonly places: number
  /** Kept for the house. */
  readonly house: number
  /** Cannot be used. */
  readonly kill: number
}

/** What stands in every leaf but the manifest's: the entry of the event's log that it tells of, and when that was. */
interface OfEntry {
  readonly entry: number
  /** Epoch milliseconds on the clock of the seller's database, as are the others. */
  readonly at: number
}

interface OfHold extends OfEntry {
  /** A commitment to the hold: nobody can tell whose it is who was not given the salt. */
  readonly hold: string
}

interface Sold extends OfHold {
  /** A commitment to the order. */
  readonly sale: string
  readonly places: readonly number[]
}

/** One leaf of a public sale log. `docs/sale-log.md` says what each means and what must follow what. */
export type SaleLogLeaf =
  | {
      readonly kind: 'manifest'
      /** Entries of the event's log that stand before it. */
      readonly entry: number
      readonly at: number
      /** 1 for the first, one more for each that follows. */
      readonly version: number
      readonly places: number
      /** SHA-256 of the document, in hexadecimal. */
      readonly document: string
      readonly levels: readonly LevelCounts[]
    }
  | ({ readonly kind: 'held'; readonly places: readonly number[]; readonly until: number } & OfHold)
  | ({ readonly kind: 'released' } & OfHold)
  | ({ readonly kind: 'expired' } & OfHold)
  | ({ readonly kind: 'extended'; readonly until: number } & OfHold)
  | ({ readonly kind: 'sold' } & Sold)
  | ({ readonly kind: 'sold-late' } & Sold)
  | ({ readonly kind: 'returned'; readonly places: readonly number[] } & OfHold)
  | ({ readonly kind: 'blocked'; readonly reason: 'house' | 'kill'; readonly runs: readonly PlaceRun[] } & OfEntry)
  | ({ readonly kind: 'unblocked'; readonly runs: readonly PlaceRun[] } & OfEntry)

export type LeafOf<K extends SaleLogLeaf['kind']> = Extract<SaleLogLeaf, { readonly kind: K }>

export const SALT_BYTES = 32
/** Runs that a leaf tells at most: what a change has beyond them is in a leaf of its own, of the same entry. */
export const RUNS_PER_LEAF_MAX = 2_000

/** What stands in the log for a hold or an order: SHA-256 over the salt and `hold:` or `sale:` with the id, in base64url. */
export const commitTo = (kind: 'hold' | 'sale', id: string, salt: Uint8Array): string =>
  toBase64Url(sha256(salt, new TextEncoder().encode(`${kind}:${id}`)))

/** The one text of a leaf. Its bytes are what is hashed. */
export const encodeLeaf = (leaf: SaleLogLeaf): string => JSON.stringify(leaf)

/** Reads a leaf. Undefined for whatever is not the text of exactly one kind, all members there and no other. */
export function parseLeaf(bytes: Uint8Array): SaleLogLeaf | undefined {
  const value = readJson(bytes)
  if (!isRecord(value)) return undefined
  const kind = value['kind']
  const shape =
    typeof kind === 'string' && Object.hasOwn(shapes, kind) ? shapes[kind as SaleLogLeaf['kind']] : undefined
  return shape !== undefined && hasShape(value, { kind: () => true, ...shape }) ? (value as SaleLogLeaf) : undefined
}

export type Check = (value: unknown) => boolean
type Shape = Readonly<Record<string, Check>>

export const isCount: Check = (value) => Number.isSafeInteger(value) && Number(value) >= 0
export const isText: Check = (value) => typeof value === 'string' && value !== ''
export const isDigest: Check = (value) => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value)
const isCommitment: Check = (value) => typeof value === 'string' && fromBase64Url(value)?.length === SHA256_BYTES
const isReason: Check = (value) => value === 'house' || value === 'kill'

const isPlaces: Check = (value) =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.every((place, at) => isCount(place) && (at === 0 || place > value[at - 1]))

const isShortRuns: Check = (value) => isRuns(value) && (value as unknown[]).length <= RUNS_PER_LEAF_MAX

/** Whether a value is a list of runs, ascending, none touching what another has. */
export const isRuns: Check = (value) => {
  if (!Array.isArray(value) || value.length === 0) return false
  let next = 0
  for (const run of value) {
    if (!Array.isArray(run) || run.length !== 2 || !run.every(isCount) || run[0] < next || run[1] === 0) return false
    next = run[0] + run[1]
  }
  return true
}

const isLevels: Check = (value) =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.every((level) => hasShape(level, { id: isText, places: isCount, house: isCount, kill: isCount }))

const ofEntry = { entry: isCount, at: isCount }
const ofHold = { ...ofEntry, hold: isCommitment }
const sold = { ...ofHold, sale: isCommitment, places: isPlaces }

const shapes: Readonly<Record<SaleLogLeaf['kind'], Shape>> = {
  manifest: { ...ofEntry, version: isCount, places: isCount, document: isDigest, levels: isLevels },
  held: { ...ofHold, places: isPlaces, until: isCount },
  released: ofHold,
  expired: ofHold,
  extended: { ...ofHold, until: isCount },
  sold,
  'sold-late': sold,
  returned: { ...ofHold, places: isPlaces },
  blocked: { ...ofEntry, reason: isReason, runs: isShortRuns },
  unblocked: { ...ofEntry, runs: isShortRuns },
}

export function hasShape(value: unknown, shape: Shape): boolean {
  if (!isRecord(value)) return false
  const checks = Object.entries(shape)
  return Object.keys(value).length === checks.length && checks.every(([name, check]) => check(value[name]))
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** The value that bytes are the one text of: JSON in UTF-8, without spaces, no member twice. Undefined for anything else. */
export function readJson(bytes: Uint8Array): unknown {
  try {
    const text = decoder.decode(bytes)
    const value: unknown = JSON.parse(text)
    // A text that is written otherwise may be read otherwise, by somebody else.
    return JSON.stringify(value) === text ? value : undefined
  } catch {
    return undefined
  }
}
