import type { PlaceNo } from '@foyer/contract/compiled-manifest'
import { seatsFrom, type BestAvailable } from './seat-wish.ts'
import type { SeatFinder } from './seat-finder.ts'
import type { WindowMode } from './window-table.ts'

/**
 * The party in two groups, each together, in neighbouring rows of one section; as even as can be, nearest first.
 * Looked for only when no seats together are left, so it may go through the spans once.
 */
export function findInNeighbouringRows(
  finder: SeatFinder,
  wish: BestAvailable,
  mode: WindowMode,
): PlaceNo[] | undefined {
  const { layout } = finder.occupancy
  const spans = finder.classOf(wish).spans
  const spansOfRow = new Map<number, number[]>()
  for (const span of spans) {
    const row = layout.spanRow[span] ?? -1
    const known = spansOfRow.get(row)
    if (known === undefined) spansOfRow.set(row, [span])
    else known.push(span)
  }
  for (let larger = Math.ceil(wish.quantity / 2); larger < wish.quantity; larger++) {
    const smaller = wish.quantity - larger
    for (const span of spans) {
      const here = finder.inSpan(span, mode, larger)
      if (here === undefined) continue
      const row = layout.spanRow[span] ?? -1
      for (const other of [row - 1, row + 1]) {
        if (layout.manifest.rows[other]?.section !== layout.manifest.rows[row]?.section) continue
        for (const beside of spansOfRow.get(other) ?? []) {
          const there = finder.inSpan(beside, mode, smaller)
          if (there !== undefined)
            return [...seatsFrom(here.first, larger), ...seatsFrom(there.first, smaller)].sort((a, b) => a - b)
        }
      }
    }
  }
  return undefined
}

/** The nearest free seats, wherever they are. */
export function findScattered(finder: SeatFinder, wish: BestAvailable, mode: WindowMode): PlaceNo[] | undefined {
  const { layout, status } = finder.occupancy
  const found: PlaceNo[] = []
  for (const span of finder.classOf(wish).spans) {
    if (finder.inSpan(span, mode, 1) === undefined) continue
    for (const place of seatsFrom(layout.spanFirst[span] ?? 0, layout.spanCount[span] ?? 0)) {
      if (status[place] !== 0 || (mode !== 'any' && layout.reserved[place] === 1)) continue
      found.push(place)
      if (found.length === wish.quantity) return found.sort((a, b) => a - b)
    }
  }
  return undefined
}
