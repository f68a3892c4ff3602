import type { Palette } from './palette.ts'
import type { SeatBoard } from './seat-board.ts'
import type { SeatGrid } from './seat-grid.ts'
import type { SeatPlan } from './plan.ts'

/** What a section says of itself from afar, in the words of the reader's language. */
export interface SectionLabel {
  readonly name: string
  /** Its price from, or that nothing is left. */
  readonly note: string
}

/** All that a picture of the plan is made of, but for the view. */
export interface Scene {
  readonly plan: SeatPlan
  readonly grid: SeatGrid
  readonly board: SeatBoard
  readonly palette: Palette
  /** Levels that the filter lets through; undefined: all. */
  readonly levelsShown: ReadonlySet<number> | undefined
  /** Whether only seats for people who need them, and their companions', are looked for. */
  readonly accessibleOnly: boolean
  readonly labelOf: (section: number) => SectionLabel
  /** Name of the font for labels; narrow figures suit it. */
  readonly font: string
}
