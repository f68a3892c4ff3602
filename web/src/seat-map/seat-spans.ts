import type { PlaceNo, SeatBlock } from '@foyer/contract/compiled-manifest'
import type { SeatPlan } from './plan.ts'

/** Seats beside one another, of one category: within it a party sits together at one price. */
export interface SeatSpan {
  readonly first: PlaceNo
  /** The place after its last seat. */
  readonly end: PlaceNo
  readonly section: number
  readonly row: number
  readonly level: number
  /** The run of seats between aisles that it lies in. */
  readonly block: SeatBlock
  /** Distance from the stage of its nearest seat. */
  readonly nearest: number
  /** Sum of the distances of all places before one. */
  readonly distanceBefore: (place: PlaceNo) => number
}

const known = new WeakMap<SeatPlan, readonly SeatSpan[]>()

/** The spans of a plan, nearest to the stage first; worked out once. */
export function spansOf(plan: SeatPlan): readonly SeatSpan[] {
  let spans = known.get(plan)
  if (spans === undefined) known.set(plan, (spans = makeSpans(plan)))
  return spans
}

function makeSpans({ compiled, levelOf }: SeatPlan): SeatSpan[] {
  const { x, y, focal, categoryOf } = compiled
  const sums = new Float64Array(compiled.count + 1)
  for (let place = 0; place < compiled.count; place++)
    sums[place + 1] = (sums[place] ?? 0) + Math.hypot((x[place] ?? 0) - focal[0], (y[place] ?? 0) - focal[1])
  const distanceBefore = (place: PlaceNo) => sums[place] ?? 0
  const spans: SeatSpan[] = []
  for (const [row, { section, blocks }] of compiled.rows.entries())
    for (const block of blocks) {
      const blockEnd = block.first + block.count
      for (let first = block.first, end = first; first < blockEnd; first = end) {
        let nearest = Infinity
        for (end = first; end < blockEnd && categoryOf[end] === categoryOf[first]; end++)
          nearest = Math.min(nearest, distanceBefore(end + 1) - distanceBefore(end))
        spans.push({ first, end, section, row, level: levelOf[first] ?? 0, block, nearest, distanceBefore })
      }
    }
  return spans.sort((a, b) => a.nearest - b.nearest || a.first - b.first)
}
