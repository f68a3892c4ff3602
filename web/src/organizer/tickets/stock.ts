import type { CompiledManifest, PlaceNo } from '@foyer/contract/compiled-manifest'
import type { Availability } from '@foyer/contract/inventory'
import type { EventView } from '@foyer/contract/catalog.views'

/** Runs of places: first and count. */
export type Runs = readonly (readonly [first: number, count: number])[]

/** What is known of the places of an event. */
export interface Known {
  readonly compiled: CompiledManifest
  readonly priceLevels: EventView['priceLevels']
  /** By section and category, as the sale has them; undefined for a draft, of which nobody has anything. */
  readonly counts: Availability['counts'] | undefined
  readonly house: Runs
  /** Removed, or not to be used. */
  readonly kill: Runs
}

export interface Counts {
  readonly places: number
  readonly free: number
  readonly held: number
  readonly sold: number
  readonly house: number
  readonly out: number
}

/** The places of a section at one price. */
export interface StockLine extends Counts {
  /** Undefined: nothing sells them yet. */
  readonly level: EventView['priceLevels'][number] | undefined
}

export interface StockSection {
  readonly key: string
  readonly name: string
  readonly kind: 'seated' | 'area'
  readonly lines: readonly StockLine[]
}

const NONE: Counts = { places: 0, free: 0, held: 0, sold: 0, house: 0, out: 0 }

/** How many places each section has at each price, and what became of them. */
export function stockOf({ compiled, priceLevels, counts, house, kill }: Known): readonly StockSection[] {
  const levelOf = compiled.categories.map((key) => priceLevels.findIndex((level) => level.categories.includes(key)))
  const sectionOf = new Map(compiled.sections.map((section, index) => [section.key, index]))
  const lines = new Map<string, { level: number; section: number; counts: Record<keyof Counts, number> }>()
  const lineOf = (section: number, category: number) => {
    const level = levelOf[category] ?? -1
    const key = `${section} ${level}`
    const line = lines.get(key) ?? { level, section, counts: { ...NONE } }
    lines.set(key, line)
    return line.counts
  }
  const add = (place: PlaceNo, name: keyof Counts) =>
    lineOf(compiled.sectionOf[place] ?? 0, compiled.categoryOf[place] ?? 0)[name]++
  for (let place = 0; place < compiled.count; place++) add(place, 'places')
  for (const [runs, name] of [[house, 'house'] as const, [kill, 'out'] as const])
    for (const place of placesOf(runs)) if (place < compiled.count) add(place, name)
  for (const pool of counts ?? []) {
    const section = sectionOf.get(pool.section)
    const category = compiled.categories.indexOf(pool.category)
    if (section === undefined || category < 0) continue
    const line = lineOf(section, category)
    line.held += pool.held
    line.sold += pool.sold
  }
  // Not as the sale counts them: it hears of new places a moment later.
  for (const { counts: line } of lines.values())
    line.free = Math.max(0, line.places - line.held - line.sold - line.house - line.out)
  return compiled.sections.map(({ key, name, kind }, index) => ({
    key,
    name,
    kind,
    lines: [...lines.values()]
      .filter((line) => line.section === index)
      .toSorted((a, b) => a.level - b.level)
      .map((line) => ({ level: priceLevels[line.level], ...line.counts })),
  }))
}

/** All of it together. */
export const totalOf = (sections: readonly StockSection[]): Counts =>
  sections
    .flatMap((section) => section.lines)
    .reduce<Counts>(
      (sum, line) => ({
        places: sum.places + line.places,
        free: sum.free + line.free,
        held: sum.held + line.held,
        sold: sum.sold + line.sold,
        house: sum.house + line.house,
        out: sum.out + line.out,
      }),
      NONE,
    )

/** Runs, place by place. */
export function* placesOf(runs: Runs): Generator<PlaceNo> {
  for (const [first, count] of runs) for (let place = first; place < first + count; place++) yield place
}
