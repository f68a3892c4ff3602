import { type Manifest, type ManifestRow, type SeatedSection } from '@foyer/contract'
import { tenth, type Point } from '../../plans/units.ts'
import { shorten, type Reading } from '../reading.ts'
import { slug } from '../slug.ts'
import { ExtraKeys } from './pretix-extra-keys.ts'
import { readPretixRow, type PretixRow } from './pretix-row.ts'
import { readShape } from './pretix-shapes.ts'

/** A plan whose bounds are still to be found. */
export type PlanDraft = Omit<Manifest, 'bounds'>

const NAME_MAX = 40
const SEAT_WIDTH = 10
/** A row further than so many seat widths from the one before it begins another section. */
const SECTION_GAP = 2.5

interface Zone {
  readonly name: string
  /** Counted from 1. */
  readonly number: number
  readonly rows: readonly PretixRow[]
  readonly shapes: readonly { name: string; outline: Point[] }[]
}

/**
 * Reads a plan in pretix's format: zones with rows of seats and with areas. A zone often holds several blocks whose rows
 * bear the same letters; a ticket must tell them apart, so each block becomes a section of its own. Ids of seats are left
 * out: places are known by their number, and in the wild those ids repeat. Areas have no capacity there: they are drawn,
 * not sold. Keys that the format does not have are counted.
 */
export function readPretixPlan(read: Reading): { plan: PlanDraft | undefined; remarks: string[] } {
  const extra = new ExtraKeys()
  extra.count('plan', read)
  const name = read.text('name')
  const categories = read.list('categories').map((_, index) => {
    const category = read.item('categories', index)
    extra.count('category', category)
    return category.text('name')
  })
  const keys = new Map(categories.map((category, index) => [category, keyOf(category, `category-${index + 1}`)]))
  const zones = read.list('zones').map((_, index) => readZone(read.item('zones', index), index + 1, keys, extra))
  const spacing = medianSpacing(zones)
  if (spacing === undefined) read.refuse('zones', 'at least one row of two seats was expected')
  if (spacing === undefined || read.refusals.length > 0) return { plan: undefined, remarks: extra.remarks() }
  const scale = SEAT_WIDTH / spacing
  const sections = zones.flatMap((zone) => sectionsOf(zone, spacing, scale))
  const decor = zones.flatMap((zone) =>
    zone.shapes.map(({ name, outline }) => ({ name, outline: outline.map(scaled(scale)) })),
  )
  return {
    plan: {
      version: 1,
      name,
      focal: middleOf(decor[0]?.outline ?? []),
      categories: categories.map((category) => ({ key: keys.get(category) ?? '', name: category })),
      sections,
      ...(decor.length > 0 ? { decor } : {}),
    },
    remarks: [...extra.remarks(), ...remarksOn(zones, sections)],
  }
}

function readZone(read: Reading, number: number, keys: ReadonlyMap<string, string>, extra: ExtraKeys): Zone {
  extra.count('zone', read)
  const name = read.optionalText('name') ?? 'Zone'
  const origin = read.point('position')
  const rows = read.list('rows').map((_, index) => readPretixRow(read.item('rows', index), origin, keys, extra))
  const areas = read.has('areas') ? read.list('areas') : []
  const shapes = areas.flatMap((_, index) => readShape(read.item('areas', index), origin, extra) ?? [])
  return { name, number, rows, shapes }
}

/** A name as a key; keys are written in plain letters, and names are not always. */
function keyOf(name: string, otherwise: string): string {
  const key = slug(name)
  return /^[a-z0-9-]{1,64}$/.test(key) ? key : otherwise
}

