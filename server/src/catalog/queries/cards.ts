import type { EventStatus } from '@foyer/contract/catalog.events'
import type { ShowKind } from '@foyer/contract/catalog.schemas'
import type { Queryable } from '../../platform/database.ts'

/** Events with their show, venue and hall, what places they have, and how many of those are taken. */
export const eventsWithAll = (sql: Queryable) => sql`
  events e
    join shows s using (show_id)
    join venues v using (venue_id)
    left join halls h using (hall_id)
    left join manifests m on m.hash = e.manifest_hash
    left join event_heads head on head.event_id = e.event_id`

/** An event as lists show it. */
export interface CardRow {
  readonly eventId: string
  readonly title: string
  readonly status: EventStatus
  readonly startsAt: Date
  readonly previousStartsAt: Date | null
  readonly localDate: string
  readonly onSaleAt: Date | null
  readonly offSaleAt: Date | null
  readonly allowance: number
  readonly features: readonly string[]
  readonly revision: number
  readonly showId: string
  readonly showKind: ShowKind
  readonly showTitle: string
  readonly genres: readonly string[]
  readonly venueId: string
  readonly venueName: string
  readonly city: string
  readonly state: string | null
  readonly country: string
  readonly lat: number | null
  readonly lng: number | null
  readonly timeZone: string
  readonly hall: string | null
  readonly places: number | null
  readonly accessiblePlaces: number | null
  /** Places that somebody has or are blocked, and accessible ones among them. */
  readonly taken: number
  readonly accessibleTaken: number
  readonly fromMinor: number | null
  readonly currency: string | null
  readonly performers: readonly { id: string; name: string }[]
  /** The database's clock. */
  readonly now: Date
}

const HEADS_MAX = 3

/** These events as lists show them, in no particular order. */
export const findCards = (sql: Queryable, eventIds: readonly string[]) => sql<CardRow[]>`
  select e.event_id as "eventId", coalesce(e.title, s.title) as title, e.status, e.starts_at as "startsAt",
         e.previous_starts_at as "previousStartsAt", e.local_date::text as "localDate", e.on_sale_at as "onSaleAt",
         e.off_sale_at as "offSaleAt", e.allowance, e.features, e.revision,
         s.show_id as "showId", s.kind as "showKind",
         s.title as "showTitle", s.genres, v.venue_id as "venueId", v.name as "venueName", v.city, v.state, v.country,
         v.latitude as lat, v.longitude as lng, v.time_zone as "timeZone", h.name as hall, m.places,
         m.accessible_places as "accessiblePlaces", coalesce(head.taken, 0) as taken,
         coalesce(head.accessible_taken, 0) as "accessibleTaken", price.from_minor as "fromMinor", price.currency,
         heads.performers, now() as now
    from ${eventsWithAll(sql)}
   cross join lateral (
     select min(all_in_minor) as from_minor, min(currency) as currency from price_levels l
      where l.event_id = e.event_id) price
   cross join lateral (
     select coalesce(jsonb_agg(jsonb_build_object('id', performer_id, 'name', name) order by part, billing, name), '[]')
            as performers
       from (select p.performer_id, p.name, min(part) as part, min(billing) as billing
               from (select performer_id, billing, 0 as part from event_performers where event_id = e.event_id
                     union all
                     select performer_id, billing, 1 from show_performers where show_id = e.show_id) appearing
               join performers p using (performer_id)
              group by p.performer_id, p.name
              order by part, billing, p.name limit ${HEADS_MAX}) head) heads
   where e.event_id = any(${[...eventIds]}::uuid[])`
