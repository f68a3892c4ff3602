import type { PlaceNo, SeatBlock } from '@foyer/contract/compiled-manifest'
import { blockOf } from './blocks.ts'
import type { SeatPlan } from './plan.ts'

type IsFree = (place: PlaceNo) => boolean

/**
 * Seats that a choice would leave alone: free, not chosen, beside a chosen one, with no other free seat beside them
 * before the next aisle. The server avoids them when it chooses, and never refuses a choice that leaves one; so it is
 * told here as a favour to ask.
 */
export function singlesLeft(plan: SeatPlan, isFree: IsFree, chosen: readonly PlaceNo[]): PlaceNo[] {
  const taken = new Set(chosen)
  const left = new Set<PlaceNo>()
  for (const seat of chosen) {
    const block = blockOf(plan.compiled, seat)
    if (block === undefined) continue
    const open = (place: PlaceNo): boolean => isWithin(block, place) && isFree(place) && !taken.has(place)
    for (const beside of [seat - 1, seat + 1])
      if (open(beside) && !open(beside - 1) && !open(beside + 1)) left.add(beside)
  }
  return [...left].toSorted((a, b) => a - b)
}

/** Seats to give up and seats to take instead. */
export interface Exchange {
  readonly give: readonly PlaceNo[]
  readonly take: readonly PlaceNo[]
}

/** Neighbours that move together within their row, and where they sit then. */
export interface Shift extends Exchange {
  readonly group: readonly PlaceNo[]
}

/**
 * The smallest shift within its row that leaves no seat alone and none beside the rest of the choice worse off:
 * neighbours that were chosen together move together, at the same price. Undefined when no shift helps.
 */
export function shiftThatAvoids(plan: SeatPlan, isFree: IsFree, chosen: readonly PlaceNo[]): Shift | undefined {
  const before = singlesLeft(plan, isFree, chosen).length
  if (before === 0) return undefined
  let best: (Shift & { readonly singles: number; readonly by: number }) | undefined
  for (const run of groupsOf(plan, chosen)) {
    const block = blockOf(plan.compiled, run[0] ?? -1)
    if (block === undefined) continue
    const others = chosen.filter((seat) => !run.includes(seat))
    for (let by = 1 - block.count; by < block.count; by++) {
      const moved = run.map((seat) => seat + by)
      if (by === 0 || !moved.every((seat, index) => fits(seat, run[index] ?? seat, others, block))) continue
      const singles = singlesLeft(plan, isFree, [...others, ...moved]).length
      if (singles >= before) continue
      if (best !== undefined && (singles > best.singles || (singles === best.singles && Math.abs(by) >= best.by)))
        continue
      const give = run.filter((seat) => !moved.includes(seat))
      best = { give, take: moved.filter((seat) => !run.includes(seat)), group: moved, singles, by: Math.abs(by) }
    }
  }
  return best && { give: best.give, take: best.take, group: best.group }

  function fits(seat: PlaceNo, from: PlaceNo, others: readonly PlaceNo[], block: SeatBlock): boolean {
    if (!isWithin(block, seat) || others.includes(seat) || !isFree(seat)) return false
    const { flags } = plan.compiled
    return plan.levelOf[seat] === plan.levelOf[from] && flags[seat] === flags[from]
  }
}

/** Chosen seats that stand beside one another. */
function groupsOf(plan: SeatPlan, chosen: readonly PlaceNo[]): PlaceNo[][] {
  const groups: PlaceNo[][] = []
  for (const seat of chosen.toSorted((a, b) => a - b)) {
    const block = blockOf(plan.compiled, seat)
    const last = groups.at(-1)
    if (block !== undefined && last?.at(-1) === seat - 1 && isWithin(block, seat - 1)) last.push(seat)
    else groups.push([seat])
  }
  return groups
}

const isWithin = (block: SeatBlock, place: PlaceNo): boolean =>
  place >= block.first && place < block.first + block.count
