import type { Manifest } from '@foyer/contract'

/** Something that has one category: a section, or a row. */
export interface Rated {
  readonly places: number
  /** How far it feels from what everybody looks at; only the order counts. */
  readonly distance: number
}

export interface CategoryShare {
  readonly key: string
  readonly name: string
  /** Its share of all places, about; the shares sum up to 1. */
  readonly share: number
}

/**
 * The category of each thing, by closeness: the nearest get the first category until its share is reached. Things at the
 * same distance (the two halves of a plan) share their category.
 */
export function rateByCloseness(things: readonly Rated[], shares: readonly CategoryShare[]): string[] {
  const total = things.reduce((sum, thing) => sum + thing.places, 0)
  const nearest = things.map((_, index) => index).sort((a, b) => distanceOf(a) - distanceOf(b) || a - b)
  const rated: string[] = Array.from({ length: things.length })
  let places = 0
  let category = ''
  let before = Number.NEGATIVE_INFINITY
  for (const index of nearest) {
    if (distanceOf(index) - before > SAME_DISTANCE) category = categoryAt(places / total, shares)
    before = distanceOf(index)
    rated[index] = category
    places += things[index]?.places ?? 0
  }
  return rated

  function distanceOf(index: number): number {
    return things[index]?.distance ?? 0
  }
}

/** Rounding apart, two mirrored sections are equally far. */
const SAME_DISTANCE = 1

function categoryAt(share: number, shares: readonly CategoryShare[]): string {
  let end = 0
  for (const category of shares) {
    end += category.share
    if (share < end) return category.key
  }
  return shares.at(-1)?.key ?? ''
}

export const toCategories = (shares: readonly CategoryShare[]): Manifest['categories'] =>
  shares.map(({ key, name }) => ({ key, name }))
