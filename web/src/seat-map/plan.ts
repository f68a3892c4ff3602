import type { CompiledManifest, PlaceNo } from '@foyer/contract/compiled-manifest'
import type { Manifest } from '@foyer/contract/manifest'
import type { EventView } from '@foyer/contract/catalog.views'
import { boxOf, type Box, type Ring } from './geometry.ts'
import { shapeOfArea, shapeOfRows, type SectionShape } from './section-shape.ts'

/** What a group of places costs. */
export interface PriceLevel {
  readonly id: string
  readonly name: string
  readonly price: EventView['priceLevels'][number]['price']
  /** Keys of the categories of the manifest that are sold at this price. */
  readonly categories: readonly string[]
}

/** Of places that no price level sells. */
export const NO_LEVEL = 255

/** A manifest with its prices, laid out to be drawn and chosen from. It never changes. */
export interface SeatPlan {
  readonly compiled: CompiledManifest
  /** The dearest first. */
  readonly levels: readonly PriceLevel[]
  /** Index into `levels` of each place; NO_LEVEL where it is not sold. */
  readonly levelOf: Uint8Array
  readonly sections: readonly SectionShape[]
  readonly decor: readonly { readonly name: string; readonly ring: Ring; readonly box: Box }[]
  readonly bounds: Box
  /** Distance between neighbouring seats, in plan units: the size by which one decides what can be seen. */
  readonly pitch: number
  /** The same where seats are closest: the size by which they are drawn, so that they overlap nowhere. */
  readonly closest: number
}

/** Levels beyond this many share the last one's looks: more cannot be told apart on a map. */
export const LEVELS_MAX = 250

/** Lays out a manifest with the prices of an event. `compiled` has to be made from `manifest`. */
export function makePlan(manifest: Manifest, compiled: CompiledManifest, prices: readonly PriceLevel[]): SeatPlan {
  const levels = prices
    .toSorted((a, b) => b.price.allIn.minor - a.price.allIn.minor || a.name.localeCompare(b.name))
    .slice(0, LEVELS_MAX)
  const rows = Map.groupBy(compiled.rows, (row) => row.section)
  const sections = compiled.sections.map((section, index) => {
    const outline = manifest.sections[index]?.outline
    return section.kind === 'area' ? shapeOfArea(outline ?? []) : shapeOfRows(compiled, rows.get(index) ?? [], outline)
  })
  const decor = (manifest.decor ?? []).map(({ name, outline }) => {
    const ring = Float32Array.from(outline.flat())
    return { name, ring, box: boxOf(ring) }
  })
  const pitches = sections.flatMap((shape, index) => (compiled.sections[index]?.kind === 'seated' ? [shape.pitch] : []))
  return {
    compiled,
    levels,
    levelOf: levelsOf(compiled, levels),
    sections,
    decor,
    bounds: manifest.bounds,
    pitch: median(pitches) ?? PITCH_UNKNOWN,
    closest: closestOf(pitches),
  }
}

/** Where nothing is known of distances, in plan units. */
const PITCH_UNKNOWN = 10
/** One odd section makes the seats of all others no smaller than this, beside what most have. */
const PITCH_LEAST = 0.7

/** The distance of the closest section, unless that is far below what most have. */
export const closestOf = (pitches: readonly number[]): number =>
  pitches.length === 0 ? PITCH_UNKNOWN : Math.max(Math.min(...pitches), PITCH_LEAST * (median(pitches) ?? 0))

/** Whether any of it has seats to be chosen; where people stand or sit as they like there are areas alone. */
export const hasSeats = ({ compiled }: SeatPlan): boolean => compiled.sections.some(({ kind }) => kind === 'seated')

/** The price level of a place; undefined where it is not sold. */
export const levelAt = (plan: SeatPlan, place: PlaceNo): PriceLevel | undefined =>
  plan.levels[plan.levelOf[place] ?? NO_LEVEL]

function levelsOf(compiled: CompiledManifest, levels: readonly PriceLevel[]): Uint8Array {
  const ofCategory = compiled.categories.map((key) => levels.findIndex((level) => level.categories.includes(key)))
  return compiled.categoryOf.map((category) => {
    const level = ofCategory[category] ?? -1
    return level < 0 ? NO_LEVEL : level
  })
}

export function median(values: readonly number[]): number | undefined {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]
}
