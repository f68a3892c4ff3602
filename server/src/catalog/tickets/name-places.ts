import type { PlaceNo } from '@foyer/contract'
import type { PlacesNamed } from '@foyer/contract/catalog.places'
import type { Fault } from '../feed.ts'
import type { SaleFacts } from '../sale-facts.ts'

/** The places that are named by a section or one by one; faults where they are not places of the event. */
export function namedPlaces(
  { manifest }: SaleFacts,
  { section: key, places }: PlacesNamed,
): { readonly places: readonly PlaceNo[] } | { readonly faults: readonly Fault[] } {
  if ((key === undefined) === (places === undefined))
    return { faults: [{ field: 'section', expected: 'either section or places' }] }
  if (places !== undefined) {
    const unknown = places.findIndex((place) => place >= manifest.count)
    if (unknown < 0) return { places }
    return { faults: [{ field: `places[${unknown}]`, expected: `less than ${manifest.count}, the number of places` }] }
  }
  const section = sectionMeant(manifest.sections, key ?? '')
  if (section === undefined)
    return { faults: [{ field: 'section', expected: 'the key or the name of a section of the event' }] }
  return { places: Array.from({ length: section.count }, (_, n) => section.first + n) }
}

/** The section with this key, or else the only one with this name. */
export function sectionMeant<S extends { readonly key: string; readonly name: string }>(
  sections: readonly S[],
  keyOrName: string,
): S | undefined {
  const [named, ...others] = sections.filter(({ name }) => name === keyOrName)
  return sections.find(({ key }) => key === keyOrName) ?? (others.length === 0 ? named : undefined)
}

/** Ascending places as runs of first and count. */
export function toRuns(places: readonly PlaceNo[]): [number, number][] {
  const runs: [number, number][] = []
  for (const place of places) {
    const last = runs.at(-1)
    if (last !== undefined && last[0] + last[1] === place) last[1]++
    else runs.push([place, 1])
  }
  return runs
}
