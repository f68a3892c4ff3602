import type { CompiledManifest, PlaceNo, SeatBlock } from '@foyer/contract/compiled-manifest'

/** The run of seats, with nothing between them, in which a seat stands; undefined in an area. */
export function blockOf(compiled: CompiledManifest, place: PlaceNo): SeatBlock | undefined {
  const row = compiled.rows[compiled.rowOf[place] ?? -1]
  return row?.blocks.find(({ first, count }) => place >= first && place < first + count)
}

/** Consecutive numbers as first and last, from a list in any order. */
export function runsOf(places: readonly PlaceNo[]): { first: PlaceNo; last: PlaceNo }[] {
  const runs: { first: PlaceNo; last: PlaceNo }[] = []
  for (const place of places.toSorted((a, b) => a - b)) {
    const run = runs.at(-1)
    if (run !== undefined && run.last + 1 === place) run.last = place
    else runs.push({ first: place, last: place })
  }
  return runs
}
