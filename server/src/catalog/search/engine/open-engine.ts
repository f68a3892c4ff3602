import type { FoundRow } from '../../queries/search.ts'
import type { PageKey } from '../cursor.ts'
import type { EventSearch } from '../event-search.ts'
import type { SearchEngine } from '../search-engine.ts'
import { chordOf } from '../search-sql.ts'
import { ALIAS } from './mapping.ts'
import { engineQuery } from './query.ts'
import type { Log } from '../../../platform/log.ts'
import { succeeded, type Wire } from './wire.ts'

/** Begins the key of a page that the engine has made: its numbers mean nothing to the database. */
const MARK = 'engine'

/** Once it did not answer it is left alone for so long: searches must not wait for it one after another. */
const LEFT_ALONE_MS = 5_000

/**
 * Elasticsearch or OpenSearch behind the port. Left to the database is what changes with each sale (tickets and accessible
 * places left), days by words, and queries that say more than words, or nothing but signs, which its analysis drops.
 */
export function openEngine(wire: Wire, log: Log): SearchEngine {
  let awayUntil = 0
  return {
    answers: (search, { words }) =>
      performance.now() >= awayUntil &&
      search.quantity === undefined &&
      !search.accessible &&
      search.when === undefined &&
      (words === undefined || words.phrase !== null || /^'[^']*[\p{L}\p{N}][^']*'(?::\*)?$/u.test(words.query)),

    wrote: (key) => key[0] === MARK,

    async rows(search, settled, limit, after) {
      try {
        const answer = await wire('POST', `/${ALIAS}/_search`, {
          query: engineQuery(search, settled),
          sort: sortOf(search),
          size: limit,
          _source: false,
          track_total_hits: false,
          ...(after === undefined ? {} : { search_after: keyOf(after) }),
        })
        const { hits } = succeeded(answer, 'search') as { hits: { hits: readonly Hit[] } }
        return hits.hits.map((hit) => rowOf(hit, search))
      } catch (error) {
        awayUntil = performance.now() + LEFT_ALONE_MS
        log.warn({ part: 'search engine', err: error }, 'the search engine does not answer; the database does')
        return undefined
      }
    },
  }
}

interface Hit {
  readonly _id: string
  readonly sort: readonly (string | number)[]
}

function sortOf({ sort, point }: EventSearch): object[] {
  const then = [{ startsAt: 'asc' }, { eventId: 'asc' }]
  switch (sort) {
    case 'date':
      return then
    case 'relevance':
      return [{ _score: 'desc' }, ...then]
    case 'price':
      return [{ fromMinor: 'asc' }, ...then]
    case 'distance':
      return [
        { _geo_distance: { location: { lat: point?.lat ?? 0, lon: point?.lng ?? 0 }, unit: 'km', order: 'asc' } },
        ...then,
      ]
  }
}

/** The last part is the id; all before it are numbers. */
const keyOf = (key: PageKey): (string | number)[] =>
  key.slice(1).map((part, n, { length }) => (n === length - 1 ? part : Number(part)))

const rowOf = ({ _id, sort }: Hit, search: EventSearch): FoundRow => ({
  eventId: _id,
  key: [MARK, ...sort.map(String)],
  // Only when it sorts by distance does the engine tell it; the card of the event knows the place.
  ...(search.sort === 'distance' ? { distance: chordOf(Number(sort[0])) } : {}),
})
