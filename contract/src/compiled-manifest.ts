import type { Manifest, ManifestRow } from './manifest.ts'

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
export function countPlaces(manifest: Manifest): number {
  let count = 0
  for (const section of manifest.sections)
    count += section.kind === 'area' ? section.capacity : section.rows.reduce((sum, row) => sum + row.seats, 0)
  return count
}

/**
 * Lays out a manifest. The numbering that it gives is the meaning of every stored place number: it may never change.
 * @throws ManifestError when keys repeat, a category is unknown, or lists do not fit the number of seats.
 */
export function compileManifest(manifest: Manifest): CompiledManifest {
  const count = countPlaces(manifest)
  const categories = manifest.categories.map((category) => category.key)
  const layout = {
    sectionOf: new Uint16Array(count),
    rowOf: new Int32Array(count).fill(-1),
    categoryOf: new Uint8Array(count),
    flags: new Uint8Array(count),
    x: new Float32Array(count),
    y: new Float32Array(count),
  }
  requireUnique(categories, 'categories')
  requireUnique(
    manifest.sections.map((section) => section.key),
    'sections',
  )
  const sections: CompiledSection[] = []
  const rows: CompiledRow[] = []
  const seatLabels: ManifestRow['labels'][] = []
  let next: PlaceNo = 0

  const categoryIndex = (key: string, path: string) => {
    const index = categories.indexOf(key)
    if (index < 0) throw new ManifestError(path, `category ${key} is not among the categories of the plan`)
    return index
  }

  manifest.sections.forEach((section, sectionIndex) => {
    const path = `sections[${sectionIndex}]`
    const first = next
    const ofSection = categoryIndex(section.category, `${path}.category`)
    if (section.kind === 'area') {
      next += section.capacity
      layout.categoryOf.fill(ofSection, first, next)
      const [x, y] = middleOf(section.outline ?? [])
      layout.x.fill(x, first, next)
      layout.y.fill(y, first, next)
      layout.flags.fill(PLACE_ACCESSIBLE, first, first + Math.min(section.accessible ?? 0, section.capacity))
    } else {
      requireUnique(
        section.rows.map((row) => row.label),
        `${path}.rows`,
      )
      section.rows.forEach((row, rowIndex) => {
        layRow(row, `${path}.rows[${rowIndex}]`, next, rows.length, row.category ?? section.category)
        rows.push({
          section: sectionIndex,
          label: row.label,
          first: next,
          count: row.seats,
          blocks: blocksOf(row, next),
        })
        seatLabels.push(row.labels)
        next += row.seats
      })
    }
    layout.sectionOf.fill(sectionIndex, first, next)
    sections.push({
      key: section.key,
      name: section.name,
      kind: section.kind,
      first,
      count: next - first,
      gate: section.gate,
      level: section.level,
    })
  })

  function layRow(row: ManifestRow, path: string, first: PlaceNo, rowIndex: number, category: string): void {
    if ('list' in row.labels) {
      if (row.labels.list.length !== row.seats)
        throw new ManifestError(`${path}.labels`, `expected ${row.seats} labels`)
      requireUnique(row.labels.list, `${path}.labels`)
    } else if (row.labels.step === 0)
      throw new ManifestError(`${path}.labels.step`, 'must not be 0: labels would repeat')
    if ('at' in row.positions && row.positions.at.length !== row.seats)
      throw new ManifestError(`${path}.positions`, `expected ${row.seats} points`)
    layout.rowOf.fill(rowIndex, first, first + row.seats)
    layout.categoryOf.fill(categoryIndex(category, `${path}.category`), first, first + row.seats)
    for (const range of row.categories ?? []) {
      if (range.from < 0 || range.to >= row.seats || range.from > range.to)
        throw new ManifestError(`${path}.categories`, 'a range lies outside the row')
      layout.categoryOf.fill(
        categoryIndex(range.category, `${path}.categories`),
        first + range.from,
        first + range.to + 1,
      )
    }
    for (let seat = 0; seat < row.seats; seat++) {
      const [x, y] = pointOf(row.positions, seat)
      layout.x[first + seat] = x
      layout.y[first + seat] = y
    }
    const marks = [
      ['accessible', PLACE_ACCESSIBLE],
      ['companion', PLACE_COMPANION],
      ['restrictedView', PLACE_RESTRICTED_VIEW],
    ] as const
    for (const [name, flag] of marks)
      for (const seat of row[name] ?? []) {
        if (seat >= row.seats) throw new ManifestError(`${path}.${name}`, `seat index ${seat} lies outside the row`)
        layout.flags[first + seat] = (layout.flags[first + seat] ?? 0) | flag
      }
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
      if (!section || place < 0 || place >= count) throw new RangeError(`no place ${place} among ${count}`)
      const rowIndex = layout.rowOf[place] ?? -1
      const row = rows[rowIndex]
      const labels = seatLabels[rowIndex]
      if (!row || !labels) return { section: section.name, row: null, seat: null }
      return { section: section.name, row: row.label, seat: labelOf(labels, place - row.first) }
    },
  }
}

/** The name of the rule for labels in one place: the n-th seat of a row. */
function labelOf(labels: ManifestRow['labels'], seat: number): string {
  return 'list' in labels ? (labels.list[seat] ?? String(seat)) : String(labels.from + labels.step * seat)
}

function pointOf(positions: ManifestRow['positions'], seat: number): readonly [number, number] {
  if ('at' in positions) return positions.at[seat] ?? [0, 0]
  if ('step' in positions)
    return [positions.from[0] + positions.step[0] * seat, positions.from[1] + positions.step[1] * seat]
  const angle = ((positions.fromAngle + positions.stepAngle * seat) * Math.PI) / 180
  return [
    positions.centre[0] + positions.radius * Math.cos(angle),
    positions.centre[1] + positions.radius * Math.sin(angle),
  ]
}

function blocksOf(row: ManifestRow, first: PlaceNo): SeatBlock[] {
  const ends = [...new Set(row.aislesAfter ?? [])].filter((seat) => seat < row.seats - 1).sort((a, b) => a - b)
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
