import { compileManifest } from '@foyer/contract/compiled-manifest'
import type { Manifest, ManifestSection } from '@foyer/contract/manifest'
import { makePlan, type PriceLevel, type SeatPlan } from '../plan.ts'
import { SeatBoard } from '../seat-board.ts'
import { SeatGrid } from '../seat-grid.ts'

/** A section as a test draws it: `.` an ordinary seat, `a` a wheelchair space, `c` a companion's seat, `|` an aisle. */
export interface DrawnSection {
  readonly name: string
  readonly category?: string
  readonly rows: readonly string[]
}

export interface DrawnArea {
  readonly name: string
  readonly category?: string
  readonly capacity: number
}

export const euros = (minor: number) => ({ minor, currency: 'EUR' })

/** A price level for a category: the fees are a tenth of what it costs. */
export const level = (category: string, allIn: number): PriceLevel => ({
  id: `level-${category}`,
  name: category,
  categories: [category],
  price: { allIn: euros(allIn), faceValue: euros(allIn - allIn / 10), fees: euros(allIn / 10) },
})

/**
 * A house as drawn, section below section, all of it free: a seat is 10 wide, a row 16 deep, the stage above the first
 * row. Categories are priced in the order in which they appear, each 10 euros less than the one before.
 */
export function drawnHouse(...parts: readonly (DrawnSection | DrawnArea)[]): {
  readonly plan: SeatPlan
  readonly board: SeatBoard
  readonly grid: SeatGrid
  readonly manifest: Manifest
} {
  const categories = [...new Set(parts.map((part) => part.category ?? 'standard'))]
  const widest = Math.max(1, ...parts.flatMap((part) => ('rows' in part ? part.rows.map((row) => row.length) : [])))
  let y = 0
  const sections = parts.map((part): ManifestSection => {
    const top = y
    y += 'rows' in part ? part.rows.length * 16 + 60 : 160
    return 'rows' in part ? seated(part, top) : area(part, top, widest)
  })
  const manifest: Manifest = {
    version: 1,
    name: 'drawn',
    focal: [((widest - 1) * 10) / 2, -40],
    bounds: [-20, -60, widest * 10 + 20, y],
    categories: categories.map((key) => ({ key, name: key })),
    sections,
  }
  const levels = categories.map((key, index) => level(key, 9_000 - index * 1_000))
  const plan = makePlan(manifest, compileManifest(manifest), levels)
  const board = new SeatBoard(plan)
  board.applySnapshot(1, new Uint8Array(Math.ceil(plan.compiled.count / 8)))
  return { plan, board, grid: new SeatGrid(plan), manifest }
}

function seated({ name, category = 'standard', rows }: DrawnSection, top: number): ManifestSection {
  return {
    kind: 'seated',
    key: name,
    name,
    category,
    rows: rows.map((drawn, index) => {
      const seats = drawn.replaceAll('|', '')
      const marked = (mark: string) => Array.from(seats).flatMap((seat, at) => (seat === mark ? [at] : []))
      const before = (at: number) => drawn.slice(0, at).replaceAll('|', '').length - 1
      return {
        label: String.fromCodePoint(65 + index),
        seats: seats.length,
        labels: { from: 1, step: 1 },
        positions: { from: [0, top + index * 16], step: [10, 0] },
        aislesAfter: Array.from(drawn).flatMap((seat, at) => (seat === '|' ? [before(at)] : [])),
        accessible: marked('a'),
        companion: marked('c'),
      }
    }),
  }
}

function area({ name, category = 'standard', capacity }: DrawnArea, top: number, widest: number): ManifestSection {
  const [right, bottom] = [widest * 10, top + 100]
  return {
    kind: 'area',
    key: name,
    name,
    category,
    capacity,
    outline: [
      [0, top],
      [right, top],
      [right, bottom],
      [0, bottom],
    ],
  }
}
