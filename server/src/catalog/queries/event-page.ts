import type { EventStatus } from '@foyer/contract/catalog.events'
import type { AppearanceView, ShowView, VenueView } from '@foyer/contract/catalog.views'
import type { Queryable } from '../../platform/database.ts'
import { appearancesOf } from './appearances.ts'
import { eventsWithAll } from './cards.ts'
import { priceLevelsOfEvent, type PriceLevelRow } from './sale-facts.ts'
import { showAsJson } from './shows.ts'
import { venueAsJson } from './venues.ts'

/** All that an event's page tells, but for the name of its organiser and what is left of its places. */
export interface EventRow {
  readonly eventId: string
  readonly organiserId: string
  readonly title: string
  readonly description: string | null
  readonly status: EventStatus
  readonly startsAt: Date
  readonly previousStartsAt: Date | null
  readonly doorsAt: Date | null
  readonly endsAt: Date | null
  readonly localDate: string
  readonly onSaleAt: Date | null
  readonly offSaleAt: Date | null
  readonly allowance: number
  readonly features: readonly string[]
  readonly revision: number
  readonly show: ShowView
  readonly venue: VenueView
  readonly hall: { id: string; name: string } | null
  readonly manifest: { hash: string; places: number; accessiblePlaces: number } | null
  readonly priceLevels: readonly PriceLevelRow[]
  readonly performers: readonly AppearanceView[]
  /** Places that somebody has or are blocked, and accessible ones among them. */
  readonly taken: number
  readonly accessibleTaken: number
  /** The database's clock. */
  readonly now: Date
}

/** The page of an event; a draft only for its organiser. */
export async function findEventPage(
  sql: Queryable,
  eventId: string,
  readerId: string | undefined,
): Promise<EventRow | undefined> {
  const [row] = await sql<EventRow[]>`
    select e.event_id as "eventId", e.organiser_id as "organiserId", coalesce(e.title, s.title) as title, e.description,
           e.status, e.starts_at as "startsAt", e.previous_starts_at as "previousStartsAt", e.doors_at as "doorsAt",
           e.ends_at as "endsAt", e.local_date::text as "localDate", e.on_sale_at as "onSaleAt",
           e.off_sale_at as "offSaleAt", e.allowance, e.features, e.revision,
           ${showAsJson(sql)} as show, ${venueAsJson(sql)} as venue,
           case when h.hall_id is not null then jsonb_build_object('id', h.hall_id, 'name', h.name) end as hall,
           case when m.hash is not null then jsonb_build_object(
             'hash', m.hash, 'places', m.places, 'accessiblePlaces', m.accessible_places) end as manifest,
           ${priceLevelsOfEvent(sql)} as "priceLevels",
           ${appearancesOf(sql, 'event')} as performers, coalesce(head.taken, 0) as taken,
           coalesce(head.accessible_taken, 0) as "accessibleTaken", now() as now
      from ${eventsWithAll(sql)}
     where e.event_id = ${eventId} and (e.status <> 'draft' or e.organiser_id = ${readerId ?? null})`
  return row
}
