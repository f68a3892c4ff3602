import { findAccessible } from './accessible-seats.ts'
import { findInNeighbouringRows, findScattered } from './relaxed-seats.ts'
import type { SeatFinder } from './seat-finder.ts'
import { seatsFrom, type BestAvailable, type BestAvailableOutcome, type SeatFilter } from './seat-wish.ts'
import type { WindowMode } from './window-table.ts'

/**
 * Chooses seats: together in one row with no aisle between, leaving no single seat behind, nearest to the focal point.
 * Where that cannot be, a single seat may stay behind; where `relax` allows it, the party is then split over two
 * neighbouring rows of a section, and at last over the nearest seats there are. The answer says which it was.
 * Seats for people who need them, and their companions', go to others only when no other seat of the filter is left.
 */
export function findBestAvailable(finder: SeatFinder, wish: BestAvailable): BestAvailableOutcome {
  const available = countAvailable(finder, wish)
  if (available.all < wish.quantity) return { refused: 'not-enough-available', available: available.all }
  if (wish.accessible > 0) return findAccessible(finder, wish)
  const othersLeft = available.ordinary > 0
  const modes: readonly WindowMode[] = othersLeft ? ['tidy', 'plain'] : ['any']
  for (const mode of modes) {
    const window = finder.nearest(wish, mode, wish.quantity)
    if (window === undefined) continue
    return { found: seatsFrom(window.first, wish.quantity), fit: mode === 'plain' ? 'leaves-single' : 'together' }
  }
  if (!wish.relax) return { refused: 'not-together' }
  const mode = othersLeft ? 'plain' : 'any'
  const near = findInNeighbouringRows(finder, wish, mode)
  if (near !== undefined) return { found: near, fit: 'neighbouring-rows' }
  const anywhere = findScattered(finder, wish, mode)
  if (anywhere !== undefined) return { found: anywhere, fit: 'scattered' }
  return { refused: 'not-enough-available', available: available.ordinary }
}

/** Seats of the filter that are available: all, and those not kept for people who need them. */
function countAvailable(finder: SeatFinder, filter: SeatFilter): { all: number; ordinary: number } {
  const { occupancy } = finder
  let all = 0
  let ordinary = 0
  for (const pool of finder.classOf(filter).pools) {
    all += occupancy.count(pool, 0)
    ordinary += occupancy.freeOrdinary(pool)
  }
  return { all, ordinary }
}
