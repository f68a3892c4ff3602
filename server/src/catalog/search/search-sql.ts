import type { EventSort } from '@foyer/contract/catalog.search'
import type { PageKey } from './cursor.ts'
import { dayConditions } from './day-sql.ts'
import { earliestOf, latestOf, type EventSearch } from './event-search.ts'
import { isGenre } from './genres.ts'

/** A statement and its values. */
export interface Statement {
  readonly text: string
  readonly values: readonly (string | number | Date | readonly string[])[]
}

/** What the first look at the database has settled about a search. */
export interface Settled {
  /** Venues in the circle or of the name; undefined where any will do, or there are too many to list. */
  readonly venueIds: readonly string[] | undefined
  /** What the city is called, as search rows have it; undefined where any will do. */
  readonly cityKeys: readonly string[] | undefined
  /** Lists of genres with all that is below them, folded, of each of which one is needed. */
  readonly genreKeys: readonly (readonly string[])[]
  readonly featureKeys: readonly string[] | undefined
  readonly words: SettledWords | undefined
}

/** The words that are searched for. */
export interface SettledWords {
  /** As names are kept: they may be the whole name of something. */
  readonly whole: string
  /** As a query of PostgreSQL's full text search. */
  readonly query: string
  /** The same with the words next to one another; null where there is one word, or more is said than words. */
  readonly phrase: string | null
  /** Whether a name may have all the words and still not be what the query says, which then has to hold beside them. */
  readonly saysMore: boolean
  /** Where words name genres: those genres, and what the other words ask; null where they name none. */
  readonly ofGenre: { readonly genreKeys: readonly (readonly string[])[]; readonly rest: SettledRest | null } | null
}

/** Words beside those that name a genre. */
export interface SettledRest {
  readonly whole: string
  readonly query: string
}

/**
 * Relevance comes in tiers, within which the soonest is first: the words are a whole name, they stand in names next to
 * one another, they are a genre, they are in names, they are the whole name of venue or city, they are somewhere; at last
 * some of them name a genre that the event is of, and the others are somewhere: a Requiem is a concert. A score for each match would have to be computed for all of them, and half of a catalogue may match a common word; a tier is found
 * by an index and ends with the page. It can be explained, too.
 */
export const TIERS = ['whole', 'phrase', 'genre', 'inNames', 'place', 'anywhere', 'ofGenre'] as const
export type Tier = (typeof TIERS)[number]

/** What each order sorts by before the start and the event's id, which make it total. */
const orders = {
  date: { first: undefined },
  distance: { first: { sql: 'distance', type: 'float8' } },
  relevance: { first: undefined },
  price: { first: { sql: 'from_minor', type: 'int8' } },
} as const satisfies Record<EventSort, { first: { sql: string; type: string } | undefined }>

/** Straight-line distance in metres through the globe for a distance on it: what `location <-> point` measures. */
export const chordOf = (km: number): number =>
  2 * EARTH_RADIUS_M * Math.sin(Math.min(km * 1_000, HALF_WAY_M) / (2 * EARTH_RADIUS_M))

/** The way along the ground for a straight line through the globe. */
export const kmOfChord = (chord: number): number =>
  (2 * EARTH_RADIUS_M * Math.asin(Math.min(1, chord / (2 * EARTH_RADIUS_M)))) / 1_000

/** Mean radius; the same number is in the function globe_point of the database. */
const EARTH_RADIUS_M = 6_371_008.8
const HALF_WAY_M = Math.PI * EARTH_RADIUS_M

/**
 * The statement that finds one page of events: their ids in order, with the keys that a cursor keeps. It is composed
 * of the conditions at hand and nothing else, so that the planner sees a plain query and picks the index that fits:
 * dates, place, words, performer or price first. All that users wrote is in the values.
 */
