import type { PinView } from '@foyer/contract/catalog.finding'
import type { Queryable, Sql } from '../../platform/database.ts'
import type { EventSearch } from '../search/event-search.ts'
import { genreTermsIn } from '../search/genre-terms.ts'
import { genreFamily } from '../search/genres.ts'
import { chordOf, type Settled, type SettledWords, type Statement } from '../search/search-sql.ts'

/** Venues of a circle beyond this are not listed to the planner; each event's distance is measured instead. */
const VENUES_LISTED_MAX = 300

/** Settles what the planner should know before it plans: which venues are meant, and what the words ask. */
export async function settle(sql: Queryable, search: EventSearch): Promise<Settled> {
  return {
    venueIds: await venuesMeant(sql, search),
    cityKeys: search.city === undefined ? undefined : await cityMeant(sql, search.city),
    genreKeys: await Promise.all((search.genres ?? []).map((names) => folded(sql, names.flatMap(genreFamily)))),
    featureKeys: search.features === undefined ? undefined : await folded(sql, search.features),
    words: search.words === undefined ? undefined : await wordsMeant(sql, search.words),
  }
}

/** Texts as search compares them; most are plain, and need not be asked about. */
async function folded(sql: Queryable, texts: readonly string[]): Promise<readonly string[]> {
  if (texts.every((text) => /^[ -~]*$/.test(text))) return texts.map((text) => text.toLowerCase())
  const [row] = await sql<{ keys: string[] }[]>`
    select array(select search_fold(text) from unnest(${[...texts]}::text[]) as text) as keys`
  return row?.keys ?? []
}

/** Smaller towns have their own name alone. */
const CITY_POPULATION_MIN = 15_000

/**
 * What venues call a city that somebody names: Munich is München, 東京 is Tokyo. Of several towns of a name the largest is
 * meant; where the gazetteer knows none, the name as it is.
 */
export async function cityMeant(sql: Queryable, city: string): Promise<readonly string[]> {
  const rows = await sql<{ key: string }[]>`
    with asked as (select btrim(search_text(${city})) as key),
         town as (select town_id from asked join town_names n on n.name_key = asked.key
                   where n.population >= ${CITY_POPULATION_MIN} order by n.population desc limit 1)
    select key from (select key from asked union select n.name_key from town join town_names n using (town_id)) names
     cross join lateral (select from event_search s where s.city_key = names.key collate "default" limit 1) used`
  return rows.map((row) => row.key)
}

export interface TownMeant {
  readonly name: string
  /** Whether venues call it so, or events have it in their words. */
  readonly isUsed: boolean
  /** What venues call it otherwise, or events have in their words. */
  readonly others: readonly string[]
}

/** Of these names, those of towns, with other names that they have here. */
export const townsMeant = (sql: Queryable, names: readonly string[]) => sql<TownMeant[]>`
  select asked.name, bool_or(other.name_key = asked.key) as "isUsed",
         coalesce(array_agg(other.name_key order by used.as_city desc, other.is_main desc, other.name_key)
                    filter (where other.name_key <> asked.key), '{}') as others
    from (select distinct name, btrim(search_text(name)) as key from unnest(${[...names]}::text[]) as name) asked
   cross join lateral (select town_id from town_names n where n.name_key = asked.key
                          and n.population >= ${CITY_POPULATION_MIN} order by n.population desc limit 1) town
    join town_names other using (town_id)
   cross join lateral (
     select exists (select from event_search s where s.city_key = other.name_key collate "default") as as_city,
            exists (select from search_words w where w.word = other.name_key collate "default") as as_word) used
   where asked.key <> '' and (used.as_city or used.as_word)
   group by asked.name`

async function venuesMeant(sql: Queryable, search: EventSearch): Promise<readonly string[] | undefined> {
  const { venue, point, radiusKm } = search
  if (venue !== undefined && 'id' in venue && radiusKm === undefined) return [venue.id]
  if (venue === undefined && radiusKm === undefined) return undefined
  const named =
    venue === undefined
      ? sql`true`
      : 'id' in venue
        ? sql`venue_id = ${venue.id}`
        : sql`search_fold(name) = search_fold(${venue.name})`
  const near =
    point === undefined || radiusKm === undefined
      ? sql`true`
      : sql`location <@ cube_enlarge(globe_point(${point.lat}, ${point.lng}), ${chordOf(radiusKm)}::float8, 3)
            and location <-> globe_point(${point.lat}, ${point.lng}) <= ${chordOf(radiusKm)}::float8`
  const rows = await sql<{ venueId: string }[]>`
    select venue_id as "venueId" from venues where ${named} and ${near} limit ${VENUES_LISTED_MAX + 1}`
  if (rows.length > VENUES_LISTED_MAX && venue === undefined) return undefined
  return rows.slice(0, VENUES_LISTED_MAX).map((row) => row.venueId)
}

/**
 * The last word counts as the beginning of one, so that results come as a person types. Signs beside words are words too,
 * which `search_query` leaves out: `!!! berlin` is both.
 */
