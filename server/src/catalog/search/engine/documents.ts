import type { Sql } from '../../../platform/database.ts'
import type { EventDocument } from './mapping.ts'

/** Documents with the version that they are at least of: a place in the database's log. */
export interface ReadDocuments {
  readonly version: number
  readonly documents: readonly EventDocument[]
}

/**
 * The documents of these events as they are now; those that are no more, or are not before the public, are left out. The
 * version is read first: a document that is newer than it says does no harm, an older one would.
 */
export async function readDocuments(sql: Sql, eventIds: readonly string[]): Promise<ReadDocuments> {
  const version = await currentVersion(sql)
  return {
    version,
    documents: await sql<EventDocument[]>`${selectDocuments(sql)} where r.event_id = any(${[...eventIds]}::uuid[])`,
  }
}

/** The next documents in the order of their ids, after this one. */
export async function readDocumentsAfter(sql: Sql, after: string | undefined, limit: number): Promise<ReadDocuments> {
  const version = await currentVersion(sql)
  const later = after === undefined ? sql`true` : sql`r.event_id > ${after}::uuid`
  return {
    version,
    documents: await sql<EventDocument[]>`${selectDocuments(sql)} where ${later} order by r.event_id limit ${limit}`,
  }
}

async function currentVersion(sql: Sql): Promise<number> {
  const [row] = await sql<{ version: number }[]>`select (pg_current_wal_insert_lsn() - '0/0')::bigint as version`
  return row?.version ?? 0
}

/** A text search vector back as words in their places, so that phrases are found: those at gaps are not words of ours. */
const selectDocuments = (sql: Sql) => sql`
  select r.event_id as "eventId", to_char(r.starts_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "startsAt",
         r.local_date::text as "localDate", r.time_zone as "timeZone", r.status, r.venue_id as "venueId",
         r.show_id as "showId", r.kind, r.city_key as city, r.country,
         case when v.latitude is not null then jsonb_build_object('lat', v.latitude, 'lon', v.longitude) end as location,
         r.performer_ids as "performerIds", r.performer_keys as performers, r.genre_keys as genres,
         r.feature_keys as features, r.currency, r.from_minor as "fromMinor", r.to_minor as "toMinor",
         r.name_keys as "nameKeys", r.place_keys as "placeKeys",
         (select coalesce(string_agg(lexeme, ' ' order by place), '')
            from unnest(r.names) as word, unnest(word.positions) as place) as names,
         (select coalesce(string_agg(lexeme, ' ' order by place), '')
            from unnest(r.document) as word, unnest(word.positions) as place) as document
    from event_search r join venues v using (venue_id)`

const VISIBLE_WITHIN_MS = 5_000

/**
 * Waits until what these transactions wrote can be read. The log tells of a commit a moment before others see it: a
 * document that is read in between would be an old one. @throws Error when it takes seconds.
 */
export async function untilVisible(sql: Sql, xids: readonly number[]): Promise<void> {
  const deadline = performance.now() + VISIBLE_WITHIN_MS
  for (;;) {
    const [row] = await sql<{ waiting: number }[]>`
      with now as (select pg_snapshot_xmax(pg_current_snapshot())::text::numeric as next)
      select count(*)::int as waiting
        from now, unnest(${[...xids]}::bigint[]) as low
       cross join lateral (select floor(next / 4294967296) * 4294967296 + low as guess) guessed
       where not pg_visible_in_snapshot(
               (case when guess >= next then guess - 4294967296 else guess end)::text::xid8, pg_current_snapshot())`
    if (row?.waiting === 0) return
    if (performance.now() > deadline) throw new Error('transactions that were told of cannot be read after seconds')
  }
}
