import type { EventStatus } from '@foyer/contract/catalog.events'
import type { Queryable, Tx } from '../../platform/database.ts'

/** Removes an event; prices, presales, appearances and turns go with it. */
export const deleteEventRow = (tx: Tx, eventId: string) => tx`delete from events where event_id = ${eventId}`

/** Locks a venue of this organiser against everybody who would use it. False: not there, or not theirs. */
export async function lockVenueToDelete(tx: Tx, organiserId: string, venueId: string): Promise<boolean> {
  const rows = await tx`
    select from venues where venue_id = ${venueId} and organiser_id = ${organiserId} for update`
  return rows.length > 0
}

export interface EventAtVenue {
  readonly id: string
  readonly title: string
  readonly status: EventStatus
  readonly startsAt: string
  /** Whether it is this organiser's own. */
  readonly own: boolean
}

const EVENTS_NAMED_MAX = 20

/** How many events are at a venue, and those of them that this organiser can see, the next to come first. */
export async function findEventsAt(
  sql: Queryable,
  organiserId: string,
  venueId: string,
): Promise<{ count: number; events: EventAtVenue[] }> {
  const [counted] = await sql<{ count: number }[]>`
    select count(*)::int as count from events where venue_id = ${venueId}`
  const rows = await sql<(Omit<EventAtVenue, 'startsAt'> & { startsAt: Date })[]>`
    select e.event_id as id, coalesce(e.title, s.title) as title, e.status, e.starts_at as "startsAt",
           e.organiser_id = ${organiserId} as own
      from events e join shows s using (show_id)
     where e.venue_id = ${venueId} and (e.status <> 'draft' or e.organiser_id = ${organiserId})
     order by e.starts_at < now(), e.starts_at, e.event_id limit ${EVENTS_NAMED_MAX}`
  return {
    count: counted?.count ?? 0,
    events: rows.map((row) => ({ ...row, startsAt: row.startsAt.toISOString() })),
  }
}

/** Removes a venue with its halls, their plans, and what search completes of its name. */
export async function deleteVenueRows(tx: Tx, venueId: string): Promise<void> {
  await tx`
    delete from seating_plans where hall_id in (select hall_id from halls where venue_id = ${venueId})`
  await tx`delete from halls where venue_id = ${venueId}`
  await tx`delete from distinct_pairs where kind = 'venue' and ${venueId} in (first_id, second_id)`
  await tx`delete from suggestion_keys where kind = 'venue' and ref = ${venueId}::text`
  await tx`delete from suggestions where kind = 'venue' and ref = ${venueId}::text`
  await tx`delete from venues where venue_id = ${venueId}`
}
