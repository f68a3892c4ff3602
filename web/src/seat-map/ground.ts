import type { Detail } from './detail.ts'
import { colourOfLevel, mix } from './palette.ts'
import type { Scene } from './scene.ts'

/** From afar a section has the colour of its price, as pale as it is empty; near, seats speak for themselves. */
export function groundOf(
  { plan, board, palette, levelsShown }: Scene,
  section: number,
  isArea: boolean,
  detail: Detail,
): string {
  const free = board.freeIn(section, levelsShown)
  if (free === 0 || (detail !== 'sections' && !isArea)) return palette.ground
  const level = mainLevel(plan.levels.length, (index) =>
    levelsShown?.has(index) === false ? 0 : board.freeAt(section, index),
  )
  return mix(colourOfLevel(palette, level), isArea ? 0.34 : 0.2, palette.paper)
}

/** The level of which most is free. */
function mainLevel(levels: number, free: (level: number) => number): number {
  let best = 0
  for (let level = 1; level < levels; level++) if (free(level) > free(best)) best = level
  return best
}
