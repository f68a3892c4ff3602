import type { PlaceNo } from '@foyer/contract/compiled-manifest'

/** Places in ascending order, as a list of their own. Most lists come so, and sorting takes a kilobyte even for two. */
export function ascending(places: readonly PlaceNo[]): PlaceNo[] {
  const own = [...places]
  const isSorted = own.every((place, index) => index === 0 || (own[index - 1] ?? 0) <= place)
  return isSorted ? own : own.sort((a, b) => a - b)
}
