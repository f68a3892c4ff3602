import { SEATS_PER_ROW_MAX } from '@foyer/contract'
import type { Point } from '../../plans/units.ts'
import type { Reading } from '../reading.ts'
import type { ExtraKeys } from './pretix-extra-keys.ts'

/** A row with its seats where they stand on the plan. */
export interface PretixRow {
  readonly label: string
  readonly points: readonly Point[]
  readonly seatLabels: readonly string[]
  /** Key of the category of each seat. */
  readonly categories: readonly string[]
}

const LABEL_MAX = 40

/** Positions of seats are told from their row, of rows from their zone. */
export function readPretixRow(
  read: Reading,
  origin: Readonly<Point>,
  categories: ReadonlyMap<string, string>,
  extra: ExtraKeys,
): PretixRow {
  extra.count('row', read)
  const label = readLabel(read, 'row_number')
  const own = read.has('position') ? read.point('position') : [0, 0]
  const seats = read.list('seats')
  if (seats.length === 0 || seats.length > SEATS_PER_ROW_MAX)
    read.refuse('seats', `1 to ${SEATS_PER_ROW_MAX} seats were expected`, seats.length)
  const points: Point[] = []
  const seatLabels: string[] = []
  const keys: string[] = []
  for (const index of seats.slice(0, SEATS_PER_ROW_MAX).keys()) {
    const seat = read.item('seats', index)
    extra.count('seat', seat)
    seatLabels.push(readLabel(seat, 'seat_number'))
    const [x, y] = seat.point('position')
    points.push([origin[0] + (own[0] ?? 0) + x, origin[1] + (own[1] ?? 0) + y])
    const category = seat.text('category')
    const key = categories.get(category)
    if (key === undefined && category !== '') seat.refuse('category', 'a category of the plan was expected', category)
    keys.push(key ?? '')
  }
  return { label, points, seatLabels, categories: keys }
}

function readLabel(read: Reading, field: string): string {
  const label = read.text(field)
  if (label.length > LABEL_MAX) read.refuse(field, `at most ${LABEL_MAX} characters were expected`, label)
  return label
}
