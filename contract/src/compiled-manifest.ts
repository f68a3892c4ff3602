import type { AreaSection, Manifest, ManifestRow } from './manifest.ts'
import { PLACES_MAX } from './manifest-limits.ts'
import { countSeats, rowsOf, seatLabel, seatPoint } from './manifest-rows.ts'

/** Number of a place within its manifest, from 0. */
export type PlaceNo = number

export const PLACE_ACCESSIBLE = 1
export const PLACE_COMPANION = 2
export const PLACE_RESTRICTED_VIEW = 4

/** A run of seats with nothing between them: the unit of adjacency. A row with an aisle has two. */
export interface SeatBlock {
  readonly first: PlaceNo
  readonly count: number
}

export interface CompiledSection {
  readonly key: string
  readonly name: string
  readonly kind: 'seated' | 'area'
  readonly first: PlaceNo
  readonly count: number
  readonly gate: string | undefined
  readonly level: string | undefined
}

export interface CompiledRow {
  readonly section: number
  readonly label: string
  readonly first: PlaceNo
  readonly count: number
  readonly blocks: readonly SeatBlock[]
}

/** Where a place is, in the words on the ticket. Row and seat are null in a general-admission area. */
export interface PlaceAddress {
  readonly section: string
  readonly row: string | null
  readonly seat: string | null
}

/** The manifest laid out for machines: everything about place n at index n. */
export interface CompiledManifest {
  readonly count: number
  readonly sections: readonly CompiledSection[]
  readonly rows: readonly CompiledRow[]
  readonly categories: readonly string[]
  readonly sectionOf: Uint16Array
  /** Index into `rows`; -1 in an area. */
  readonly rowOf: Int32Array
  readonly categoryOf: Uint8Array
  readonly flags: Uint8Array
  readonly x: Float32Array
  readonly y: Float32Array
  readonly focal: readonly [number, number]
  address(place: PlaceNo): PlaceAddress
}

/** A document that is well-formed but contradicts itself; `path` says where. */
export class ManifestError extends Error {
  override readonly name = 'ManifestError'
  readonly path: string
  constructor(path: string, message: string) {
    super(message)
    this.path = path
  }
}

/** Number of places of a manifest, without laying it out. */
export const countPlaces = (manifest: Manifest): number =>
  manifest.sections.reduce(
    (sum, section) => sum + (section.kind === 'area' ? section.capacity : countSeats(section)),
    0,
  )

/**
 * Lays out a manifest. The numbering that it gives is the meaning of every stored place number: it may never change.
 * @throws ManifestError when there are too many places, keys, names or labels repeat, a category is unknown, or lists
 * do not fit the number of seats.
 */
export function compileManifest(manifest: Manifest): CompiledManifest {
  const count = countPlaces(manifest)
  if (count > PLACES_MAX) throw new ManifestError('sections', `${count} places, where ${PLACES_MAX} is the most`)
  const categories = manifest.categories.map((category) => category.key)
  requireUnique(categories, 'categories')
  for (const name of ['key', 'name'] as const) {
    const names = manifest.sections.map((section) => section[name])
    requireUnique(names, `sections.${name}`)
  }
  const layout = emptyLayout(count)
  const sections: CompiledSection[] = []
  const rows: CompiledRow[] = []
  const seatLabels: ManifestRow['labels'][] = []
  let next: PlaceNo = 0

  const categoryIndex = (key: string, path: string) => {
    const index = categories.indexOf(key)
    if (index < 0) throw new ManifestError(path, `category ${key} is not among the categories of the plan`)
    return index
  }

  for (const [sectionIndex, section] of manifest.sections.entries()) {
    const path = `sections[${sectionIndex}]`
    const first = next
    const ofSection = categoryIndex(section.category, `${path}.category`)
    if (section.kind === 'area') {
      layArea(layout, section, first)
      layout.categoryOf.fill(ofSection, first, first + section.capacity)
      next += section.capacity
    } else {
      const labels = new Set<string>()
      for (const row of rowsOf(section)) {
        const rowPath = `${path}.rows[${row.label}]`
        checkRow(row, rowPath, labels)
        layRow(layout, row, next, rows.length)
        const ofRow = row.category === undefined ? ofSection : categoryIndex(row.category, rowPath)
        layout.categoryOf.fill(ofRow, next, next + row.seats)
        for (const range of row.categories ?? [])
          layout.categoryOf.fill(categoryIndex(range.category, rowPath), next + range.from, next + range.to + 1)
        rows.push({
          section: sectionIndex,
          label: row.label,
          first: next,
          count: row.seats,
          blocks: blocksOf(row, next),
        })
        seatLabels.push(row.labels)
        next += row.seats
      }
    }
    layout.sectionOf.fill(sectionIndex, first, next)
    const { key, name, kind, gate, level } = section
    sections.push({ key, name, kind, first, count: next - first, gate, level })
  }

  return {
    ...layout,
    count,
    sections,
    rows,
    categories,
    focal: manifest.focal,
    address(place) {
      const section = sections[layout.sectionOf[place] ?? -1]
      if (!section) throw new RangeError(`no place ${place} among ${count}`)
      const rowIndex = layout.rowOf[place] ?? -1
      const row = rows[rowIndex]
      const labels = seatLabels[rowIndex]
      if (!row || !labels) return { section: section.name, row: null, seat: null }
      return { section: section.name, row: row.label, seat: seatLabel(labels, place - row.first) }
    },
  }
}