export function searchSql(
  search: EventSearch,
  settled: Settled,
  tier: Tier | undefined,
  after: PageKey | undefined,
  limit: number,
): Statement {
  const { values, bind } = binder()
  const where = [...conditions(search, settled, bind), ...wordConditions(settled.words, tier, bind)]
  const from = [sourceOf(search)]
  const columns = ['s.event_id', 's.starts_at', 's.from_minor']
  if (search.point !== undefined) {
    const point = `globe_point(${bind(search.point.lat, 'float8')}, ${bind(search.point.lng, 'float8')})`
    const distance = `(v.location <-> ${point})`
    from.push('join venues v on v.venue_id = s.venue_id')
    columns.push(`${distance} as distance`)
    if (search.radiusKm !== undefined && settled.venueIds === undefined)
      where.push(`${distance} <= ${bind(chordOf(search.radiusKm), 'float8')}`)
    else if (search.sort === 'distance') where.push('v.location is not null')
  }
  const { first } = orders[search.sort]
  const inner = `select ${columns.join(', ')} from ${from.join(' ')} where ${where.join(' and ')}`
  const later = after === undefined ? '' : `where ${afterKey(after)}`
  const keys = ['starts_at::text', 'event_id::text']
  if (first !== undefined) keys.unshift(`${first.sql}::text`)
  const text =
    `select event_id as "eventId", array[${keys.join(', ')}] as key${search.point === undefined ? '' : ', distance'} ` +
    `from (${inner}) found ${later} ` +
    `order by ${first === undefined ? '' : `${first.sql}, `}starts_at, event_id ` +
    `limit ${bind(limit, 'int4')}`
  return { text, values }

  function afterKey(key: PageKey): string {
    const [id = '', starts = '', value] = [...key].reverse()
    const rest = `(starts_at, event_id) > (${bind(starts, 'timestamptz')}, ${bind(id, 'uuid')})`
    if (first === undefined || value === undefined) return rest
    const bound = bind(value, first.type)
    // The first half is implied by the second; an index can begin there.
    return `${first.sql} >= ${bound} and (${first.sql} > ${bound} or ${rest})`
  }
}

/** Gives each value a place in the statement: all that users wrote goes this way. */
export type Bind = (value: Statement['values'][number], type: string) => string

export function binder(): { values: Statement['values'][number][]; bind: Bind } {
  const values: Statement['values'][number][] = []
  return {
    values,
    bind(value, type) {
      values.push(value)
      return `$${values.length}::${type}`
    },
  }
}

/** Search rows `s`, with the head `h` of each event where it matters what is left. */
export const sourceOf = (search: EventSearch): string =>
  search.quantity === undefined && !search.accessible
    ? 'event_search s'
    : 'event_search s join event_heads h on h.event_id = s.event_id'

/** What an event must be, one condition after another. */
export function* conditions(search: EventSearch, settled: Settled, bind: Bind): Generator<string> {
  const { from, to, performer } = search
  const now = search.asOf === undefined ? 'now()' : bind(search.asOf, 'timestamptz')
  yield from === undefined ? `s.starts_at >= ${now}` : `s.starts_at >= ${bind(earliestOf(from), 'timestamptz')}`
  if (from && 'day' in from) yield* wholeDay(from, '<', bind)
  if (to !== undefined) yield `s.starts_at <= ${bind(latestOf(to), 'timestamptz')}`
  if (to && 'day' in to) yield* wholeDay(to, '>', bind)
  if (search.when !== undefined) yield* dayConditions(search.when, now)
  if (settled.venueIds !== undefined) yield `s.venue_id = any(${bind(settled.venueIds, 'uuid[]')})`
  const [city, ...otherNames] = settled.cityKeys ?? []
  // A single name reads the index in the order of dates.
  if (city !== undefined && otherNames.length === 0) yield `s.city_key = ${bind(city, 'text')}`
  else if (city !== undefined) yield `s.city_key = any(${bind([city, ...otherNames], 'text[]')})`
  if (search.country !== undefined) yield `s.country = ${bind(search.country, 'text')}`
  if (search.showId !== undefined) yield `s.show_id = ${bind(search.showId, 'uuid')}`
  if (performer !== undefined)
    yield 'id' in performer
      ? `s.performer_ids @> array[${bind(performer.id, 'uuid')}]`
      : `s.performer_keys @> array[search_fold(${bind(performer.name, 'text')})]`
  if (search.kinds !== undefined) yield `s.kind = any(${bind(search.kinds, 'text[]')})`
  for (const keys of settled.genreKeys) yield `s.genre_keys && ${bind(keys, 'text[]')}`
  if (settled.featureKeys !== undefined) yield `s.feature_keys @> ${bind(settled.featureKeys, 'text[]')}`
  if (search.currency !== undefined) yield `s.currency = ${bind(search.currency, 'text')}`
  if (search.maxPrice !== undefined) yield `s.from_minor <= ${bind(search.maxPrice, 'int8')}`
  if (search.minPrice !== undefined) yield `s.to_minor >= ${bind(search.minPrice, 'int8')}`
  if (search.accessible) yield 's.accessible_places > h.accessible_taken'
  yield* ticketsLeft(search, bind)
}

/**
 * Of the moments that somewhere on Earth belong to a day, those that do at the venue. Said of these moments alone: if it
 * were said of all, the planner would take day and moment for two conditions and believe in far fewer events than there are.
 */
