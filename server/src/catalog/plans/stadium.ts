import type { Manifest } from '@foyer/contract'
import { withBounds } from './bounds.ts'
import { fitBowl, type Tier } from './bowl.ts'
import { toCategories, type CategoryShare } from './categories.ts'
import { oval } from './oval.ts'
import { frontOfStand, ROW_DEPTH, sectionsOf, type Stand } from './stand.ts'
import { METRE, rectangle } from './units.ts'

export const STADIUM_CAPACITY_MIN = 10_000
export const STADIUM_CAPACITY_MAX = 100_000

const PITCH = { length: 105 * METRE, width: 68 * METRE }
const FIRST_ROW_FROM_OVAL = 2 * METRE
const CONCOURSE = 4 * METRE

const CATEGORIES: readonly CategoryShare[] = [
  { key: 'cat1', name: 'Category 1', share: 0.22 },
  { key: 'cat2', name: 'Category 2', share: 0.28 },
  { key: 'cat3', name: 'Category 3', share: 0.28 },
  { key: 'cat4', name: 'Category 4', share: 0.22 },
]

interface TierShare {
  readonly name: string
  readonly share: number
  readonly platforms?: boolean
  readonly rail?: boolean
}

/** How many tiers, and how the rows are shared among them, from the lowest. */
const TIERS: readonly { upTo: number; tiers: readonly TierShare[] }[] = [
  { upTo: 20_000, tiers: [{ name: 'Stand', share: 1, platforms: true }] },
  {
    upTo: 45_000,
    tiers: [
      { name: 'Lower tier', share: 0.55, platforms: true },
      { name: 'Upper tier', share: 0.45, rail: true },
    ],
  },
  {
    upTo: STADIUM_CAPACITY_MAX,
    tiers: [
      { name: 'Lower tier', share: 0.42, platforms: true },
      { name: 'Club tier', share: 0.18, platforms: true },
      { name: 'Upper tier', share: 0.4, rail: true },
    ],
  },
]

/**
 * A football stadium: an oval bowl of one to three tiers around the pitch, with exactly so many places.
 * @throws RangeError for a capacity below 10,000 or above 100,000.
 */
export function stadiumPlan({ name, capacity }: { name: string; capacity: number }): Manifest {
  if (!Number.isInteger(capacity) || capacity < STADIUM_CAPACITY_MIN || capacity > STADIUM_CAPACITY_MAX)
    throw new RangeError(`a stadium has ${STADIUM_CAPACITY_MIN} to ${STADIUM_CAPACITY_MAX} places, not ${capacity}`)
  const tiers = TIERS.find((kind) => capacity <= kind.upTo)?.tiers ?? []
  const stands = fitBowl({ arcs: BOWL, capacity, tiers: (rows) => shareRows(tiers, rows) })
  return withBounds({
    version: 1,
    name,
    focal: [0, 0],
    categories: toCategories(CATEGORIES),
    sections: sectionsOf(stands, {
      levels: tiers.map((tier) => tier.name),
      categories: CATEGORIES,
      distance: distanceFelt,
    }),
    decor: PITCH_LINES,
  })
}

const BOWL = oval({
  halfX: PITCH.length / 2 + 9 * METRE,
  halfY: PITCH.width / 2 + 9 * METRE,
  radiusAcrossY: 200 * METRE,
  radiusAcrossX: 120 * METRE,
  radiusOfCorners: 18 * METRE,
})

/** Shares out rows among tiers, from the lowest; a concourse lies between two tiers. */
function shareRows(tiers: readonly TierShare[], rows: number): Tier[] {
  let distance = FIRST_ROW_FROM_OVAL
  let left = rows
  return tiers.map(({ share, platforms = false, rail = false }, index) => {
    const own = index === tiers.length - 1 ? left : Math.round(rows * share)
    const tier = { rows: own, distance, platforms, rail }
    distance += own * ROW_DEPTH + CONCOURSE
    left -= own
    return tier
  })
}

/** From behind a goal one sees less of the game than from beside it, at the same distance. */
function distanceFelt(stand: Stand): number {
  const [x, y] = frontOfStand(stand)
  return Math.hypot(1.5 * x, y)
}

const PENALTY_AREA = { depth: 16.5 * METRE, width: 40.3 * METRE }
const areaMiddle = PITCH.length / 2 - PENALTY_AREA.depth / 2

const PITCH_LINES: NonNullable<Manifest['decor']> = [
  { name: 'Pitch', outline: rectangle(0, 0, PITCH.length, PITCH.width) },
  { name: 'Halfway line', outline: rectangle(0, 0, 2, PITCH.width) },
  { name: 'West penalty area', outline: rectangle(-areaMiddle, 0, PENALTY_AREA.depth, PENALTY_AREA.width) },
  { name: 'East penalty area', outline: rectangle(areaMiddle, 0, PENALTY_AREA.depth, PENALTY_AREA.width) },
]