type Layout = Pick<CompiledManifest, 'sectionOf' | 'rowOf' | 'categoryOf' | 'flags' | 'x' | 'y'>

const emptyLayout = (count: number): Layout => ({
  sectionOf: new Uint16Array(count),
  rowOf: new Int32Array(count).fill(-1),
  categoryOf: new Uint8Array(count),
  flags: new Uint8Array(count),
  x: new Float32Array(count),
  y: new Float32Array(count),
})

function layArea(layout: Layout, area: AreaSection, first: PlaceNo): void {
  const end = first + area.capacity
  const [x, y] = middleOf(area.outline ?? [])
  layout.x.fill(x, first, end)
  layout.y.fill(y, first, end)
  layout.flags.fill(PLACE_ACCESSIBLE, first, first + Math.min(area.accessible ?? 0, area.capacity))
}

function layRow(layout: Layout, row: ManifestRow, first: PlaceNo, rowIndex: number): void {
  layout.rowOf.fill(rowIndex, first, first + row.seats)
  for (let seat = 0; seat < row.seats; seat++) {
    const [x, y] = seatPoint(row, seat)
    layout.x[first + seat] = x
    layout.y[first + seat] = y
  }
  for (const [name, flag] of MARKS)
    for (const seat of row[name] ?? []) layout.flags[first + seat] = (layout.flags[first + seat] ?? 0) | flag
}

const MARKS = [
  ['accessible', PLACE_ACCESSIBLE],
  ['companion', PLACE_COMPANION],
  ['restrictedView', PLACE_RESTRICTED_VIEW],
] as const

function checkRow(row: ManifestRow, path: string, labelsBefore: Set<string>): void {
  if (labelsBefore.has(row.label)) throw new ManifestError(path, `row ${row.label} stands there twice`)
  labelsBefore.add(row.label)
  if ('list' in row.labels) {
    if (row.labels.list.length !== row.seats) throw new ManifestError(`${path}.labels`, `expected ${row.seats} labels`)
    requireUnique(row.labels.list, `${path}.labels`)
  } else if (row.seats > 1 && row.labels.step === 0)
    throw new ManifestError(`${path}.labels.step`, 'must not be 0: labels would repeat')
  else if (row.labels.from + row.labels.step * (row.seats - 1) < 0)
    throw new ManifestError(`${path}.labels`, 'labels would fall below 0')
  if ('at' in row.positions && row.positions.at.length !== row.seats)
    throw new ManifestError(`${path}.positions`, `expected ${row.seats} points`)
  for (const range of row.categories ?? [])
    if (range.from < 0 || range.to >= row.seats || range.from > range.to)
      throw new ManifestError(`${path}.categories`, 'a range lies outside the row')
  for (const name of ['accessible', 'companion', 'restrictedView', 'aislesAfter'] as const) {
    const seats = row[name] ?? []
    const beyond = seats.find((seat) => seat >= row.seats)
    if (beyond !== undefined) throw new ManifestError(`${path}.${name}`, `seat index ${beyond} lies outside the row`)
    if (new Set(seats).size !== seats.length) throw new ManifestError(`${path}.${name}`, 'a seat stands there twice')
  }
}

function blocksOf(row: ManifestRow, first: PlaceNo): SeatBlock[] {
  const ends = (row.aislesAfter ?? []).filter((seat) => seat < row.seats - 1).toSorted((a, b) => a - b)
  const blocks: SeatBlock[] = []
  let from = 0
  for (const end of [...ends, row.seats - 1]) {
    blocks.push({ first: first + from, count: end - from + 1 })
    from = end + 1
  }
  return blocks
}

function middleOf(outline: readonly (readonly [number, number])[]): readonly [number, number] {
  if (outline.length === 0) return [0, 0]
  const sum = outline.reduce<[number, number]>(([x, y], point) => [x + point[0], y + point[1]], [0, 0])
  return [sum[0] / outline.length, sum[1] / outline.length]
}

function requireUnique(labels: readonly string[], path: string): void {
  const seen = new Set<string>()
  for (const label of labels) {
    if (seen.has(label)) throw new ManifestError(path, `${label} stands there twice`)
    seen.add(label)
  }
}
