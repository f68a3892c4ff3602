import {
  SEATS_PER_ROW_MAX,
  type AreaSection,
  type Manifest,
  type ManifestRow,
  type ManifestSection,
  type SeatedSection,
} from '@foyer/contract'
import { rowsOf } from '@foyer/contract/manifest-rows'
import type { Fault } from '../feed.ts'

/** Tickets by count, section and seat. */
export interface Addition {
  readonly count: number
  readonly section: string
  readonly row: string
  /** Number of the first seat; undefined for general admission. */
  readonly firstSeat: number | undefined
  readonly category: { readonly key: string; readonly name: string }
}

export type Grown =
  | { readonly manifest: Manifest }
  | { readonly faults: readonly Fault[] }
  /** The section is followed by others, whose places would be renumbered. */
  | { readonly refused: 'places-fixed' }

/**
 * A manifest with more places. They stand in the section of that name, or in a new one at the end. Places that others
 * go by (`fixed`) keep their numbers, so then only the last section can take more.
 */
export function growManifest(manifest: Manifest | undefined, addition: Addition, fixed: boolean): Grown {
  if (addition.firstSeat !== undefined && addition.count > SEATS_PER_ROW_MAX)
    return { faults: [{ field: 'count', expected: `${SEATS_PER_ROW_MAX} at most in one row of numbered seats` }] }
  const before = manifest ?? emptyManifest(addition)
  const categories = before.categories.some((one) => one.key === addition.category.key)
    ? before.categories
    : [...before.categories, addition.category]
  const index = before.sections.findIndex((section) => section.name === addition.section)
  const bottom = before.bounds[3]
  if (index < 0) {
    const section = newSection(addition, before.sections, bottom)
    return { manifest: enlarged({ ...before, categories, sections: [...before.sections, section] }, addition) }
  }
  if (fixed && index < before.sections.length - 1) return { refused: 'places-fixed' }
  const present = before.sections[index]
  if (present === undefined) throw new Error('a section was found and is not there')
  const section = present.kind === 'area' ? grownArea(present, addition) : grownSeats(present, addition, bottom)
  if ('faults' in section) return section
  return { manifest: enlarged({ ...before, categories, sections: before.sections.with(index, section) }, addition) }
}

/** Distances in plan units, in which a seat is about ten wide. */
const SEAT = 10
const GAP = 30
const AREA_WIDTH = 300
const AREA_DEPTH = 100

function newSection(addition: Addition, sections: readonly ManifestSection[], bottom: number): ManifestSection {
  const common = { key: keyFor(addition.section, sections), name: addition.section, category: addition.category.key }
  if (addition.firstSeat !== undefined)
    return { kind: 'seated', ...common, rows: [newRow(addition, addition.firstSeat, bottom)] }
  const [top, foot] = [bottom + GAP, bottom + GAP + AREA_DEPTH]
  return {
    kind: 'area',
    ...common,
    capacity: addition.count,
    outline: [
      [0, top],
      [AREA_WIDTH, top],
      [AREA_WIDTH, foot],
      [0, foot],
    ],
  }
}

const newRow = (addition: Addition, firstSeat: number, bottom: number): ManifestRow => ({
  label: addition.row,
  seats: addition.count,
  labels: { from: firstSeat, step: 1 },
  positions: { from: [SEAT / 2, bottom + GAP], step: [SEAT, 0] },
  category: addition.category.key,
})

function grownArea(area: AreaSection, addition: Addition): AreaSection | { faults: Fault[] } {
  if (addition.firstSeat !== undefined)
    return { faults: [{ field: 'seat', expected: `none: ${area.name} is general admission` }] }
  if (addition.category.key !== area.category)
    return { faults: [{ field: 'price', expected: `the price of ${area.name}, or a section of its own` }] }
  return { ...area, capacity: area.capacity + addition.count }
}

function grownSeats(section: SeatedSection, addition: Addition, bottom: number): SeatedSection | { faults: Fault[] } {
  if (addition.firstSeat === undefined)
    return { faults: [{ field: 'seat', expected: `the first seat: ${section.name} has numbered seats` }] }
  for (const row of rowsOf(section))
    if (row.label === addition.row)
      return { faults: [{ field: 'row', expected: `a row that ${section.name} does not have yet` }] }
  return { ...section, rows: [...section.rows, newRow(addition, addition.firstSeat, bottom)] }
}

/** A key made of the name, which nobody else has. */
function keyFor(name: string, sections: readonly ManifestSection[]): string {
  const taken = new Set(sections.map((section) => section.key))
  const base = slug(name)
  for (let count = 1; ; count++) {
    const key = count === 1 ? base : `${base}-${count}`
    if (!taken.has(key)) return key
  }
}

/** A name as a key: letters and digits of ASCII with dashes between them. */
export const slug = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 56) || 'section'

const emptyManifest = (addition: Addition): Manifest => ({
  version: 1,
  name: 'Uploaded tickets',
  focal: [0, 0],
  bounds: [0, 0, AREA_WIDTH, 0],
  categories: [addition.category],
  sections: [],
})

/** The bounds with room for what was added below. */
function enlarged(manifest: Manifest, addition: Addition): Manifest {
  const [left, top, right, bottom] = manifest.bounds
  const width = addition.firstSeat === undefined ? AREA_WIDTH : addition.count * SEAT
  return {
    ...manifest,
    bounds: [Math.min(0, left), top, Math.max(right, width), bottom + GAP + AREA_DEPTH],
  }
}
