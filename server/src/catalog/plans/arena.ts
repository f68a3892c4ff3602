import type { Manifest } from '@foyer/contract'
import { withBounds } from './bounds.ts'
import { fitBowl } from './bowl.ts'
import { toCategories, type CategoryShare } from './categories.ts'
import { oval } from './oval.ts'
import { frontOfStand, ROW_DEPTH, sectionsOf, type Stand } from './stand.ts'
import { METRE, rectangle } from './units.ts'

const FLOOR = { width: 36 * METRE, length: 62 * METRE }
const STAGE = { width: 26 * METRE, depth: 14 * METRE }
const FIRST_ROW_FROM_OVAL = 2 * METRE
const CONCOURSE = 3 * METRE
/** Share of the standing places that are nearest to the stage. */
const FRONT_SHARE = 0.25

const STANDING: readonly CategoryShare[] = [
  { key: 'front', name: 'Front standing', share: 0 },
  { key: 'standing', name: 'Standing', share: 0 },
]
const SEATS: readonly CategoryShare[] = [
  { key: 'seat1', name: 'Seat, category 1', share: 0.3 },
  { key: 'seat2', name: 'Seat, category 2', share: 0.4 },
  { key: 'seat3', name: 'Seat, category 3', share: 0.3 },
]

/**
 * An arena with a stage at its north end: a floor to stand on in two areas, and a bowl of two tiers around the other
 * sides, with exactly so many seats.
 * @throws RangeError when the bowl cannot have so many seats: it can have about 2,000 to 40,000.
 */
export function arenaPlan({ name, standing, seats }: { name: string; standing: number; seats: number }): Manifest {
  const front = Math.max(1, Math.round(standing * FRONT_SHARE))
  const stands = fitBowl({ arcs: BOWL, capacity: seats, tiers: shareRows, keep: (stand) => !behindStage(stand) })
  return withBounds({
    version: 1,
    name,
    focal: [0, STAGE_FRONT],
    categories: toCategories([...STANDING, ...SEATS]),
    sections: [
      {
        kind: 'area',
        key: 'front-standing',
        name: 'Front standing',
        level: 'Floor',
        gate: 'Gate Floor',
        category: 'front',
        capacity: front,
        outline: rectangle(0, STAGE_FRONT + 8 * METRE, FLOOR.width - 4 * METRE, 14 * METRE),
      },
      {
        kind: 'area',
        key: 'standing',
        name: 'Standing',
        level: 'Floor',
        gate: 'Gate Floor',
        category: 'standing',
        capacity: Math.max(1, standing - front),
        accessible: Math.ceil((standing - front) / 200),
        outline: rectangle(0, STAGE_FRONT + 29 * METRE, FLOOR.width - 4 * METRE, 26 * METRE),
      },
      ...sectionsOf(stands, {
        levels: ['Lower bowl', 'Upper bowl'],
        categories: SEATS,
        distance: (stand) => distanceToStage(stand),
      }),
    ],
    decor: [{ name: 'Stage', outline: rectangle(0, STAGE_FRONT - STAGE.depth / 2, STAGE.width, STAGE.depth) }],
  })
}

const STAGE_FRONT = -FLOOR.length / 2 + STAGE.depth

const BOWL = oval({
  halfX: FLOOR.width / 2,
  halfY: FLOOR.length / 2,
  radiusAcrossY: 60 * METRE,
  radiusAcrossX: 160 * METRE,
  radiusOfCorners: 9 * METRE,
})

function shareRows(rows: number) {
  const lower = Math.round(rows * 0.52)
  return [
    { rows: lower, distance: FIRST_ROW_FROM_OVAL, platforms: true, rail: false },
    {
      rows: rows - lower,
      distance: FIRST_ROW_FROM_OVAL + lower * ROW_DEPTH + CONCOURSE,
      platforms: false,
      rail: true,
    },
  ]
}

const behindStage = (stand: Stand): boolean => frontOfStand(stand)[1] < STAGE_FRONT - 4 * METRE

function distanceToStage(stand: Stand): number {
  const [x, y] = frontOfStand(stand)
  return Math.hypot(x, y - STAGE_FRONT)
}
