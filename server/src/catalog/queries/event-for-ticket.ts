import type { EventStatus } from '@foyer/contract/catalog.events'
import type { Queryable } from '../../platform/database.ts'

/** An event as a ticket, a calendar or a message tells it. */
export interface EventForTicket {
  readonly eventId: string
  readonly organiserId: string
  readonly title: string
  /** In order of billing: those of the event, then those of the show. */
  readonly performers: readonly string[]
  readonly status: EventStatus
  readonly startsAt: Date
  readonly doorsAt: Date | null
  readonly endsAt: Date | null
  /** Grows with each change of the event that readers see. */
  readonly revision: number
  readonly changedAt: Date
  readonly venue: {
    readonly name: string
    readonly hall: string | null
    readonly street: string | null
    readonly additional: string | null
    readonly postalCode: string | null
    readonly city: string
    readonly state: string | null
    readonly country: string
    readonly timeZone: string
    readonly latitude: number | null
    readonly longitude: number | null
  }
}

/** What a ticket says about its event; undefined where there is no such event. */
export async function describeEventForTicket(sql: Queryable, eventId: string): Promise<EventForTicket | undefined> {
  const [row] = await sql<EventForTicket[]>`
    select e.event_id as "eventId", e.organiser_id as "organiserId", coalesce(e.title, s.title) as title, e.status,
           e.starts_at as "startsAt", e.doors_at as "doorsAt", e.ends_at as "endsAt", e.revision,
           e.changed_at as "changedAt",
           array(select p.name
                   from (select performer_id, billing, 0 as part from event_performers where event_id = e.event_id
                         union all
                         select performer_id, billing, 1 from show_performers where show_id = e.show_id) appearing
                   join performers p using (performer_id)
                  group by p.performer_id, p.name
                  order by min(part), min(billing), p.name) as performers,
           jsonb_build_object(
             'name', v.name, 'hall', h.name, 'street', v.street, 'additional', v.additional,
             'postalCode', v.postal_code, 'city', v.city, 'state', v.state, 'country', v.country,
             'timeZone', v.time_zone, 'latitude', v.latitude, 'longitude', v.longitude) as venue
      from events e
      join shows s using (show_id)
      join venues v using (venue_id)
      left join halls h using (hall_id)
     where e.event_id = ${eventId}`
  return row
}
