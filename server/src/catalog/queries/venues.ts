import type { VenueInput } from '@foyer/contract/catalog.schemas'
import type { Queryable, Tx } from '../../platform/database.ts'

type VenueRow = Omit<VenueInput, 'location'> & { lat: number | null; lng: number | null }

/** A venue of this organiser as it was written, locked until the transaction ends. */
export async function lockVenue(tx: Tx, organiserId: string, venueId: string): Promise<VenueInput | undefined> {
  const [row] = await tx<VenueRow[]>`
    select name, street, additional, city, state, country, postal_code as "postalCode", latitude as lat,
           longitude as lng, time_zone as "timeZone", currency, transport, accessibility
      from venues where venue_id = ${venueId} and organiser_id = ${organiserId} for no key update`
  if (row === undefined) return undefined
  const { lat, lng, ...venue } = row
  return { ...venue, location: lat === null || lng === null ? null : { lat, lng } }
}

/** Which of these venues belong to the organiser. */
export async function venuesOf(sql: Queryable, organiserId: string, venueIds: readonly string[]): Promise<Set<string>> {
  const rows = await sql<{ venueId: string }[]>`
    select venue_id as "venueId" from venues
     where organiser_id = ${organiserId} and venue_id = any(${[...venueIds]}::uuid[])`
  return new Set(rows.map((row) => row.venueId))
}

/** Every event at these venues. */
export async function eventIdsAtVenues(sql: Queryable, venueIds: readonly string[]): Promise<string[]> {
  const rows = await sql<{ eventId: string }[]>`
    select event_id as "eventId" from events where venue_id = any(${[...venueIds]}::uuid[])`
  return rows.map((row) => row.eventId)
}

/** Tells the local days of events again, where the zone of their venue has changed. */
export const moveLocalDates = (tx: Tx, venueIds: readonly string[]) => tx`
  update events set local_date = (starts_at at time zone v.time_zone)::date
    from venues v
   where v.venue_id = events.venue_id and v.venue_id = any(${[...venueIds]}::uuid[])
     and local_date <> (starts_at at time zone v.time_zone)::date`

/** A venue `v` as readers see it, as one JSON value. */
export const venueAsJson = (sql: Queryable) => sql`
  jsonb_build_object(
    'id', v.venue_id, 'name', v.name, 'street', v.street, 'additional', v.additional, 'city', v.city, 'state', v.state,
    'country', v.country, 'postalCode', v.postal_code, 'location',
    case when v.latitude is not null then jsonb_build_object('lat', v.latitude, 'lng', v.longitude) end,
    'timeZone', v.time_zone, 'currency', v.currency, 'transport', v.transport, 'accessibility', v.accessibility)`