async function wordsMeant(sql: Queryable, words: string): Promise<SettledWords> {
  const named = genreTermsIn(words)
  const asked = [words, ...(named === undefined || named.rest === '' ? [] : [named.rest])]
  const [row, rest] = await sql<{ whole: string; query: string; signs: string[] }[]>`
    select btrim(search_text(asked.words)) as whole,
           regexp_replace(search_query(asked.words)::text, '''$', ''':*') as query,
           case when search_fold(asked.words) ~ '[[:alnum:]]' then search_signs(asked.words) else '{}' end as signs
      from unnest(${asked}::text[]) with ordinality as asked (words, n) order by n`
  const { whole, query, signs } = row ?? { whole: '', query: '', signs: [] }
  const beside = ALTERNATIVES.test(words) ? [] : signs.filter((sign) => !sign.startsWith('-'))
  const isPlain = beside.length === 0 && query.includes(' & ') && !/[|!()<]/.test(query)
  return {
    whole,
    query: [...beside.map((sign) => `'${sign}':*`), ...(query === '' ? [] : [query])].join(' & '),
    phrase: isPlain ? query.replaceAll(' & ', ' <-> ') : null,
    saysMore: beside.length > 0 || query.includes('!'),
    ofGenre:
      named === undefined || beside.length > 0
        ? null
        : { genreKeys: named.genres, rest: rest === undefined || rest.query === '' ? null : rest },
  }
}

const ALTERNATIVES = /\sor\s/i

export interface FoundRow {
  readonly eventId: string
  readonly key: readonly string[]
  /** Straight through the globe, in metres. */
  readonly distance?: number
}

/** Not prepared: each plan is made for the values at hand, since a plan for any city is wrong for most of them. */
export const runSearch = (sql: Sql, { text, values }: Statement) =>
  sql.unsafe<FoundRow[]>(
    text,
    [...values].map((value) => (Array.isArray(value) ? [...value] : value)),
  )

export interface FacetRow {
  readonly facet: string
  readonly value: string | null
  readonly name: string | null
  readonly within: string | null
  readonly events: number
  /** Of facet `map` alone. */
  readonly detail: {
    readonly lat: number
    readonly lng: number
    readonly soonest: PinView['soonest']
  } | null
}

/** Counts by facets; planned for its values, as searches are. */
export const runFacets = (sql: Sql, { text, values }: Statement) =>
  sql.unsafe<FacetRow[]>(
    text,
    [...values].map((value) => (Array.isArray(value) ? [...value] : value)),
  )

/** Looking up a word costs milliseconds; a longer query is not put right beyond these. */
const WORDS_CORRECTED_MAX = 8

/**
 * The words of a query with each unknown one in place of the nearest that stands in some event; undefined where nothing could
 * be put right. Near is what shares trigrams, which finds long words with several slips, or
 * begins alike and is two edits away at most, which finds short words with two letters swapped. People rarely slip in the
 * first letters: of words as near as one another, one that begins alike is meant.
 */
export async function correctWords(sql: Queryable, words: string): Promise<string | undefined> {
  const rows = await sql<{ word: string; nearest: string | null }[]>`
    select asked.word, nearest.word as nearest
      from unnest(string_to_array(btrim(search_text(${words})), ' ')) with ordinality as asked (word, n)
      left join lateral (
        select near.word from search_words near
         where (near.word % asked.word
                or left(near.word, 1) = left(asked.word, 1)
                   and length(near.word) between length(asked.word) - 2 and length(asked.word) + 2
                   and levenshtein_less_equal(near.word, asked.word, 2) <= 2)
           and not exists (select from search_words known where known.word = asked.word)
         order by levenshtein_less_equal(near.word, asked.word, 3), left(near.word, 2) = left(asked.word, 2) desc,
                  similarity(near.word, asked.word) desc, near.word
         limit 1) nearest on n <= ${WORDS_CORRECTED_MAX} and length(asked.word) between 3 and 60
                         and asked.word ~ '[[:alnum:]]'
     order by n`
  return rows.some((row) => row.nearest !== null) ? rows.map((row) => row.nearest ?? row.word).join(' ') : undefined
}

const NEIGHBOURS_MAX = 4

/** Known words that are one edit away from this one and begin as it does. */
export async function neighboursOf(sql: Queryable, word: string): Promise<readonly string[]> {
  const rows = await sql<{ word: string }[]>`
    select near.word from search_words near, btrim(search_text(${word})) as asked
     where near.word % asked and left(near.word, 1) = left(asked, 1) and near.word <> asked
       and length(asked) between 4 and 60 and levenshtein_less_equal(near.word, asked, 1) <= 1
     order by similarity(near.word, asked) desc, near.word limit ${NEIGHBOURS_MAX}`
  return rows.map((row) => row.word)
}

/** The first of these searches that finds something that is ahead. */
export async function firstFound(sql: Queryable, searches: readonly string[]): Promise<string | undefined> {
  if (searches.length === 0) return undefined
  const [row] = await sql<{ words: string }[]>`
    select words from unnest(${[...searches]}::text[]) with ordinality as asked (words, n)
     where exists (select from event_search s where s.document @@ search_query(words) and s.starts_at >= now())
     order by n limit 1`
  return row?.words
}
