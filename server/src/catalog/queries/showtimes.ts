import type { Showtimes } from '@foyer/contract/catalog.finding'
import type { Sql } from '../../platform/database.ts'
import type { EventSearch } from '../search/event-search.ts'
import { binder, chordOf, conditions, type Settled } from '../search/search-sql.ts'

export { settle } from './search.ts'

type Shown = Showtimes['shows'][number]

export interface ShowtimeRow {
  readonly eventId: string
  readonly startsAt: Date
  readonly localTime: string
  readonly date: string
  readonly hall: string | null
  readonly features: readonly string[]
  readonly status: string
  readonly places: number
  readonly taken: number
  readonly accessiblePlaces: number
  readonly accessibleTaken: number
  readonly show: Omit<Shown, 'venues'>
  readonly venue: Omit<Shown['venues'][number], 'date' | 'showtimes'>
}

/** Showtimes that a search finds, by the title of the show, the name of the venue, and time; each with what is left. */
export function findShowtimes(sql: Sql, search: EventSearch, settled: Settled, limit: number) {
  const { values, bind } = binder()
  const where = [...conditions(search, settled, bind)]
  const { point, radiusKm } = search
  if (point !== undefined && radiusKm !== undefined && settled.venueIds === undefined)
    where.push(
      `(v.location <-> globe_point(${bind(point.lat, 'float8')}, ${bind(point.lng, 'float8')})) <= ${bind(chordOf(radiusKm), 'float8')}`,
    )
  const text = `
    select s.event_id as "eventId", s.starts_at as "startsAt", s.local_date::text as date,
           to_char(s.starts_at at time zone s.time_zone, 'HH24:MI') as "localTime", hall.name as hall, e.features,
           s.status, s.places, h.taken, s.accessible_places as "accessiblePlaces",
           h.accessible_taken as "accessibleTaken",
           jsonb_build_object(
             'id', sh.show_id, 'title', sh.title, 'rating', sh.rating, 'runtimeMinutes', sh.runtime_minutes,
             'genres', sh.genres, 'cast', sh.cast_names, 'directors', sh.directors, 'language', sh.language,
             'trailerUrl', sh.trailer_url) as show,
           jsonb_build_object('id', v.venue_id, 'name', v.name, 'city', v.city, 'timeZone', v.time_zone) as venue
      from event_search s
      join event_heads h on h.event_id = s.event_id
      join events e on e.event_id = s.event_id
      join shows sh on sh.show_id = s.show_id
      join venues v on v.venue_id = s.venue_id
      left join halls hall on hall.hall_id = e.hall_id
     where ${where.join(' and ')}
     order by search_fold(sh.title), sh.show_id, search_fold(v.name), v.venue_id, s.starts_at, s.event_id
     limit ${bind(limit, 'int4')}`
  return sql.unsafe<ShowtimeRow[]>(
    text,
    values.map((value) => (Array.isArray(value) ? [...value] : (value as string | number | Date))),
  )
}
