import type { SectionLabel } from './scene.ts'
import type { SeatBoard } from './seat-board.ts'
import type { SeatPlan } from './plan.ts'
import type { Words } from './words.ts'

/** What sections say of themselves from afar, as the board stands when asked. */
export function sectionLabels(
  { m, f }: Words,
  plan: SeatPlan,
  board: SeatBoard,
  levelsShown: ReadonlySet<number> | undefined,
): (section: number) => SectionLabel {
  const prices = plan.levels.map((level) => f.price(level.price.allIn))
  const froms = prices.map((price) => m.from(price))
  return (section) => {
    const name = plan.compiled.sections[section]?.name ?? ''
    const free = plan.levels.flatMap((_, level) =>
      board.freeAt(section, level) > 0 && levelsShown?.has(level) !== false ? [level] : [],
    )
    const cheapest = free.at(-1)
    if (cheapest === undefined) return { name, note: board.version < 0 ? '' : m.noneLeft }
    if (board.sectionsOnly) return { name, note: m.left(board.freeIn(section, levelsShown)) }
    return { name, note: (free.length === 1 ? prices[cheapest] : froms[cheapest]) ?? '' }
  }
}
