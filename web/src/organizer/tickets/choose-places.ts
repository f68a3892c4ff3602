import type { CompiledManifest, PlaceNo } from '@foyer/contract/compiled-manifest'
import { placesOf, type Runs } from './stock.ts'

/** Which places of a section are meant; rows and seats by their position, both ends with them. */
export type Choice =
  | { readonly kind: 'all' }
  | { readonly kind: 'rows'; readonly from: number; readonly to: number }
  | { readonly kind: 'seats'; readonly row: number; readonly from: number; readonly to: number }
  /** So many of an area, the last ones that nobody has. */
  | { readonly kind: 'count'; readonly count: number }

/** What became of places. */
export interface Claims {
  /** A bit for each place that is not to be had; undefined while that cannot be told. */
  readonly bitmap: Uint8Array | undefined
  readonly house: Runs
  readonly kill: Runs
}

export type Claim = 'free' | 'house' | 'out' | 'somebody'

/** Tells of each place what became of it. */
export function claimsOf({ bitmap, house, kill }: Claims): (place: PlaceNo) => Claim {
  const [houses, kills] = [new Set(placesOf(house)), new Set(placesOf(kill))]
  return (place) => {
    if (houses.has(place)) return 'house'
    if (kills.has(place)) return 'out'
    return ((bitmap?.[place >>> 3] ?? 0) & (1 << (place & 7))) === 0 ? 'free' : 'somebody'
  }
}

/** The rows of a section, in the order of their places. */
export const rowsIn = (compiled: CompiledManifest, section: number) =>
  compiled.rows.filter((row) => row.section === section)

/** The places of a section that are meant. */
export function chosenPlaces(
  compiled: CompiledManifest,
  section: number,
  choice: Choice,
  claimOf: (place: PlaceNo) => Claim,
): readonly PlaceNo[] {
  const all = compiled.sections[section]
  if (all === undefined) return []
  if (choice.kind === 'all') return [...placesOf([[all.first, all.count]])]
  if (choice.kind === 'count')
    return [...placesOf([[all.first, all.count]])]
      .filter((place) => claimOf(place) === 'free')
      .slice(-Math.max(1, choice.count))
  const rows = rowsIn(compiled, section)
  const [from, to] = [Math.min(choice.from, choice.to), Math.max(choice.from, choice.to)]
  if (choice.kind === 'rows')
    return [...placesOf(rows.slice(from, to + 1).map(({ first, count }) => [first, count] as const))]
  const row = rows[choice.row]
  return row === undefined ? [] : [...placesOf([[row.first + from, to - from + 1]])]
}

/** Neighbours of one row, or places of one area. */
export interface NamedRun {
  readonly section: string
  /** Null in an area. */
  readonly row: string | null
  readonly from: string
  readonly to: string
  readonly places: readonly PlaceNo[]
}

/** Places in words: ascending, neighbours of a row together, all of an area together. */
export function nameRuns(compiled: CompiledManifest, places: readonly PlaceNo[]): readonly NamedRun[] {
  const runs: { section: string; row: string | null; from: string; to: string; places: PlaceNo[] }[] = []
  for (const place of places.toSorted((a, b) => a - b)) {
    const { section, row, seat } = compiled.address(place)
    const last = runs.at(-1)
    const isNext = last?.section === section && last.row === row && (row === null || last.places.at(-1) === place - 1)
    if (isNext) {
      last.places.push(place)
      last.to = seat ?? ''
    } else runs.push({ section, row, from: seat ?? '', to: seat ?? '', places: [place] })
  }
  return runs
}

/** Places that one request may name. */
const PLACES_PER_REQUEST = 10_000

/** Places in as many requests as they need; each is done whole or not at all. */
export const inBatches = (places: readonly PlaceNo[]): PlaceNo[][] =>
  Array.from({ length: Math.ceil(places.length / PLACES_PER_REQUEST) }, (_, n) =>
    places.slice(n * PLACES_PER_REQUEST, (n + 1) * PLACES_PER_REQUEST),
  )
