import type { OvalArc } from './oval.ts'
import { buildStand, placesOfStand, ROW_DEPTH, SEAT_WIDTH, type Stand } from './stand.ts'
import { arcLength } from './units.ts'

export interface Tier {
  readonly rows: number
  /** From the oval to the first row, in plan units. */
  readonly distance: number
  /** Whether wheelchair platforms stand at its back, and a rail stands at its front. */
  readonly platforms: boolean
  readonly rail: boolean
}

export interface BowlOptions {
  readonly arcs: readonly OvalArc[]
  readonly capacity: number
  /** How so many rows, all tiers together, are shared among the tiers. */
  readonly tiers: (rows: number) => readonly Tier[]
  /** Which of the stands are built; all unless said. */
  readonly keep?: (stand: Stand) => boolean
}

/** Seats across a section, about. */
const SECTION_SEATS = 26
const ROWS_MIN = 4
const ROWS_MAX = 120

/**
 * The bowl with the fewest rows that holds the capacity, found by halving, and trimmed to exactly the capacity. Its
 * stands follow the arcs clockwise, tier by tier.
 * @throws RangeError when no bowl of this kind holds so many, or so few.
 */
export function fitBowl(options: BowlOptions): Stand[] {
  const build = (rows: number) => buildBowl(options.arcs, options.tiers(rows)).filter(options.keep ?? (() => true))
  let [tooSmall, enough] = [ROWS_MIN - 1, ROWS_MAX]
  let found = build(ROWS_MAX)
  while (enough - tooSmall > 1) {
    const rows = Math.floor((tooSmall + enough) / 2)
    const stands = build(rows)
    if (countPlaces(stands) < options.capacity) tooSmall = rows
    else [enough, found] = [rows, stands]
  }
  trim(found, options.capacity)
  return found
}

function buildBowl(arcs: readonly OvalArc[], tiers: readonly Tier[]): Stand[] {
  return tiers.flatMap((tier, tierIndex) =>
    arcs.flatMap((arc) => {
      const middle = arc.radius + tier.distance + (tier.rows * ROW_DEPTH) / 2
      const width = arcLength(arc.toAngle - arc.fromAngle, middle)
      const count = Math.max(1, Math.round(width / (SECTION_SEATS * SEAT_WIDTH)))
      const angle = (arc.toAngle - arc.fromAngle) / count
      return Array.from({ length: count }, (_, index) =>
        buildStand({
          tier: tierIndex,
          arc,
          fromAngle: arc.fromAngle + angle * index,
          toAngle: arc.fromAngle + angle * (index + 1),
          radius: arc.radius + tier.distance,
          rows: tier.rows,
          vomitory: mirrored(index, count) % 2 === 0,
          platform: tier.platforms && mirrored(index, count) % 2 === 1,
          railInView: tier.rail && arc.part === 'corner',
        }),
      )
    }),
  )
}

/** Counted from the nearer end of the arc, so that the two halves of a bowl are alike. */
const mirrored = (index: number, count: number): number => Math.min(index, count - 1 - index)

const countPlaces = (stands: readonly Stand[]): number => stands.reduce((sum, stand) => sum + placesOfStand(stand), 0)

/** Takes away last rows of the topmost tier, a stand here and one opposite, and in the end a few seats of one row. */
function trim(stands: readonly Stand[], capacity: number): void {
  let excess = countPlaces(stands) - capacity
  if (excess < 0) throw new RangeError(`the largest bowl of this kind is ${-excess} places short of ${capacity}`)
  const top = Math.max(...stands.map((stand) => stand.tier))
  const order = spread(stands.filter((stand) => stand.tier === top))
  for (let turn = 0; excess > 0; turn++) {
    const stand = order[turn % order.length]
    const last = stand?.seats.at(-1)
    if (!stand || last === undefined) throw new RangeError(`the smallest bowl of this kind holds more than ${capacity}`)
    if (last <= excess) stand.seats.pop()
    else stand.seats[stand.seats.length - 1] = last - excess
    excess -= Math.min(last, excess)
  }
}

/** Corners first, and of equal ones each next far from the one before. */
function spread(stands: readonly Stand[]): Stand[] {
  const ranked = ['corner', 'end', 'side'].flatMap((part) => stands.filter((stand) => stand.arc.part === part))
  const half = Math.ceil(ranked.length / 2)
  return ranked.slice(0, half).flatMap((stand, index) => [stand, ...ranked.slice(half + index, half + index + 1)])
}
