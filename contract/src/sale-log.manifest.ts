import { PLACES_MAX } from './manifest.ts'
import { hasShape, isCount, isDigest, isRuns, isText, readJson, type Check, type PlaceRun } from './sale-log.leaves.ts'

/** A price level of a sale: what its places cost, in minor units, and which they are. */
export interface ManifestLevel {
  readonly id: string
  readonly name: string
  readonly faceMinor: number
  readonly feesMinor: number
  readonly allInMinor: number
  readonly runs: readonly PlaceRun[]
}

/** The document that a leaf of kind `manifest` names by its SHA-256: what is sold, when, and for how much. */
export interface SaleManifest {
  readonly event: string
  /** SHA-256 of the seating plan, which tells the address of each place. */
  readonly plan: string
  readonly places: number
  /** Tickets at most for one person. */
  readonly allowance: number
  readonly currency: string
  readonly startsAt: string
  /** Null: on sale as soon as published. */
  readonly onSaleAt: string | null
  /** Null: on sale until it starts. */
  readonly offSaleAt: string | null
  /** Who has a code buys before the sale opens, from the same places. */
  readonly presales: readonly SalePresale[]
  readonly levels: readonly ManifestLevel[]
}

export interface SalePresale {
  readonly name: string
  readonly startsAt: string
  readonly endsAt: string
  /** Null: as the event says. */
  readonly allowance: number | null
}

/** Where the document with a digest lies, below the address of its log. */
export const manifestPath = (digest: string): string => `manifest/${digest}.json`

/** Reads a document. Undefined when it is none, or when its levels do not have each of its places exactly once. */
export function parseSaleManifest(bytes: Uint8Array): SaleManifest | undefined {
  const value = readJson(bytes)
  if (!hasShape(value, shape)) return undefined
  const manifest = value as SaleManifest
  if (manifest.places > PLACES_MAX) return undefined
  const runs = manifest.levels.flatMap((level) => level.runs).sort((a, b) => a[0] - b[0])
  let next = 0
  for (const [first, count] of runs) {
    if (first !== next) return undefined
    next += count
  }
  return next === manifest.places ? manifest : undefined
}

const orNull =
  (check: Check): Check =>
  (value) =>
    value === null || check(value)
const isMoment: Check = (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value)
const listOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check)

const level = { id: isText, name: isText, faceMinor: isCount, feesMinor: isCount, allInMinor: isCount, runs: isRuns }
const presale = { name: isText, startsAt: isMoment, endsAt: isMoment, allowance: orNull(isCount) }
const shape = {
  event: isText,
  plan: isDigest,
  places: isCount,
  allowance: isCount,
  currency: isText,
  startsAt: isMoment,
  onSaleAt: orNull(isMoment),
  offSaleAt: orNull(isMoment),
  presales: listOf((value) => hasShape(value, presale)),
  levels: listOf((value) => hasShape(value, level)),
}
