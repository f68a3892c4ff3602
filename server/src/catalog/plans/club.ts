import { PLACES_MAX, type Manifest, type SeatedSection } from '@foyer/contract'
import { withBounds } from './bounds.ts'
import { rowLetter, shareSeats } from './rows.ts'
import { METRE, rectangle, tenth } from './units.ts'

const SPACING = 11
const ROW_DEPTH = 18
const STAGE = { width: 8 * METRE, depth: 4 * METRE }
const BALCONY_ROW_SEATS = 24

/** One step-free place for so many. */
const PLACES_PER_ACCESSIBLE = 200

export interface ClubOptions {
  readonly name: string
  readonly standing: number
  /** Seats of the balcony; none unless said. */
  readonly balcony?: number
  /** What the area is called where `Standing` is not the word: a park, a church, a foyer. */
  readonly area?: string
}

/**
 * A club, or any place without numbered seats: one general-admission area before a stage, perhaps a balcony with seats.
 * @throws RangeError for an area without places or beyond what a manifest may hold.
 */
export function clubPlan(options: ClubOptions): Manifest {
  const { name, standing, balcony = 0, area = 'Standing' } = options
  if (!Number.isInteger(standing) || standing < 1 || standing > PLACES_MAX)
    throw new RangeError(`an area has 1 to ${PLACES_MAX} places, not ${standing}`)
  // Two people a square metre.
  const side = tenth(Math.max(6 * METRE, Math.sqrt(standing / 2) * METRE))
  return withBounds({
    version: 1,
    name,
    focal: [0, 0],
    categories: [{ key: 'general', name: area }, ...(balcony > 0 ? [{ key: 'balcony', name: 'Balcony' }] : [])],
    sections: [
      {
        kind: 'area',
        key: 'general',
        name: area,
        category: 'general',
        capacity: standing,
        accessible: Math.ceil(standing / PLACES_PER_ACCESSIBLE),
        outline: rectangle(0, METRE + side / 2, side, side),
      },
      ...(balcony > 0 ? [balconySection(balcony, METRE + side + 3 * METRE)] : []),
    ],
    decor: [{ name: 'Stage', outline: rectangle(0, -STAGE.depth / 2, STAGE.width, STAGE.depth) }],
  })
}

function balconySection(seats: number, from: number): SeatedSection {
  const rows = Math.ceil(seats / BALCONY_ROW_SEATS)
  return {
    kind: 'seated',
    key: 'balcony',
    name: 'Balcony',
    level: 'Balcony',
    category: 'balcony',
    rows: shareSeats(seats, rows, 1).map((own, row) => ({
      label: rowLetter(row),
      seats: own,
      labels: { from: 1, step: 1 },
      positions: { from: [tenth((-(own - 1) * SPACING) / 2), tenth(from + row * ROW_DEPTH)], step: [SPACING, 0] },
    })),
  }
}
