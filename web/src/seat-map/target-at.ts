import { canPickSeats } from './detail.ts'
import { boxHas, grow, ringHas, type Point } from './geometry.ts'
import type { PointedBy } from './gestures.ts'
import type { Target } from './marks.ts'
import type { Scene } from './scene.ts'
import { toPlan, type Frame, type View } from './view.ts'

/** How far from the middle of a seat a pointer still means it, in distances between seats; a finger is blunter. */
const REACH = { mouse: 0.95, touch: 1.2 } as const

/** What lies under a point of the window: a seat where seats can be told apart, else a section or an area. */
export function targetAt(
  { plan, grid, board }: Pick<Scene, 'plan' | 'grid'> & { readonly board: Pick<Scene['board'], 'sectionsOnly'> },
  view: View,
  frame: Frame,
  at: Point,
  by: PointedBy,
): Target | undefined {
  const [x, y] = toPlan(view, frame, at)
  if (!board.sectionsOnly && canPickSeats(plan.pitch * view.scale, by)) {
    const seat = grid.nearest(x, y, plan.pitch * REACH[by])
    if (seat !== undefined) return { seat }
  }
  const section = plan.sections.findIndex(({ ring, box, pitch }) => {
    const reach = pitch * REACH.touch
    return boxHas(grow(box, reach), x, y) && ringHas(ring, x, y, reach)
  })
  return section < 0 ? undefined : { section }
}
