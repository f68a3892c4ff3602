import { PLACE_ACCESSIBLE, PLACE_COMPANION, type PlaceNo } from '@foyer/contract/compiled-manifest'
import type { SeatPlan } from './plan.ts'
import { spansOf, type SeatSpan } from './seat-spans.ts'

/** A party that wants seats without choosing each. */
export interface PartyWish {
  readonly quantity: number
  /** Indexes of price levels; undefined: all. */
  readonly levels?: ReadonlySet<number> | undefined
  /** Index of a section; undefined: all. */
  readonly section?: number | undefined
  /** Whether the party may be split when there are no seats together. */
  readonly relax: boolean
}

/** How well it could be done, in the words of a hold. */
export type Fit = 'together' | 'leaves-single' | 'neighbouring-rows' | 'scattered'

export type PartySeats =
  | { readonly found: readonly PlaceNo[]; readonly fit: Fit }
  | { readonly refused: 'not-together' }
  | { readonly refused: 'not-enough-available'; readonly available: number }

/** What seats together may be: leaving no single seat; leaving one; taking seats kept for people who need them, too. */
type Mode = 'tidy' | 'plain' | 'any'

/** Spans of a plan in the order in which they are looked at, with what may be taken of them. */
interface Search {
  readonly plan: SeatPlan
  readonly isFree: (place: PlaceNo) => boolean
  readonly spans: readonly SeatSpan[]
}

/**
 * The seats that the server would choose for a party, found here so that they can be looked at before they are held:
 * together in one row with no aisle between, leaving no single seat, nearest to the stage. Then a single seat may stay
 * behind; then, with `relax`, the party is split over neighbouring rows, and at last over the nearest seats there are.
 */
export function findBestSeats(plan: SeatPlan, isFree: (place: PlaceNo) => boolean, wish: PartyWish): PartySeats {
  const spans = spansOf(plan).filter(
    (span) =>
      (wish.levels === undefined || wish.levels.has(span.level)) &&
      (wish.section === undefined || wish.section === span.section),
  )
  const search: Search = { plan, isFree, spans }
  const { all, ordinary } = countFree(search)
  if (all < wish.quantity) return { refused: 'not-enough-available', available: all }
  for (const mode of ordinary > 0 ? (['tidy', 'plain'] as const) : (['any'] as const)) {
    const first = nearestWindow(search, mode, wish.quantity)
    if (first !== undefined)
      return { found: seatsFrom(first, wish.quantity), fit: mode === 'plain' ? 'leaves-single' : 'together' }
  }
  if (!wish.relax) return { refused: 'not-together' }
  const mode = ordinary > 0 ? 'plain' : 'any'
  const near = inNeighbouringRows(search, mode, wish.quantity)
  if (near !== undefined) return { found: near, fit: 'neighbouring-rows' }
  const anywhere = scattered(search, mode, wish.quantity)
  return anywhere === undefined
    ? { refused: 'not-enough-available', available: ordinary }
    : { found: anywhere, fit: 'scattered' }
}

function countFree({ plan, isFree, spans }: Search): { all: number; ordinary: number } {
  let [all, ordinary] = [0, 0]
  for (const span of spans)
    for (let place = span.first; place < span.end; place++) {
      if (!isFree(place)) continue
      all++
      if (isOrdinary(plan, place)) ordinary++
    }
  return { all, ordinary }
}

function nearestWindow(search: Search, mode: Mode, quantity: number): PlaceNo | undefined {
  let best: Window | undefined
  for (const span of search.spans) {
    // Spans are in the order of their nearest seats: none that follows can be nearer on the mean.
    if (best !== undefined && span.nearest >= best.distance) break
    const window = bestWindow(search, span, mode, quantity)
    if (window !== undefined && (best === undefined || window.distance < best.distance)) best = window
  }
  return best?.first
}

interface Window {
  readonly first: PlaceNo
  readonly distance: number
}

/** The window of a span whose seats are nearest on the mean. */
function bestWindow({ plan, isFree }: Search, span: SeatSpan, mode: Mode, quantity: number): Window | undefined {
  const mayTake = (place: PlaceNo) => isFree(place) && (mode === 'any' || isOrdinary(plan, place))
  let best: Window | undefined
  let run = 0
  for (let place = span.first; place < span.end; place++) {
    run = mayTake(place) ? run + 1 : 0
    if (run < quantity) continue
    const first = place - quantity + 1
    const distance = (span.distanceBefore(place + 1) - span.distanceBefore(first)) / quantity
    if (best !== undefined && distance >= best.distance) continue
    if (mode === 'tidy' && leavesSingle(span, isFree, first, place)) continue
    best = { first, distance }
  }
  return best
}

function leavesSingle(
  { block }: SeatSpan,
  isFree: (place: PlaceNo) => boolean,
  first: PlaceNo,
  last: PlaceNo,
): boolean {
  const free = (place: PlaceNo) => place >= block.first && place < block.first + block.count && isFree(place)
  return (free(first - 1) && !free(first - 2)) || (free(last + 1) && !free(last + 2))
}

/** Two groups, each together, in neighbouring rows of one section; as even as can be, nearest first. */
function inNeighbouringRows(search: Search, mode: Mode, quantity: number): PlaceNo[] | undefined {
  const ofRow = Map.groupBy(search.spans, (span) => span.row)
  for (let larger = Math.ceil(quantity / 2); larger < quantity; larger++)
    for (const span of search.spans) {
      const here = bestWindow(search, span, mode, larger)
      if (here === undefined) continue
      for (const other of [...(ofRow.get(span.row - 1) ?? []), ...(ofRow.get(span.row + 1) ?? [])]) {
        const there = other.section === span.section ? bestWindow(search, other, mode, quantity - larger) : undefined
        if (there !== undefined)
          return [...seatsFrom(here.first, larger), ...seatsFrom(there.first, quantity - larger)].toSorted(
            (a, b) => a - b,
          )
      }
    }
  return undefined
}

/** The nearest free seats, wherever they are. */
function scattered({ plan, isFree, spans }: Search, mode: Mode, quantity: number): PlaceNo[] | undefined {
  const found: PlaceNo[] = []
  for (const span of spans)
    for (let place = span.first; place < span.end; place++) {
      if (!isFree(place) || (mode !== 'any' && !isOrdinary(plan, place))) continue
      found.push(place)
      if (found.length === quantity) return found.toSorted((a, b) => a - b)
    }
  return undefined
}

const isOrdinary = ({ compiled }: SeatPlan, place: PlaceNo): boolean =>
  ((compiled.flags[place] ?? 0) & (PLACE_ACCESSIBLE | PLACE_COMPANION)) === 0

const seatsFrom = (first: PlaceNo, quantity: number): PlaceNo[] =>
  Array.from({ length: quantity }, (_, at) => first + at)
