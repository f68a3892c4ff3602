import type { Sql } from '../../platform/database.ts'
import { runSearch, settle, type FoundRow } from '../queries/search.ts'
import type { PageKey, Place } from './cursor.ts'
import type { EventSearch } from './event-search.ts'
import { readingsOf, type Reading } from './readings.ts'
import type { SearchEngine } from './search-engine.ts'
import { kmOfChord, searchSql, tiersOf, type Settled, type Tier } from './search-sql.ts'

export interface FoundEvent {
  readonly eventId: string
  /** From the point of the search. */
  readonly distanceKm: number | null
}

export interface FoundPage {
  readonly events: readonly FoundEvent[]
  /** Where the page ended; undefined when it was the last. */
  readonly next: Place | undefined
  /** What was searched for in place of words that find nothing as they are; where that finds nothing either, only if it named a day. */
  readonly reading: Reading | undefined
}

/** Where events are looked for: in the database, and in another engine where there is one. */
export interface Finder {
  readonly sql: Sql
  readonly engine?: SearchEngine | undefined
}

/** The page before was the engine's, and the engine is away: nobody else can go on from there. */
export class EngineAway extends Error {
  override readonly name = 'EngineAway'
}

/**
 * One page of the events that are searched for, after the place where the page before ended. Where the words find
 * nothing as they are, what they may mean is searched for instead.
 * @throws EngineAway
 */
export async function findEvents(
  finder: Finder,
  search: EventSearch,
  limit: number,
  after: Place | undefined,
): Promise<FoundPage> {
  if (after !== undefined) {
    const { searchedFor: words, when } = after
    const reading = words === undefined ? undefined : { words, when }
    return pageOf(await rowsOf(finder, readAs(search, reading), limit, after.key), limit, reading)
  }
  const rows = await rowsOf(finder, search, limit, undefined)
  if (rows.length > 0 || search.words === undefined) return pageOf(rows, limit, undefined)
  let ofDay: Reading | undefined
  for await (const reading of readingsOf(finder.sql, search.words)) {
    // Two days were asked for: neither is to be passed over.
    if (reading.when !== undefined && (search.when ?? search.from ?? search.to) !== undefined) continue
    const found = await rowsOf(finder, readAs(search, reading), limit, undefined)
    if (found.length > 0) return pageOf(found, limit, reading)
    if (reading.when !== undefined) ofDay ??= reading
  }
  // Whoever named a day is told that it was understood: on another there may be something.
  return { ...pageOf([], limit, undefined), reading: ofDay }
}

/** A search with its words as they are read. */
export function readAs(search: EventSearch, reading: Reading | undefined): EventSearch {
  if (reading === undefined) return search
  const { words: _, ...rest } = search
  return {
    ...rest,
    ...(reading.words === '' ? {} : { words: reading.words }),
    ...(reading.when === undefined ? {} : { when: reading.when }),
    sort: reading.words === '' && search.sort === 'relevance' ? 'date' : search.sort,
  }
}

/** One row more than the page has, which tells that there is a next one. */
async function rowsOf(
  { sql, engine }: Finder,
  search: EventSearch,
  limit: number,
  after: PageKey | undefined,
): Promise<readonly FoundRow[]> {
  const settled = await settle(sql, search)
  if (settled.venueIds?.length === 0 || settled.cityKeys?.length === 0 || settled.words?.query === '') return []
  if (engine !== undefined && (after === undefined || engine.wrote(after))) {
    const rows = engine.answers(search, settled) ? await engine.rows(search, settled, limit + 1, after) : undefined
    if (rows !== undefined) return rows
    if (after !== undefined) throw new EngineAway('the page before came from a search engine that is away')
  }
  if (search.sort !== 'relevance') return runSearch(sql, searchSql(search, settled, undefined, after, limit + 1))
  return rowsByTier(sql, search, settled, limit, after)
}

/** Tier after tier, until the page is full. The tier is the first part of a key. */
async function rowsByTier(
  sql: Sql,
  search: EventSearch,
  settled: Settled,
  limit: number,
  after: PageKey | undefined,
): Promise<FoundRow[]> {
  const rows: FoundRow[] = []
  const [begun, ...rest] = after ?? []
  const tiers = tiersOf(settled.words)
  for (const tier of tiers.slice(Math.max(0, tiers.indexOf(begun as Tier)))) {
    const statement = searchSql(search, settled, tier, tier === begun ? rest : undefined, limit + 1 - rows.length)
    for (const row of await runSearch(sql, statement)) rows.push({ ...row, key: [tier, ...row.key] })
    if (rows.length > limit) break
  }
  return rows
}

function pageOf(rows: readonly FoundRow[], limit: number, reading: Reading | undefined): FoundPage {
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    events: page.map((row) => ({
      eventId: row.eventId,
      distanceKm: row.distance === undefined ? null : Math.round(kmOfChord(row.distance) * 10) / 10,
    })),
    next:
      last === undefined || rows.length <= limit
        ? undefined
        : { key: last.key, ...(reading === undefined ? {} : { searchedFor: reading.words, ...whenOf(reading) }) },
    reading: page.length === 0 ? undefined : reading,
  }
}

const whenOf = ({ when }: Reading) => (when === undefined ? {} : { when })
