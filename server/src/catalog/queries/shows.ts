import type { ShowInput } from '@foyer/contract/catalog.schemas'
import type { Queryable, Tx } from '../../platform/database.ts'

/** A show of this organiser as it was written, locked until the transaction ends. */
export async function lockShow(tx: Tx, organiserId: string, showId: string): Promise<ShowInput | undefined> {
  const [row] = await tx<ShowInput[]>`
    select kind, title, description, genres, cast_names as "cast", directors, rating,
           runtime_minutes as "runtimeMinutes", trailer_url as "trailerUrl", language
      from shows where show_id = ${showId} and organiser_id = ${organiserId} for no key update`
  return row
}

/** Every event of these shows. */
export async function eventIdsOfShows(sql: Queryable, showIds: readonly string[]): Promise<string[]> {
  const rows = await sql<{ eventId: string }[]>`
    select event_id as "eventId" from events where show_id = any(${[...showIds]}::uuid[])`
  return rows.map((row) => row.eventId)
}

/** A show `s` as readers see it, as one JSON value. */
export const showAsJson = (sql: Queryable) => sql`
  jsonb_build_object(
    'id', s.show_id, 'kind', s.kind, 'title', s.title, 'description', s.description, 'genres', s.genres,
    'cast', s.cast_names, 'directors', s.directors, 'rating', s.rating, 'runtimeMinutes', s.runtime_minutes,
    'trailerUrl', s.trailer_url, 'language', s.language)`
