import type { PlaceNo } from '@foyer/contract/compiled-manifest'
import type { Target } from './marks.ts'
import type { SeatGrid } from './seat-grid.ts'
import type { SeatPlan } from './plan.ts'
import type { View } from './view.ts'
import { endOfRow, nextSeat, nextSection, type Direction } from './walk.ts'

const ARROWS: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
}
const ZOOM = 1.5

/** What a key on the map is about, and what it may do. */
export interface MapKeys {
  readonly plan: SeatPlan
  readonly grid: SeatGrid
  readonly focused: Target | undefined
  /** Whether seats are shown so large that they can be told apart. */
  readonly canPick: boolean
  readonly view: View | undefined
  readonly focus: (target: Target | undefined) => void
  readonly pick: (seat: PlaceNo) => void
  readonly open: (section: number) => void
  readonly zoom: (factor: number) => void
  readonly showAll: () => void
}

/** Does what a key means on the map. @returns whether it means anything. */
export function keyOnMap(
  event: { readonly key: string; readonly ctrlKey: boolean; readonly metaKey: boolean },
  on: MapKeys,
): boolean {
  if (event.ctrlKey || event.metaKey) return false
  const direction = ARROWS[event.key]
  if (direction !== undefined) {
    on.focus(step(on, direction))
    return true
  }
  switch (event.key) {
    case '+':
    case '=':
      on.zoom(ZOOM)
      return true
    case '-':
      on.zoom(1 / ZOOM)
      return true
    case 'Enter':
    case ' ':
      return press(on)
    case 'Home':
    case 'End':
      if (on.focused === undefined || !('seat' in on.focused)) return false
      on.focus({ seat: endOfRow(on.plan, on.focused.seat, event.key === 'Home' ? 'first' : 'last') })
      return true
    case 'PageUp':
    case 'PageDown':
      turnPage(on, event.key === 'PageUp' ? -1 : 1)
      return true
    case 'Escape':
      if (on.focused === undefined) return false
      on.focus('seat' in on.focused ? { section: on.plan.compiled.sectionOf[on.focused.seat] ?? 0 } : undefined)
      on.showAll()
      return true
    default:
      return false
  }
}

function step({ plan, grid, focused, canPick, view }: MapKeys, direction: Direction): Target {
  if (focused !== undefined && 'seat' in focused)
    return { seat: nextSeat(plan, grid, focused.seat, direction) ?? focused.seat }
  if (focused !== undefined && !canPick)
    return { section: nextSection(plan, focused.section, direction) ?? focused.section }
  // From near the first key leads to the seat in the middle of the window; from afar to the section in front.
  const reach = plan.pitch * 30
  const seat = view !== undefined && canPick ? grid.nearest(view.x, view.y, reach) : undefined
  return seat === undefined ? { section: focused?.section ?? nearestSection(plan) } : { seat }
}

function press(on: MapKeys): boolean {
  const { focused, plan } = on
  if (focused === undefined) return false
  if ('seat' in focused) {
    on.pick(focused.seat)
    return true
  }
  on.open(focused.section)
  const section = plan.compiled.sections[focused.section]
  if (section?.kind === 'seated') on.focus({ seat: frontMiddle(plan, focused.section) })
  return true
}

function turnPage(on: MapKeys, by: number): void {
  const { focused, plan } = on
  const count = plan.sections.length
  const from =
    focused === undefined ? -by : 'seat' in focused ? (plan.compiled.sectionOf[focused.seat] ?? 0) : focused.section
  const section = (from + by + count) % count
  const isSeated = plan.compiled.sections[section]?.kind === 'seated'
  on.focus(focused !== undefined && 'seat' in focused && isSeated ? { seat: frontMiddle(plan, section) } : { section })
}

/** The middle seat of a section's front row. */
function frontMiddle({ compiled, sections }: SeatPlan, section: number): PlaceNo {
  const rows = compiled.rows.filter((row) => row.section === section)
  const [fx, fy] = sections[section]?.front ?? [0, 0]
  const middles = rows.map((row) => row.first + Math.floor(row.count / 2))
  const away = (place: PlaceNo) => Math.hypot((compiled.x[place] ?? 0) - fx, (compiled.y[place] ?? 0) - fy)
  return middles.reduce((best, place) => (away(place) < away(best) ? place : best), middles[0] ?? 0)
}

function nearestSection({ sections, compiled }: SeatPlan): number {
  const away = (index: number) => {
    const [x, y] = sections[index]?.middle ?? [0, 0]
    return Math.hypot(x - compiled.focal[0], y - compiled.focal[1])
  }
  return [...sections.keys()].reduce((best, index) => (away(index) < away(best) ? index : best), 0)
}
