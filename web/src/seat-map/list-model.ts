import { PLACE_ACCESSIBLE, PLACE_COMPANION, type PlaceNo } from '@foyer/contract/compiled-manifest'
import type { Money } from '@foyer/contract/primitives'
import { NO_LEVEL, type SeatPlan } from './plan.ts'
import type { SeatBoard } from './seat-board.ts'

export interface ListFilter {
  readonly levelsShown: ReadonlySet<number> | undefined
  readonly accessibleOnly: boolean
  readonly showTaken: boolean
}

export interface ListedSection {
  readonly index: number
  readonly name: string
  readonly storey: string
  readonly isArea: boolean
  /** Free places that the filter lets through. */
  readonly free: number
  readonly cheapest: { readonly level: number; readonly price: Money } | undefined
  readonly isOnePrice: boolean
}

/** Sections of which the filters leave something, in the order of the plan. */
export function listSections(
  plan: SeatPlan,
  board: SeatBoard,
  { sought, ...filter }: ListFilter & { readonly sought: string },
): ListedSection[] {
  const words = sought.trim().toLocaleLowerCase().split(/\s+/u)
  return plan.compiled.sections.flatMap(({ name, level: storey = '', kind }, index) => {
    const text = `${name} ${storey}`.toLocaleLowerCase()
    if (!words.every((word) => text.includes(word))) return []
    const free = filter.accessibleOnly
      ? accessibleFree(plan, board, index, filter)
      : board.freeIn(index, filter.levelsShown)
    if (free === 0 && !filter.showTaken) return []
    const levels = plan.levels.flatMap((level, at) =>
      board.freeAt(index, at) > 0 && filter.levelsShown?.has(at) !== false
        ? [{ level: at, price: level.price.allIn }]
        : [],
    )
    return [
      { index, name, storey, isArea: kind === 'area', free, cheapest: levels.at(-1), isOnePrice: levels.length === 1 },
    ]
  })
}

/** Areas without seats that have so many places at these prices; at any, where there are none at these. */
export function areasFor(
  plan: SeatPlan,
  board: SeatBoard,
  { quantity, levels }: { readonly quantity: number; readonly levels: ReadonlySet<number> | undefined },
): ListedSection[] {
  const at = (levelsShown: ReadonlySet<number> | undefined) =>
    listSections(plan, board, { levelsShown, accessibleOnly: false, showTaken: false, sought: '' }).filter(
      ({ isArea, free, cheapest }) => isArea && free >= quantity && cheapest !== undefined,
    )
  const asked = at(levels)
  return asked.length > 0 || levels === undefined ? asked : at(undefined)
}

/** Whether nothing is left in the whole house, as far as is known. */
export const isSoldOut = (plan: SeatPlan, board: SeatBoard): boolean =>
  board.version >= 0 && plan.levels.every((_, level) => board.freeOf(level) === 0)

export interface ListedRow {
  readonly index: number
  readonly label: string
  /** Seats to be shown, in the order of the row. */
  readonly seats: readonly PlaceNo[]
  readonly free: number
}

/** Rows of a section of which the filters leave something; chosen seats always stay. */
export function listRows(
  plan: SeatPlan,
  board: SeatBoard,
  section: number,
  filter: ListFilter,
  chosen: readonly PlaceNo[],
): ListedRow[] {
  return plan.compiled.rows.flatMap((row, index) => {
    if (row.section !== section) return []
    const all = Array.from({ length: row.count }, (_, seat) => row.first + seat)
    const seats = all.filter(
      (seat) => chosen.includes(seat) || (lets(plan, filter, seat) && (filter.showTaken || board.isFree(seat))),
    )
    if (seats.length === 0) return []
    return [{ index, label: row.label, seats, free: seats.filter(board.isFree).length }]
  })
}

function accessibleFree(plan: SeatPlan, board: SeatBoard, section: number, filter: ListFilter): number {
  const { first = 0, count = 0 } = plan.compiled.sections[section] ?? {}
  let free = 0
  for (let place = first; place < first + count; place++) if (lets(plan, filter, place) && board.isFree(place)) free++
  return free
}

function lets({ compiled, levelOf }: SeatPlan, { levelsShown, accessibleOnly }: ListFilter, place: PlaceNo): boolean {
  if (levelsShown?.has(levelOf[place] ?? NO_LEVEL) === false) return false
  return !accessibleOnly || ((compiled.flags[place] ?? 0) & (PLACE_ACCESSIBLE | PLACE_COMPANION)) !== 0
}

export type ListKey = 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown' | 'Home' | 'End' | 'First' | 'Last'

/** The seat that a key leads to from a seat in the rows shown; the same seat at the edge. */
export function nextInList(rows: readonly ListedRow[], from: PlaceNo, key: ListKey): PlaceNo {
  const at = rows.findIndex(({ seats }) => seats.includes(from))
  const row = rows[at]
  if (row === undefined) return rows[0]?.seats[0] ?? from
  const column = row.seats.indexOf(from)
  switch (key) {
    case 'ArrowLeft':
      return row.seats[column - 1] ?? from
    case 'ArrowRight':
      return row.seats[column + 1] ?? from
    case 'ArrowUp':
      return sameColumn(rows[at - 1], column) ?? from
    case 'ArrowDown':
      return sameColumn(rows[at + 1], column) ?? from
    case 'Home':
      return row.seats[0] ?? from
    case 'End':
      return row.seats.at(-1) ?? from
    case 'First':
      return rows[0]?.seats[0] ?? from
    case 'Last':
      return rows.at(-1)?.seats.at(-1) ?? from
  }
}

const sameColumn = (row: ListedRow | undefined, column: number): PlaceNo | undefined =>
  row?.seats[Math.min(column, row.seats.length - 1)]
