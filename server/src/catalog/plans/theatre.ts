import type { Manifest, ManifestRow, SeatedSection } from '@foyer/contract'
import { withBounds } from './bounds.ts'
import { rateByCloseness, toCategories, type CategoryShare } from './categories.ts'
import { aislesOf, rowLetter, shareSeats } from './rows.ts'
import { BOX, boxesEnd, boxSections, choirSection, ROW_DEPTH, SPACING } from './theatre-sides.ts'
import { arcDegrees, METRE, milli, polar, rectangle, tenth } from './units.ts'

export interface TheatreOptions {
  readonly name: string
  /** Seats of the stalls, and of each storey above them, from the lowest. */
  readonly stalls: number
  readonly storeys?: readonly { name: string; seats: number }[]
  /** Boxes along the two sides, four seats each. */
  readonly boxes?: number
  /** A concert hall's seats behind the stage. */
  readonly choir?: number
}

const CATEGORIES: readonly CategoryShare[] = [
  { key: 'premium', name: 'Premium', share: 0.18 },
  { key: 'cat1', name: 'Category 1', share: 0.3 },
  { key: 'cat2', name: 'Category 2', share: 0.3 },
  { key: 'cat3', name: 'Category 3', share: 0.22 },
]

const STAGE_DEPTH = 7 * METRE
/** A storey above feels further away than the picture shows. */
const STOREY_FELT = 5 * METRE

/**
 * A theatre or concert hall: curved stalls before the stage, storeys behind and above, boxes at the sides, seats behind
 * the stage where there is a choir; with exactly so many seats.
 */
export function theatrePlan(options: TheatreOptions): Manifest {
  const { name, storeys = [], boxes = 0, choir = 0 } = options
  const levels = [{ name: 'Stalls', seats: options.stalls }, ...storeys].map((level, index) => ({ ...level, index }))
  const width = widthOf(options.stalls)
  const centre = CENTRE_BY_WIDTH * width
  let front = centre + 3.5 * METRE
  const banks = levels.map((level) => {
    const bank = layLevel(level, { centre, front, width })
    front = bank.end + 3 * METRE
    return bank
  })
  const stage = rectangle(0, -STAGE_DEPTH / 2, Math.min(0.8 * width, 24 * METRE), STAGE_DEPTH)
  return withBounds({
    version: 1,
    name,
    focal: [0, -METRE],
    categories: [...toCategories(CATEGORIES), ...(boxes > 0 ? [BOX] : [])],
    sections: [
      ...ratedSections(banks),
      ...(choir > 0 ? [choirSection(choir)] : []),
      ...boxSections(boxes, besideOf(banks, boxes, { centre, width })),
    ],
    decor: [{ name: 'Stage', outline: stage }],
  })
}

/** How far from the middle boxes stand: outside the stalls, and outside whatever else they come to lie beside. */
function besideOf(banks: readonly Bank[], boxes: number, { centre, width }: Omit<House, 'front'>): number {
  const rows = banks.flatMap(({ rows }) => rows).map((row) => endOf(row, centre))
  const beside = rows.filter(({ y }) => y < boxesEnd(boxes) + ROW_DEPTH).map(({ x }) => x + 1.5 * METRE)
  return Math.max(width / 2 + 3.5 * METRE, ...beside)
}

/** Where the seat at the right end of a curved row is. */
function endOf({ positions }: ManifestRow, centre: number): { readonly x: number; readonly y: number } {
  if (!('radius' in positions)) throw new RangeError('a row of a theatre is a curve')
  const [x, y] = polar([0, -centre], positions.radius, 180 - positions.fromAngle)
  return { x, y }
}

interface Level {
  readonly name: string
  readonly seats: number
  /** 0 for the stalls. */
  readonly index: number
}

interface Bank {
  readonly level: Level
  readonly rows: readonly ManifestRow[]
  /** Radius behind its last row. */
  readonly end: number
}

interface House {
  /** How far behind the front of the stage the middle of all the curves lies. */
  readonly centre: number
  /** Radius of the first row. */
  readonly front: number
  /** Across the stalls. */
  readonly width: number
}

/** The wider the house, the flatter its curves. */
const CENTRE_BY_WIDTH = 0.85

/** Stalls are about a third wider than deep. */
const widthOf = (stalls: number): number => Math.sqrt(stalls) * 1.62 * SPACING

function layLevel(level: Level, { centre, front, width }: House): Bank {
  const stalls = level.index === 0
  // A storey runs along the whole width of the house and somewhat round its sides: long rows, and few of them.
  const length = (width * (stalls ? 0.85 : 1.02 + 0.1 * level.index)) / SPACING
  const rows = Math.max(1, Math.round(level.seats / length))
  const counts = shareSeats(level.seats, rows, stalls ? 1.35 : 1.08)
  return {
    level,
    end: front + rows * ROW_DEPTH,
    rows: counts.map((seats, row) => ({
      label: rowLetter(row),
      seats,
      labels: { from: 1, step: 1 },
      positions: curve(centre, front + row * ROW_DEPTH, seats),
      ...aisles(seats),
      ...marks(level.index, row, rows, seats),
    })),
  }
}

const AISLE_WIDTH = 1.8

function aisles(seats: number): Pick<ManifestRow, 'aislesAfter' | 'aisleWidth'> {
  const aislesAfter = aislesOf(seats)
  return aislesAfter.length > 0 ? { aislesAfter, aisleWidth: AISLE_WIDTH } : {}
}

function curve(centre: number, radius: number, seats: number): ManifestRow['positions'] {
  const stepAngle = arcDegrees(SPACING, radius)
  const steps = seats - 1 + aislesOf(seats).length * AISLE_WIDTH
  return {
    centre: [0, -tenth(centre)],
    radius: tenth(radius),
    // Seat 1 stands at the left of whoever faces the stage: angles fall from there.
    fromAngle: milli(90 + (stepAngle * steps) / 2),
    stepAngle: -Math.round(stepAngle * 1e5) / 1e5,
  }
}

/** Wheelchair spaces at both ends of the last row of the stalls; a pillar or a rail at the far ends of the storeys. */
function marks(level: number, row: number, rows: number, seats: number): Partial<ManifestRow> {
  if (level === 0 && row === rows - 1 && seats >= 12)
    return { accessible: [0, 2, seats - 3, seats - 1], companion: [1, 3, seats - 4, seats - 2] }
  if (level > 0 && row === 0 && seats >= 12) return { restrictedView: [0, 1, 2, seats - 3, seats - 2, seats - 1] }
  return {}
}

/** The levels as sections, each row with its category by its distance from the stage; a storey feels further away. */
function ratedSections(banks: readonly Bank[]): SeatedSection[] {
  const rated = rateByCloseness(
    banks.flatMap(({ level, rows }) =>
      rows.map((row) => ({
        places: row.seats,
        distance: ('radius' in row.positions ? row.positions.radius : 0) + level.index * STOREY_FELT,
      })),
    ),
    CATEGORIES,
  )
  let next = 0
  return banks.map(({ level, rows }) => ({
    kind: 'seated',
    key: level.name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-'),
    name: level.name,
    level: level.name,
    category: 'cat1',
    rows: rows.map((row) => ({ ...row, category: rated[next++] ?? 'cat1' })),
  }))
}
