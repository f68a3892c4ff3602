import { PLACE_ACCESSIBLE, PLACE_COMPANION, type PlaceNo } from '@foyer/contract/compiled-manifest'
import { blockOf } from './blocks.ts'
import type { SeatPlan } from './plan.ts'
import { singlesLeft } from './single-seats.ts'

/** A seat instead of one that is gone. */
export interface NearSeat {
  readonly place: PlaceNo
  readonly where: 'same-row' | 'same-section' | 'elsewhere'
}

/** What counts against a seat that is offered, in seats of distance. */
const COST = { anotherRow: 4, anotherSection: 60, anotherPrice: 1_000, apart: 8, leavesSingle: 3 } as const

/**
 * The free seat nearest to one that was lost: at the same price where there is one, in the same row, then the same
 * section; beside what is still chosen, and leaving no single seat where that can be. Seats kept for people who need
 * them are offered only instead of such a seat.
 */
export function nearSeat(
  plan: SeatPlan,
  isFree: (place: PlaceNo) => boolean,
  lost: PlaceNo,
  chosen: readonly PlaceNo[],
): NearSeat | undefined {
  const { compiled } = plan
  const kept = PLACE_ACCESSIBLE | PLACE_COMPANION
  const lostKept = (compiled.flags[lost] ?? 0) & kept
  let best: PlaceNo | undefined
  let bestCost = Infinity
  for (let place = 0; place < compiled.count; place++) {
    if (compiled.rowOf[place] === -1 || !isFree(place) || place === lost || chosen.includes(place)) continue
    if (((compiled.flags[place] ?? 0) & kept) !== lostKept) continue
    const rough = roughCost(plan, lost, place)
    if (rough >= bestCost) continue
    const cost = rough + (isBesideChosen(plan, place, chosen) ? 0 : COST.apart) + singleCost(place)
    if (cost < bestCost) [best, bestCost] = [place, cost]
  }
  return best === undefined ? undefined : { place: best, where: whereIs(plan, lost, best) }

  function singleCost(place: PlaceNo): number {
    return singlesLeft(plan, isFree, [...chosen, place]).length * COST.leavesSingle
  }
}

function roughCost(plan: SeatPlan, lost: PlaceNo, place: PlaceNo): number {
  const { x, y, rowOf, sectionOf } = plan.compiled
  const distance = Math.hypot((x[place] ?? 0) - (x[lost] ?? 0), (y[place] ?? 0) - (y[lost] ?? 0)) / plan.pitch
  return (
    distance +
    (rowOf[place] === rowOf[lost] ? 0 : COST.anotherRow) +
    (sectionOf[place] === sectionOf[lost] ? 0 : COST.anotherSection) +
    (plan.levelOf[place] === plan.levelOf[lost] ? 0 : COST.anotherPrice)
  )
}

function isBesideChosen(plan: SeatPlan, place: PlaceNo, chosen: readonly PlaceNo[]): boolean {
  if (chosen.length === 0) return true
  const block = blockOf(plan.compiled, place)
  return (
    block !== undefined &&
    [place - 1, place + 1].some((beside) => chosen.includes(beside) && blockOf(plan.compiled, beside) === block)
  )
}

function whereIs({ compiled }: SeatPlan, lost: PlaceNo, place: PlaceNo): NearSeat['where'] {
  if (compiled.rowOf[lost] === compiled.rowOf[place]) return 'same-row'
  return compiled.sectionOf[lost] === compiled.sectionOf[place] ? 'same-section' : 'elsewhere'
}
