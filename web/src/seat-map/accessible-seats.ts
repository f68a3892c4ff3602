import { PLACE_ACCESSIBLE, PLACE_COMPANION, type PlaceNo } from '@foyer/contract/compiled-manifest'
import type { PartySeats, PartyWish } from './best-seats.ts'
import type { SeatPlan } from './plan.ts'
import { spansOf, type SeatSpan } from './seat-spans.ts'

/** A party of whom some need a wheelchair space. */
export interface AccessibleWish extends PartyWish {
  readonly wheelchairs: number
}

/** What seats cost: a wheelchair space that nobody asked for weighs more than any distance. */
const WASTE = 1e9
const NOT_COMPANION = 1e6

type IsFree = (place: PlaceNo) => boolean

/**
 * Wheelchair spaces with the others of the party beside, as the server would choose them: together in one row, no space
 * more than asked for where that can be, companions' seats first, nearest to the stage. With `relax` they may stand
 * apart in their section.
 */
export function findAccessibleSeats(plan: SeatPlan, isFree: IsFree, wish: AccessibleWish): PartySeats {
  const spans = spansOf(plan).filter((span) => wish.levels === undefined || wish.levels.has(span.level))
  const available = spans.reduce((sum, span) => sum + seatsOf(span).filter(isFree).length, 0)
  if (available < wish.quantity) return { refused: 'not-enough-available', available }
  const together = findTogether(plan, isFree, wish, spans)
  if (together !== undefined) return { found: together, fit: 'together' }
  const apart = wish.relax ? findApart(plan, isFree, wish, spans) : undefined
  return apart === undefined ? { refused: 'not-together' } : { found: apart, fit: 'scattered' }
}

function findTogether(
  plan: SeatPlan,
  isFree: IsFree,
  wish: AccessibleWish,
  spans: readonly SeatSpan[],
): PlaceNo[] | undefined {
  let best: PlaceNo[] | undefined
  let bestCost = Infinity
  for (const span of spans) {
    if (!seatsOf(span).some((seat) => has(plan, seat, PLACE_ACCESSIBLE))) continue
    for (let first = span.first; first + wish.quantity <= span.end; first++) {
      const seats = Array.from({ length: wish.quantity }, (_, at) => first + at)
      if (!seats.every(isFree)) continue
      const spaces = seats.filter((seat) => has(plan, seat, PLACE_ACCESSIBLE)).length
      if (spaces < wish.wheelchairs) continue
      const companions = seats.filter(
        (seat) => !has(plan, seat, PLACE_ACCESSIBLE) && has(plan, seat, PLACE_COMPANION),
      ).length
      const distance = (span.distanceBefore(first + wish.quantity) - span.distanceBefore(first)) / wish.quantity
      const cost =
        distance + (wish.quantity - spaces - companions) * NOT_COMPANION + (spaces - wish.wheelchairs) * WASTE
      if (cost < bestCost) [best, bestCost] = [seats, cost]
    }
  }
  return best
}

/** In one section: wheelchair spaces, then companions' seats, then others, each nearest first. */
function findApart(
  plan: SeatPlan,
  isFree: IsFree,
  wish: AccessibleWish,
  spans: readonly SeatSpan[],
): PlaceNo[] | undefined {
  for (const ofSection of Map.groupBy(spans, (span) => span.section).values()) {
    const free = ofSection.flatMap(seatsOf).filter(isFree)
    const spaces = free.filter((seat) => has(plan, seat, PLACE_ACCESSIBLE))
    const others = free.filter((seat) => !has(plan, seat, PLACE_ACCESSIBLE))
    const ordered = [
      ...others.filter((seat) => has(plan, seat, PLACE_COMPANION)),
      ...others.filter((seat) => !has(plan, seat, PLACE_COMPANION)),
    ]
    if (spaces.length < wish.wheelchairs || ordered.length < wish.quantity - wish.wheelchairs) continue
    const found = [...spaces.slice(0, wish.wheelchairs), ...ordered.slice(0, wish.quantity - wish.wheelchairs)]
    return found.toSorted((a, b) => a - b)
  }
  return undefined
}

const has = ({ compiled }: SeatPlan, seat: PlaceNo, flag: number): boolean => ((compiled.flags[seat] ?? 0) & flag) !== 0
const seatsOf = (span: SeatSpan): PlaceNo[] => Array.from({ length: span.end - span.first }, (_, at) => span.first + at)