function* wholeDay(bound: { readonly day: string }, beyond: '<' | '>', bind: Bind): Generator<string> {
  const [first, last] =
    beyond === '<'
      ? [earliestOf(bound), latestOf({ day: dayBefore(bound.day) })]
      : [earliestOf({ day: dayAfter(bound.day) }), latestOf(bound)]
  yield (
    `not (s.starts_at between ${bind(first, 'timestamptz')} and ${bind(last, 'timestamptz')} ` +
    `and s.local_date ${beyond} ${bind(bound.day, 'date')})`
  )
}

const DAY_MS = 86_400_000
const dayAfter = (day: string): string => new Date(Date.parse(day) + DAY_MS).toISOString().slice(0, 10)
const dayBefore = (day: string): string => new Date(Date.parse(day) - DAY_MS).toISOString().slice(0, 10)

/** That so many tickets are left, and at the prices asked for. Of a cancelled event there are none. */
function* ticketsLeft({ quantity, minPrice, maxPrice }: EventSearch, bind: Bind): Generator<string> {
  if (quantity === undefined) return
  const wanted = bind(quantity, 'int4')
  yield `s.status <> 'cancelled' and s.places - h.taken >= ${wanted}`
  if (minPrice === undefined && maxPrice === undefined) return
  const bound = (price: number | undefined) => (price === undefined ? 'null::int8' : bind(price, 'int8'))
  const [lowest, highest] = [bound(minPrice), bound(maxPrice)]
  // Where all prices lie within, what is left at them is what is left: most events need no look at their categories.
  yield `(s.from_minor >= coalesce(${lowest}, 0) and s.to_minor <= coalesce(${highest}, s.to_minor) or places_left(
    s.category_keys, s.category_places, s.category_prices, h.taken_by_category, ${lowest}, ${highest}) >= ${wanted})`
}

/**
 * Each tier leaves out what the ones before it have. What matches by name matches anyway, unless the query says what must
 * not be there: saying both would make the planner believe in far fewer matches than there are.
 */
export function* wordConditions(
  words: SettledWords | undefined,
  tier: Tier | undefined,
  bind: Bind,
): Generator<string> {
  if (words === undefined) return
  const matches = (column: string, query: string) => `s.${column} @@ ${bind(query, 'text::tsquery')}`
  const isOfGenre = () =>
    [
      ...(words.ofGenre?.genreKeys ?? []).map((keys) => `s.genre_keys && ${bind(keys, 'text[]')}`),
      ...(words.ofGenre?.rest ? [matches('document', words.ofGenre.rest.query)] : []),
    ].join(' and ')
  if (tier === undefined) {
    const anywhere = matches('document', words.query)
    yield words.ofGenre === null ? anywhere : `(${anywhere} or ${isOfGenre()})`
    return
  }
  if (tier === 'ofGenre') {
    // All tiers before have the words somewhere.
    yield isOfGenre()
    yield `not ${matches('document', words.query)}`
    return
  }
  if (tier === 'anywhere' || words.saysMore) yield matches('document', words.query)
  const of: Readonly<Record<Exclude<Tier, 'ofGenre'>, () => string | undefined>> = {
    whole: () => `s.name_keys @> array[${bind(words.whole, 'text')}]`,
    phrase: () => (words.phrase === null ? undefined : matches('names', words.phrase)),
    genre: () => (isGenre(words.whole) ? `s.genre_keys @> array[${bind(words.whole, 'text')}]` : undefined),
    inNames: () => matches('names', words.query),
    place: () => `s.place_keys @> array[${bind(words.whole, 'text')}]`,
    anywhere: () => undefined,
  }
  const own = of[tier]()
  if (own !== undefined) yield own
  for (const before of WORD_TIERS.slice(0, WORD_TIERS.indexOf(tier))) {
    // What has the words next to one another has them.
    const earlier = before === 'phrase' && tier !== 'genre' && tier !== 'inNames' ? undefined : of[before]()
    if (earlier !== undefined) yield `not ${earlier}`
  }
}

const WORD_TIERS = TIERS.filter((tier) => tier !== 'ofGenre')

/**
 * The tiers that a search goes through: without a phrase there is none of it, and words that are no genre are not looked
 * for among those, since the planner would read every event in the order of time to find that none has it.
 */
export const tiersOf = (words: SettledWords | undefined): readonly Tier[] =>
  TIERS.filter(
    (tier) =>
      !(tier === 'phrase' && words?.phrase === null) &&
      !(tier === 'genre' && !isGenre(words?.whole ?? '')) &&
      !(tier === 'ofGenre' && (words?.ofGenre ?? null) === null),
  )
