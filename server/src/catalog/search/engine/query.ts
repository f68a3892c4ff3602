import { earliestOf, latestOf, type EventSearch } from '../event-search.ts'
import type { Settled, SettledRest, SettledWords, Tier } from '../search-sql.ts'
import { fold } from './fold.ts'

type Json = Readonly<Record<string, unknown>>

/** The query of an engine for a search: what must hold, and, with words, how well they are met. */
export function engineQuery(search: EventSearch, settled: Settled): Json {
  const filter = [...filters(search, settled)]
  const { words } = settled
  if (words === undefined) return { bool: { filter } }
  if (search.sort !== 'relevance') {
    const either = [allWords('document', words), ...ofGenre(words)]
    return { bool: { filter: [...filter, { bool: { should: either, minimum_should_match: 1 } }] } }
  }
  // The best tier alone counts: among events of one tier the soonest is first.
  const tiers = Object.entries(tierQueries(words)).flatMap(([tier, queries]) =>
    queries.map((query) => ({ constant_score: { filter: query, boost: BOOSTS[tier as Tier] } })),
  )
  return { bool: { filter, must: [{ dis_max: { queries: tiers } }] } }
}

const BOOSTS: Readonly<Record<Tier, number>> = {
  whole: 6,
  phrase: 5,
  genre: 4,
  inNames: 3,
  place: 2,
  anywhere: 1,
  ofGenre: 0.5,
}

const tierQueries = (words: SettledWords): Readonly<Record<Tier, readonly Json[]>> => ({
  whole: [{ term: { nameKeys: words.whole } }],
  phrase: [{ match_phrase_prefix: { names: { query: words.whole, max_expansions: 500 } } }],
  genre: [{ term: { genres: words.whole } }],
  inNames: [allWords('names', words)],
  place: [{ term: { placeKeys: words.whole } }],
  anywhere: [allWords('document', words)],
  ofGenre: ofGenre(words),
})

/** Events of the genres that some of the words name, with the other words somewhere; nothing where none do. */
function ofGenre({ ofGenre }: SettledWords): readonly Json[] {
  if (ofGenre === null) return []
  const genres = ofGenre.genreKeys.map((keys) => ({ terms: { genres: keys } }))
  return [{ bool: { filter: [...genres, ...(ofGenre.rest === null ? [] : [allWords('document', ofGenre.rest)])] } }]
}

/** All words, the last of which may be the beginning of one. */
function allWords(field: 'names' | 'document', words: SettledRest): Json {
  const all = words.whole.split(' ')
  const last = all.pop() ?? ''
  const prefix = { prefix: { [field]: { value: last } } }
  if (all.length === 0) return prefix
  return { bool: { filter: [{ match: { [field]: { query: all.join(' '), operator: 'and' } } }, prefix] } }
}

function* filters(search: EventSearch, { venueIds, cityKeys, genreKeys, featureKeys }: Settled): Generator<Json> {
  const { from, to, point, radiusKm, performer } = search
  const now = search.asOf?.toISOString() ?? 'now'
  yield {
    range: {
      startsAt: {
        gte: from === undefined ? now : earliestOf(from).toISOString(),
        ...(to === undefined ? {} : { lte: latestOf(to).toISOString() }),
      },
    },
  }
  const days = {
    ...(from !== undefined && 'day' in from ? { gte: from.day } : {}),
    ...(to !== undefined && 'day' in to ? { lte: to.day } : {}),
  }
  if (Object.keys(days).length > 0) yield { range: { localDate: days } }
  if (venueIds !== undefined) yield { terms: { venueId: venueIds } }
  else if (point !== undefined && radiusKm !== undefined)
    yield { geo_distance: { distance: `${radiusKm}km`, location: { lat: point.lat, lon: point.lng } } }
  if (search.sort === 'distance') yield { exists: { field: 'location' } }
  if (cityKeys !== undefined) yield { terms: { city: cityKeys } }
  if (search.country !== undefined) yield { term: { country: search.country } }
  if (search.showId !== undefined) yield { term: { showId: search.showId } }
  if (performer !== undefined)
    yield 'id' in performer ? { term: { performerIds: performer.id } } : { term: { performers: fold(performer.name) } }
  if (search.kinds !== undefined) yield { terms: { kind: search.kinds } }
  for (const keys of genreKeys) yield { terms: { genres: keys } }
  for (const feature of featureKeys ?? []) yield { term: { features: feature } }
  if (search.currency !== undefined) yield { term: { currency: search.currency } }
  if (search.maxPrice !== undefined) yield { range: { fromMinor: { lte: search.maxPrice } } }
  if (search.minPrice !== undefined) yield { range: { toMinor: { gte: search.minPrice } } }
  if (search.sort === 'price') yield { exists: { field: 'fromMinor' } }
}
