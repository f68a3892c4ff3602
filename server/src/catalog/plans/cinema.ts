import type { Manifest, ManifestRow } from '@foyer/contract'
import { withBounds } from './bounds.ts'
import { rowLetter } from './rows.ts'
import { METRE, rectangle, tenth } from './units.ts'

export const CINEMA_SEATS_MIN = 8
export const CINEMA_SEATS_MAX = 2_000

const SPACING = 12
const ROW_DEPTH = 22
const AISLE_WIDTH = 2
const SCREEN_TO_FIRST_ROW = 4 * METRE
/** Rows are so many times longer than there are rows: a screen is wide. */
const WIDTH_BY_DEPTH = 1.7
/** Rows longer than this have two aisles. */
const UNBROKEN_SEATS_MAX = 16
/** The last rows, where one sees best, share of all. */
const PREMIER_SHARE = 0.35

/**
 * A cinema screen: straight rows, two aisles where they are long, wheelchair spaces beside companions at the ends of the
 * first row, the better seats at the back; with exactly so many seats.
 * @throws RangeError for fewer than 8 or more than 2,000 seats.
 */
export function cinemaPlan({ name, seats }: { name: string; seats: number }): Manifest {
  if (!Number.isInteger(seats) || seats < CINEMA_SEATS_MIN || seats > CINEMA_SEATS_MAX)
    throw new RangeError(`a screen has ${CINEMA_SEATS_MIN} to ${CINEMA_SEATS_MAX} seats, not ${seats}`)
  const counts = rowLengths(seats)
  const longest = Math.max(...counts)
  return withBounds({
    version: 1,
    name,
    // Nobody likes the first row: what is best lies in the middle, two thirds of the way back.
    focal: [0, tenth(SCREEN_TO_FIRST_ROW + counts.length * ROW_DEPTH * 0.66)],
    categories: [
      { key: 'standard', name: 'Standard' },
      { key: 'premier', name: 'Premier' },
    ],
    sections: [
      {
        kind: 'seated',
        key: 'auditorium',
        name: 'Auditorium',
        category: 'standard',
        rows: counts.map((own, row) => ({
          ...layRow(own, longest, row),
          ...(row >= Math.ceil(counts.length * (1 - PREMIER_SHARE)) ? { category: 'premier' } : {}),
        })),
      },
    ],
    decor: [{ name: 'Screen', outline: rectangle(0, 0, tenth(longest * SPACING * 0.9), 8) }],
  })
}

/** Rows of one length; the first takes what is left, between half a row and one and a half. */
function rowLengths(seats: number): number[] {
  const length = Math.max(4, Math.round(Math.sqrt(seats * WIDTH_BY_DEPTH)))
  const full = Math.max(1, Math.round(seats / length) - 1)
  const first = seats - full * length
  if (first <= length) return [first, ...Array.from({ length: full }, () => length)]
  // The first row would be the longest: its surplus goes to the rows at the back, one seat each.
  const surplus = first - length
  return [length, ...Array.from({ length: full }, (_, row) => length + Math.floor((surplus + row) / full))]
}

/** The block between the aisles is equally wide in all rows, so that the aisles are straight. */
function layRow(seats: number, longest: number, row: number): ManifestRow {
  const y = SCREEN_TO_FIRST_ROW + row * ROW_DEPTH
  const between = Math.round(longest / 2)
  const parted = longest > UNBROKEN_SEATS_MAX && seats >= between + 4
  const left = Math.floor((seats - between) / 2)
  const steps = parted ? left + AISLE_WIDTH + (between - 1) / 2 : (seats - 1) / 2
  return {
    label: rowLetter(row),
    seats,
    labels: { from: 1, step: 1 },
    positions: { from: [tenth(-steps * SPACING), y], step: [SPACING, 0] },
    ...(parted ? { aislesAfter: [left - 1, left + between - 1], aisleWidth: AISLE_WIDTH } : {}),
    ...(row === 0 && seats >= 4 ? { accessible: [0, seats - 1], companion: [1, seats - 2] } : {}),
  }
}
