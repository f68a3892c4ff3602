import type { PlaceNo } from '@foyer/contract/compiled-manifest'
import type { SeatClass, SeatFinder, Window } from './seat-finder.ts'
import { seatsFrom, type BestAvailable } from './seat-wish.ts'
import type { WindowMode } from './window-table.ts'

/**
 * The party in two groups, each together, in neighbouring rows of one section; as even as can be, nearest first. Spans
 * that were looked at in vain are not looked at again until a seat becomes free, so a crowd that is split costs little.
 */
export function findInNeighbouringRows(
  finder: SeatFinder,
  wish: BestAvailable,
  mode: WindowMode,
): PlaceNo[] | undefined {
  const seats = finder.classOf(wish)
  for (let larger = Math.ceil(wish.quantity / 2); larger < wish.quantity; larger++) {
    const smaller = wish.quantity - larger
    const key = `${mode}/${larger}/${smaller}`
    let position = Math.max(seats.splitFrom.get(key) ?? 0, finder.firstWith(seats, mode, larger))
    for (; position < seats.spans.length; position++) {
      const span = seats.spans[position] ?? 0
      const here = finder.inSpan(span, mode, larger)
      const there = here && findBeside(finder, seats, span, mode, smaller)
      if (here === undefined || there === undefined) continue
      seats.splitFrom.set(key, position)
      return [...seatsFrom(here.first, larger), ...seatsFrom(there.first, smaller)].sort((a, b) => a - b)
    }
    seats.splitFrom.set(key, position)
  }
  return undefined
}

/** A window in the row before or behind. */
function findBeside(
  finder: SeatFinder,
  seats: SeatClass,
  span: number,
  mode: WindowMode,
  quantity: number,
): Window | undefined {
  const { spanRow, manifest } = finder.occupancy.layout
  const row = spanRow[span] ?? -1
  for (const other of [row - 1, row + 1]) {
    if (manifest.rows[other]?.section !== manifest.rows[row]?.section) continue
    for (const position of seats.positionsOfRow.get(other) ?? []) {
      const window = finder.inSpan(seats.spans[position] ?? 0, mode, quantity)
      if (window !== undefined) return window
    }
  }
  return undefined
}

/** The nearest free seats, wherever they are. */
export function findScattered(finder: SeatFinder, wish: BestAvailable, mode: WindowMode): PlaceNo[] | undefined {
  const { layout, status } = finder.occupancy
  const seats = finder.classOf(wish)
  const found: PlaceNo[] = []
  for (let position = finder.firstWith(seats, mode, 1); position < seats.spans.length; position++) {
    const span = seats.spans[position] ?? 0
    if (finder.inSpan(span, mode, 1) === undefined) continue
    for (const place of seatsFrom(layout.spanFirst[span] ?? 0, layout.spanCount[span] ?? 0)) {
      if (status[place] !== 0 || (mode !== 'any' && layout.reserved[place] === 1)) continue
      found.push(place)
      if (found.length === wish.quantity) return found.sort((a, b) => a - b)
    }
  }
  return undefined
}
