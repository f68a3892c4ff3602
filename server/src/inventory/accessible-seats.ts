import { PLACE_ACCESSIBLE, PLACE_COMPANION, type PlaceNo } from '@foyer/contract/compiled-manifest'
import { seatsFrom, type BestAvailable, type BestAvailableOutcome } from './seat-wish.ts'
import type { SeatFinder } from './seat-finder.ts'

/** What seats cost: an accessible one that nobody asked for weighs more than any distance. */
const WASTE = 1e9
const NOT_COMPANION = 1e6

/**
 * Chooses accessible seats with the others of the party beside: together in one row, no accessible seat more than asked
 * for where that can be, companions' seats first, nearest. With `relax`, the accessible seats and the others may stand
 * apart in their section. Goes through the few blocks that have accessible seats.
 */
export function findAccessible(finder: SeatFinder, wish: BestAvailable): BestAvailableOutcome {
  const together = findTogether(finder, wish)
  if (together !== undefined) return { found: together, fit: 'together' }
  if (!wish.relax) return { refused: 'not-together' }
  const apart = findApart(finder, wish)
  return apart === undefined ? { refused: 'not-together' } : { found: apart, fit: 'scattered' }
}

function findTogether(finder: SeatFinder, wish: BestAvailable): PlaceNo[] | undefined {
  const { layout, status } = finder.occupancy
  let best: PlaceNo | undefined
  let bestCost = Infinity
  for (const span of spansWithAccessible(finder, wish)) {
    const start = layout.spanFirst[span] ?? 0
    const end = start + (layout.spanCount[span] ?? 0)
    for (let first = start; first + wish.quantity <= end; first++) {
      let [accessible, companions, free] = [0, 0, true]
      for (let place = first; place < first + wish.quantity && free; place++) {
        const flags = layout.manifest.flags[place] ?? 0
        free = status[place] === 0
        if ((flags & PLACE_ACCESSIBLE) !== 0) accessible++
        else if ((flags & PLACE_COMPANION) !== 0) companions++
      }
      if (!free || accessible < wish.accessible) continue
      const distance =
        ((layout.distanceBefore[first + wish.quantity] ?? 0) - (layout.distanceBefore[first] ?? 0)) / wish.quantity
      const others = wish.quantity - accessible - companions
      const cost = distance + others * NOT_COMPANION + (accessible - wish.accessible) * WASTE
      if (cost < bestCost) [best, bestCost] = [first, cost]
    }
  }
  return best === undefined ? undefined : seatsFrom(best, wish.quantity)
}

/** In one section: the accessible seats that are free, then companions' seats, then others, each nearest first. */
function findApart(finder: SeatFinder, wish: BestAvailable): PlaceNo[] | undefined {
  const { layout, status } = finder.occupancy
  const sections = new Map<number, { accessible: PlaceNo[]; companion: PlaceNo[]; ordinary: PlaceNo[] }>()
  for (const span of finder.classOf(wish).spans) {
    const section = layout.pools[layout.spanPool[span] ?? 0]?.section ?? 0
    let seats = sections.get(section)
    if (seats === undefined) sections.set(section, (seats = { accessible: [], companion: [], ordinary: [] }))
    for (const place of seatsFrom(layout.spanFirst[span] ?? 0, layout.spanCount[span] ?? 0)) {
      if (status[place] !== 0) continue
      const flags = layout.manifest.flags[place] ?? 0
      if ((flags & PLACE_ACCESSIBLE) !== 0) seats.accessible.push(place)
      else if ((flags & PLACE_COMPANION) !== 0) seats.companion.push(place)
      else seats.ordinary.push(place)
    }
  }
  for (const seats of sections.values()) {
    if (seats.accessible.length < wish.accessible) continue
    const others = [...seats.companion, ...seats.ordinary].slice(0, wish.quantity - wish.accessible)
    if (others.length === wish.quantity - wish.accessible)
      return [...seats.accessible.slice(0, wish.accessible), ...others].sort((a, b) => a - b)
  }
  return undefined
}

function* spansWithAccessible(finder: SeatFinder, wish: BestAvailable): Iterable<number> {
  const { layout } = finder.occupancy
  for (const span of finder.classOf(wish).spans) {
    const start = layout.spanFirst[span] ?? 0
    if (layout.accessibleBefore[start + (layout.spanCount[span] ?? 0)] !== layout.accessibleBefore[start]) yield span
  }
}
