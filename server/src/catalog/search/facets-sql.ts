import { PIN_EVENTS_MAX } from '@foyer/contract/catalog.finding'
import type { EventSearch } from './event-search.ts'
import { binder, chordOf, conditions, sourceOf, wordConditions, type Settled, type Statement } from './search-sql.ts'

export const FACETS = ['genre', 'city', 'venue', 'date', 'price', 'map'] as const
export type Facet = (typeof FACETS)[number]

/** Events counted at most, the soonest: counting a whole catalogue takes longer than anybody waits. */
export const FACET_EVENTS_MAX = 5_000
/** Values told of each facet. */
const VALUES_MAX = 25
const DATES_MAX = 60
const GENRES_MAX = 60
const PINS_MAX = 200

/**
 * The statement that counts what a search finds by the facets asked for: one row for each value, and one of facet `all`
 * for how many events were counted.
 */
export function facetsSql(search: EventSearch, settled: Settled, facets: readonly Facet[]): Statement {
  const { values, bind } = binder()
  const where = [...conditions(search, settled, bind), ...wordConditions(settled.words, undefined, bind)]
  let from = sourceOf(search)
  if (search.point !== undefined && search.radiusKm !== undefined && settled.venueIds === undefined) {
    from += ' join venues v on v.venue_id = s.venue_id'
    const { lat, lng } = search.point
    const point = `globe_point(${bind(lat, 'float8')}, ${bind(lng, 'float8')})`
    where.push(`(v.location <-> ${point}) <= ${bind(chordOf(search.radiusKm), 'float8')}`)
  }
  const counts = facets.map((facet) =>
    facet === 'map' ? `(${pins})` : `(select counted.*, null::jsonb from (${counted[facet]}) counted)`,
  )
  const text =
    `with found as materialized (select s.starts_at, s.event_id, s.venue_id, s.local_date, s.kind, s.genre_keys, ` +
    `s.currency, s.from_minor from ${from} where ${where.join(' and ')} ` +
    `order by s.starts_at limit ${FACET_EVENTS_MAX + 1}), ` +
    `matches as (select * from found limit ${FACET_EVENTS_MAX}) ` +
    [
      `(select 'all' as facet, null as value, null as name, null as within, count(*) as events, null::jsonb as detail from found)`,
      ...counts,
    ].join(' union all ')
  return { text, values }
}

const pins = `
  select 'map', v.venue_id::text, v.name, v.city, there.events,
         jsonb_build_object('lat', v.latitude, 'lng', v.longitude, 'soonest',
           (select jsonb_agg(jsonb_build_object('id', e.event_id, 'title', coalesce(e.title, s.title),
                                                 'startsAt', to_char(e.starts_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
                                                 'timeZone', v.time_zone) order by soon.n)
              from unnest(there.soonest) with ordinality as soon (event_id, n)
              join events e using (event_id) join shows s using (show_id)))
    from (select venue_id, count(*) as events, (array_agg(event_id order by starts_at, event_id))[1:${PIN_EVENTS_MAX}] as soonest
            from matches group by venue_id order by events desc, venue_id limit ${PINS_MAX}) there
    join venues v using (venue_id) where v.latitude is not null order by 5 desc, 3, 2`

const counted: Readonly<Record<Exclude<Facet, 'map'>, string>> = {
  genre: `select 'genre', genre, null, kind, count(*) from matches cross join unnest(genre_keys) as genre
           group by kind, genre order by count(*) desc, genre limit ${GENRES_MAX}`,
  city: `select 'city', min(v.city), null, v.country, sum(counted.events)::bigint
           from (select venue_id, count(*) as events from matches group by venue_id) counted join venues v using (venue_id)
          group by search_text(v.city), v.country order by 5 desc, 2 limit ${VALUES_MAX}`,
  venue: `select 'venue', v.venue_id::text, v.name, v.city, counted.events
            from (select venue_id, count(*) as events from matches group by venue_id
                   order by events desc, venue_id limit ${VALUES_MAX}) counted
            join venues v using (venue_id) order by 5 desc, 3, 2`,
  date: `select 'date', local_date::text, null, null, count(*) from matches group by local_date
          order by local_date limit ${DATES_MAX}`,
  // The largest of 1, 2 and 5 with zeros after it that is not above the price: 0, 10.00, 20.00, 50.00, 100.00.
  price: `select 'price', step::bigint::text, null, currency, count(*)
            from matches cross join lateral (select power(10, floor(log(greatest(from_minor, 1)::float8))) as ten) scale
           cross join lateral (select case when from_minor < 100 then 0 when from_minor >= 5 * ten then 5 * ten
                                           when from_minor >= 2 * ten then 2 * ten else ten end as step) stepped
           where from_minor is not null group by currency, step order by count(*) desc, currency, step limit ${VALUES_MAX}`,
}
