import type { ManifestRow, ManifestRowRun, SeatedSection } from '@foyer/contract'
import { rateByCloseness, type CategoryShare } from './categories.ts'
import type { OvalArc } from './oval.ts'
import { arcDegrees, arcLength, milli, polar, tenth } from './units.ts'

export const SEAT_WIDTH = 10
export const ROW_DEPTH = 16
/** Between two stands: 1.2 metres, in plan units. */
const AISLE_WIDTH = 24
const VOMITORY_SEATS = 5
const VOMITORY_ROWS = 4
/** A wheelchair, or the seat of whoever comes along, takes as much as two seats. */
const PLATFORM_PLACE_WIDTH = 2 * SEAT_WIDTH

/** One section of a bowl: rows behind rows between two aisles. */
export interface Stand {
  readonly tier: number
  readonly arc: OvalArc
  readonly fromAngle: number
  readonly toAngle: number
  /** Radius of the first row. */
  readonly radius: number
  /** Seats of each row, the nearest first; without the platform. */
  readonly seats: number[]
  /** Index of the first row that the vomitory parts. */
  readonly vomitory: number | undefined
  /** Places on the platform behind the last row, alternately a wheelchair space and the companion's seat. */
  readonly platform: number
  /** Whether the rail before the first row stands in the view. */
  readonly railInView: boolean
}

export interface StandOptions extends Omit<Stand, 'seats' | 'vomitory' | 'platform'> {
  readonly rows: number
  readonly vomitory: boolean
  readonly platform: boolean
}

/** Fills the space between two angles with as many seats as fit. */
export function buildStand(options: StandOptions): Stand {
  const seatsAt = (radius: number) =>
    Math.max(1, Math.floor((arcLength(options.toAngle - options.fromAngle, radius) - AISLE_WIDTH) / SEAT_WIDTH))
  const seatRows = options.platform ? options.rows - 1 : options.rows
  const vomitory = options.vomitory && seatRows >= 12 ? Math.floor(seatRows / 2) - 2 : undefined
  const seats = Array.from({ length: seatRows }, (_, row) => {
    const parted = vomitory !== undefined && row >= vomitory && row < vomitory + VOMITORY_ROWS
    return Math.max(2, seatsAt(options.radius + row * ROW_DEPTH) - (parted ? VOMITORY_SEATS : 0))
  })
  const widthOfPlatform = seatsAt(options.radius + seatRows * ROW_DEPTH) * SEAT_WIDTH
  const platform = options.platform ? 2 * Math.floor(widthOfPlatform / PLATFORM_PLACE_WIDTH / 2) : 0
  return { ...options, seats, vomitory, platform }
}

export const placesOfStand = (stand: Stand): number => stand.seats.reduce((sum, seats) => sum + seats, stand.platform)

/** The middle of a stand's first row. */
export const frontOfStand = (stand: Stand): readonly [number, number] =>
  polar(stand.arc.centre, stand.radius, (stand.fromAngle + stand.toAngle) / 2)

export interface SectionOptions {
  /** Names of the tiers, from the lowest. */
  readonly levels: readonly string[]
  readonly categories: readonly CategoryShare[]
  readonly distance: (stand: Stand) => number
}

/** The sections of a manifest: numbered clockwise within their tier (101, 102, … 201, …), a gate for each arc. */
export function sectionsOf(stands: readonly Stand[], options: SectionOptions): SeatedSection[] {
  const rated = stands.map((stand) => ({ places: placesOfStand(stand), distance: options.distance(stand) }))
  const categories = rateByCloseness(rated, options.categories)
  return stands.map((stand, index) => {
    const number = String((stand.tier + 1) * 100 + index - stands.findIndex(({ tier }) => tier === stand.tier) + 1)
    return {
      kind: 'seated',
      key: number,
      name: number,
      level: options.levels[stand.tier] ?? '',
      gate: `Gate ${GATES[stand.arc.name]}`,
      category: categories[index] ?? '',
      rows: rowsOfStand(stand),
    }
  })
}

const GATES: Record<OvalArc['name'], string> = {
  north: 'A',
  'north-east': 'B',
  east: 'C',
  'south-east': 'D',
  south: 'E',
  'south-west': 'F',
  west: 'G',
  'north-west': 'H',
}

/** The rows of a stand as a manifest writes them. */
function rowsOfStand(stand: Stand): SeatedSection['rows'] {
  const rows: SeatedSection['rows'] = []
  const { vomitory } = stand
  const front = stand.railInView ? 1 : 0
  if (stand.railInView) rows.push(railRow(stand))
  const cuts = vomitory === undefined ? [front] : [front, vomitory, vomitory + VOMITORY_ROWS]
  for (const [index, from] of cuts.entries()) {
    const seats = stand.seats.slice(from, cuts[index + 1])
    if (seats.length > 0) rows.push(run(stand, from, seats, from === vomitory))
  }
  if (stand.platform > 0) rows.push(platformRow(stand))
  return rows
}

function run(stand: Stand, from: number, seats: number[], parted: boolean): ManifestRowRun {
  const radius = stand.radius + from * ROW_DEPTH
  const angle = milli((stand.fromAngle + stand.toAngle) / 2)
  return {
    rows: { from: from + 1, step: 1 },
    seats,
    labels: { from: 1, step: 1 },
    positions: {
      middle: polar(stand.arc.centre, radius, angle),
      angle,
      depth: ROW_DEPTH,
      spacing: SEAT_WIDTH,
      radius: tenth(radius),
    },
    ...(parted ? { middleAisle: VOMITORY_SEATS } : {}),
  }
}

function railRow(stand: Stand): ManifestRow {
  const seats = stand.seats[0] ?? 1
  return {
    ...arcRow(stand, '1', seats, stand.radius, SEAT_WIDTH),
    restrictedView: Array.from({ length: seats }, (_, i) => i),
  }
}

function platformRow(stand: Stand): ManifestRow {
  const places = Array.from({ length: stand.platform }, (_, index) => index)
  const radius = stand.radius + stand.seats.length * ROW_DEPTH
  return {
    ...arcRow(stand, 'Platform', stand.platform, radius, PLATFORM_PLACE_WIDTH),
    accessible: places.filter((place) => place % 2 === 0),
    companion: places.filter((place) => place % 2 === 1),
  }
}

function arcRow(stand: Stand, label: string, seats: number, radius: number, spacing: number): ManifestRow {
  const stepAngle = arcDegrees(spacing, radius)
  const middle = (stand.fromAngle + stand.toAngle) / 2
  return {
    label,
    seats,
    labels: { from: 1, step: 1 },
    positions: {
      centre: [...stand.arc.centre],
      radius: tenth(radius),
      fromAngle: milli(middle - (stepAngle * (seats - 1)) / 2),
      stepAngle: Math.round(stepAngle * 1e5) / 1e5,
    },
  }
}
