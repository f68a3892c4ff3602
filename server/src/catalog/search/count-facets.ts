import type { Facets, PinView } from '@foyer/contract/catalog.finding'
import type { Sql } from '../../platform/database.ts'
import { runFacets, settle, type FacetRow } from '../queries/search.ts'
import type { EventSearch } from './event-search.ts'
import { FACET_EVENTS_MAX, FACETS, facetsSql, type Facet } from './facets-sql.ts'
import { genreOf, type Genre } from './genres.ts'

export const facetsAsked = (text: string): Facet[] => {
  const asked = new Set(text.split(','))
  return FACETS.filter((facet) => asked.has(facet))
}

/** How many of the events that are searched for are of which genre, city, venue, day and price, whatever page is shown. */
export async function countFacets(sql: Sql, search: EventSearch, facets: readonly Facet[]): Promise<Facets> {
  const settled = await settle(sql, search)
  const none = settled.venueIds?.length === 0 || settled.cityKeys?.length === 0 || settled.words?.query === ''
  const rows = none ? [] : await runFacets(sql, facetsSql(search, settled, facets))
  const of = (facet: Facet) =>
    facets.includes(facet)
      ? rows.filter((row) => row.facet === facet).map((row) => ({ ...row, value: row.value ?? '' }))
      : null
  const events = rows.find((row) => row.facet === 'all')?.events ?? 0
  return {
    events: Math.min(events, FACET_EVENTS_MAX),
    complete: events <= FACET_EVENTS_MAX,
    genres: genresOf(of('genre')),
    cities: of('city')?.map((row) => ({ city: row.value, country: row.within ?? '', events: row.events })) ?? null,
    venues:
      of('venue')?.map((row) => ({
        id: row.value,
        name: row.name ?? '',
        city: row.within ?? '',
        events: row.events,
      })) ?? null,
    dates: of('date')?.map((row) => ({ date: row.value, events: row.events })) ?? null,
    pins: of('map')?.map(pinOf) ?? null,
    prices:
      of('price')
        ?.map((row) => ({ currency: row.within ?? '', from: Number(row.value), events: row.events }))
        .sort((a, b) => (a.currency < b.currency ? -1 : a.currency > b.currency ? 1 : a.from - b.from))
        .map((price) => ({ ...price, below: stepAfter(price.from) })) ?? null,
  }
}

type Counted = FacetRow & { readonly value: string }

/** Present as it is asked for with the facet: the statement finds places of venues that have told theirs. */
function pinOf({ value, name, within, events, detail }: Counted): PinView {
  const { lat, lng, soonest } = detail ?? { lat: 0, lng: 0, soonest: [] }
  return { venueId: value, name: name ?? '', city: within ?? '', location: { lat, lng }, events, soonest }
}

/** A genre stands under its parent in the tree, or under the kind of the shows that it was counted in. */
function genresOf(rows: readonly Counted[] | null): Facets['genres'] {
  if (rows === null) return null
  const counted = new Map<string, { genre: Genre; events: number }>()
  for (const { value, within, events } of rows) {
    const known = genreOf(value)
    const genre = { ...known, parent: known.key === within ? null : (known.parent ?? within) }
    const before = counted.get(genre.key)
    counted.set(genre.key, { genre: before?.genre ?? genre, events: (before?.events ?? 0) + events })
  }
  return [...counted.values()]
    .map(({ genre, events }) => ({ ...genre, events }))
    .sort((a, b) => b.events - a.events || (a.key < b.key ? -1 : 1))
}

/** 1, 2, 5, 10, 20, 50 …; from nothing to one of the large unit. */
function stepAfter(from: number): number {
  if (from < 100) return 100
  const ten = 10 ** Math.floor(Math.log10(from))
  return from / ten < 2 ? 2 * ten : from / ten < 5 ? 5 * ten : 10 * ten
}