/** Blocks of a zone: a new one begins where a letter repeats, or where a row stands far from the one before it. */
function sectionsOf(zone: Zone, spacing: number, scale: number): SeatedSection[] {
  const blocks: PretixRow[][] = []
  let letters = new Set<string>()
  let before: PretixRow | undefined
  for (const row of zone.rows) {
    const far = before !== undefined && distance(before, row) > SECTION_GAP * spacing
    if (before === undefined || far || letters.has(row.label)) {
      blocks.push([])
      letters = new Set()
    }
    blocks.at(-1)?.push(row)
    letters.add(row.label)
    before = row
  }
  return blocks.map((block, index) => {
    const own = shorten(zone.name, NAME_MAX - 5)
    const name = blocks.length === 1 ? own : `${own} ${index + 1}`
    return {
      kind: 'seated',
      key: keyOf(name, `section-${zone.number}-${index + 1}`),
      name,
      level: own,
      category: block[0]?.categories[0] ?? '',
      rows: block.map((row) => toRow(row, scale)),
    }
  })
}

/** Seats of a row stand at equal distances mostly; a step says it shorter than points do. */
function toRow(row: PretixRow, scale: number): ManifestRow {
  const points = row.points.map(scaled(scale))
  const first: Point = points[0] ?? [0, 0]
  const last = points.at(-1) ?? first
  const gaps = Math.max(1, points.length - 1)
  const step: Point = [(last[0] - first[0]) / gaps, (last[1] - first[1]) / gaps]
  const straight = points.every(
    ([x, y], seat) => Math.hypot(first[0] + step[0] * seat - x, first[1] + step[1] * seat - y) < STRAIGHT_WITHIN,
  )
  const from = Number(row.seatLabels[0])
  const counted =
    from >= 0 && from < COUNTED_FROM_MAX && row.seatLabels.every((label, seat) => label === String(from + seat))
  const [category = '', ...others] = row.categories
  return {
    label: row.label,
    seats: points.length,
    labels: counted ? { from, step: 1 } : { list: [...row.seatLabels] },
    positions: straight ? { from: first, step: [hundredth(step[0]), hundredth(step[1])] } : { at: points },
    category,
    ...(others.some((other) => other !== category)
      ? { categories: row.categories.map((own, seat) => ({ from: seat, to: seat, category: own })) }
      : {}),
  }
}

const COUNTED_FROM_MAX = 100_000

/** In plan units: a twentieth of a seat. */
const STRAIGHT_WITHIN = 0.5

const hundredth = (value: number): number => Math.round(value * 100) / 100

const scaled =
  (scale: number) =>
  ([x, y]: Readonly<Point>): Point => [tenth(x * scale), tenth(y * scale)]

/** The usual distance between two neighbours. */
function medianSpacing(zones: readonly Zone[]): number | undefined {
  const distances = zones
    .flatMap((zone) => zone.rows)
    .flatMap(({ points }) => points.slice(1).map(([x, y], seat) => Math.hypot(...minus([x, y], points[seat]))))
    .filter((between) => between > 0)
    .sort((a, b) => a - b)
  return distances[Math.floor(distances.length / 2)]
}

const minus = ([ax, ay]: Readonly<Point>, [bx, by]: Readonly<Point> = [0, 0]): Point => [ax - bx, ay - by]

/** Between the first seats of two rows, or between their last ones, whichever is less. */
function distance(a: PretixRow, b: PretixRow): number {
  const between = (at: number) => {
    return Math.hypot(...minus(a.points.at(at) ?? [0, 0], b.points.at(at)))
  }
  return Math.min(between(0), between(-1))
}

/** What is drawn first stands for what everybody looks at: the format does not tell. */
function middleOf(outline: readonly Readonly<Point>[]): Point {
  const mean = (values: number[]) => tenth(values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length))
  return [mean(outline.map(([x]) => x)), mean(outline.map(([, y]) => y))]
}

function remarksOn(zones: readonly Zone[], sections: readonly SeatedSection[]): string[] {
  const shapes = zones.reduce((sum, zone) => sum + zone.shapes.length, 0)
  return [
    'Ids of seats are left out: a place is known by its number in the plan.',
    ...(sections.length > zones.length
      ? [`${zones.length} zones became ${sections.length} sections: their blocks have rows of the same name.`]
      : []),
    ...(shapes > 0 ? [`${shapes} areas are drawn and not sold: the format tells no capacity.`] : []),
  ]
}
