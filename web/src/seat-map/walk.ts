import type { PlaceNo } from '@foyer/contract/compiled-manifest'
import type { SeatGrid } from './seat-grid.ts'
import type { SeatPlan } from './plan.ts'

export type Direction = 'left' | 'right' | 'up' | 'down'

export const DIRECTIONS: Readonly<Record<Direction, readonly [number, number]>> = {
  left: [-1, 0],
  right: [1, 0],
  up: [0, -1],
  down: [0, 1],
}

/** Cosine of the angle up to which an arrow means along the row: 50 degrees. */
const ALONG_ROW = 0.643
/** How far aside counts, beside how far ahead: rows are kept to, curved ones too. */
const ASIDE = 2.5
/** Half the angle in which a next one is looked for: its tangent. */
const SPREAD = 1.2
/** Looked for within so many pitches, then farther: across an aisle, a gangway, a pitch. */
const REACHES = [3, 12, 60, 2_000] as const

/** The seat that an arrow key leads to from a seat, as seen on the screen; undefined at the edge. */
export function nextSeat(plan: SeatPlan, grid: SeatGrid, from: PlaceNo, direction: Direction): PlaceNo | undefined {
  const { x, y, rowOf } = plan.compiled
  const [fx, fy] = [x[from] ?? 0, y[from] ?? 0]
  const beside = besideInRow(plan, from, direction)
  if (beside !== undefined) return beside
  for (const reach of REACHES) {
    const far = reach * plan.pitch
    const candidates: PlaceNo[] = []
    grid.within([fx - far, fy - far, fx + far, fy + far], (place) => {
      if (rowOf[place] !== rowOf[from]) candidates.push(place)
    })
    const next = nearestAhead(candidates, (place) => [x[place] ?? 0, y[place] ?? 0], [fx, fy], direction)
    if (next !== undefined) return next
  }
  return undefined
}

/** The section that an arrow key leads to, from the middle of one to the middle of another. */
export function nextSection(plan: SeatPlan, from: number, direction: Direction): number | undefined {
  const middle = (section: number) => plan.sections[section]?.middle ?? ([0, 0] as const)
  return nearestAhead([...plan.sections.keys()], middle, middle(from), direction)
}

/** A seat of the same row: its first or last, as seen on the screen from left to right (or from top to bottom). */
export function endOfRow({ compiled }: SeatPlan, from: PlaceNo, end: 'first' | 'last'): PlaceNo {
  const row = compiled.rows[compiled.rowOf[from] ?? -1]
  if (row === undefined) return from
  const [first, last] = [row.first, row.first + row.count - 1]
  const [dx, dy] = [
    (compiled.x[last] ?? 0) - (compiled.x[first] ?? 0),
    (compiled.y[last] ?? 0) - (compiled.y[first] ?? 0),
  ]
  const runsForward = Math.abs(dx) >= Math.abs(dy) ? dx >= 0 : dy >= 0
  return (end === 'first') === runsForward ? first : last
}

/** The neighbour in the row, where the arrow points along it. */
function besideInRow({ compiled }: SeatPlan, from: PlaceNo, direction: Direction): PlaceNo | undefined {
  const row = compiled.rows[compiled.rowOf[from] ?? -1]
  if (row === undefined || row.count < 2) return undefined
  const [before, after] = [Math.max(row.first, from - 1), Math.min(row.first + row.count - 1, from + 1)]
  const rx = (compiled.x[after] ?? 0) - (compiled.x[before] ?? 0)
  const ry = (compiled.y[after] ?? 0) - (compiled.y[before] ?? 0)
  const [dx, dy] = DIRECTIONS[direction]
  const along = (rx * dx + ry * dy) / Math.max(1e-9, Math.hypot(rx, ry))
  if (along >= ALONG_ROW && after !== from) return after
  return along <= -ALONG_ROW && before !== from ? before : undefined
}

function nearestAhead<T>(
  candidates: readonly T[],
  at: (candidate: T) => readonly [number, number],
  [fx, fy]: readonly [number, number],
  direction: Direction,
): T | undefined {
  const [dx, dy] = DIRECTIONS[direction]
  let best: T | undefined
  let bestCost = Infinity
  for (const candidate of candidates) {
    const [px, py] = at(candidate)
    const ahead = (px - fx) * dx + (py - fy) * dy
    const aside = Math.abs((px - fx) * dy) + Math.abs((py - fy) * dx)
    if (ahead <= 1e-6 || aside > ahead * SPREAD) continue
    const cost = ahead + aside * ASIDE
    if (cost < bestCost) [best, bestCost] = [candidate, cost]
  }
  return best
}
