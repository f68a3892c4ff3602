import type { EventStatus } from '@foyer/contract/catalog.events'
import type { ShownGenre } from './discovery-classes.ts'
import type { Queryable } from '../../platform/database.ts'

/** An event as a calendar tells it. */
export interface CalendarRow {
  readonly eventId: string
  readonly title: string
  readonly status: EventStatus
  readonly startsAt: Date
  readonly endsAt: Date | null
  readonly revision: number
  readonly changedAt: Date
  readonly performers: readonly string[]
  readonly venue: string
  readonly address: string
  readonly lat: number | null
  readonly lng: number | null
}

/** Whose events. */
export type Whose =
  | { readonly eventId: string }
  | { readonly venueId: string }
  | { readonly performerId: string }
  | { readonly organiserId: string }

const EVENTS_MAX = 500
const PAST_DAYS = 30

/** Published events of whoever it is, from a month ago on, the first ones first. */
export const findCalendarEvents = (sql: Queryable, whose: Whose) => sql<CalendarRow[]>`
  select e.event_id as "eventId", coalesce(e.title, s.title) as title, e.status, e.starts_at as "startsAt",
         e.ends_at as "endsAt", e.revision, e.changed_at as "changedAt",
         array(select p.name
                 from (select performer_id, billing, 0 as part from event_performers where event_id = e.event_id
                       union all
                       select performer_id, billing, 1 from show_performers where show_id = e.show_id) appearing
                 join performers p using (performer_id)
                group by p.performer_id, p.name order by min(part), min(billing), p.name) as performers,
         v.name as venue, concat_ws(', ', v.street, v.additional, concat_ws(' ', v.postal_code, v.city), v.state, v.country) as address,
         v.latitude as lat, v.longitude as lng
    from events e join shows s using (show_id) join venues v using (venue_id)
   where e.status <> 'draft' and ${whereOf(sql, whose)}
     and (${'eventId' in whose}
          or e.rehearsal_id is null and e.starts_at > now() - make_interval(days => ${PAST_DAYS}))
   order by e.starts_at, e.event_id limit ${EVENTS_MAX}`

function whereOf(sql: Queryable, whose: Whose) {
  if ('eventId' in whose) return sql`e.event_id = ${whose.eventId}`
  if ('venueId' in whose) return sql`e.venue_id = ${whose.venueId}`
  if ('organiserId' in whose) return sql`e.organiser_id = ${whose.organiserId}`
  return sql`(exists (select from event_performers ep where ep.event_id = e.event_id and ep.performer_id = ${whose.performerId})
    or exists (select from show_performers sp where sp.show_id = e.show_id and sp.performer_id = ${whose.performerId}))`
}

const GENRES_MAX = 2_000

/** Genres that shows with events ahead have, the commonest first. */
export const findShownGenres = (sql: Queryable) => sql<ShownGenre[]>`
  select s.kind, genre
    from shows s cross join unnest(s.genres) as genre
   where exists (select from event_search r where r.show_id = s.show_id and r.starts_at >= now())
   group by s.kind, genre order by count(*) desc, s.kind, genre limit ${GENRES_MAX}`

interface SitemapRow {
  readonly id: string
  readonly changedAt: Date | null
}

/** What has a page, by id: events that are not over, and what they are made of. */
export function findSitemap(
  sql: Queryable,
  kind: 'events' | 'shows' | 'venues' | 'performers',
  after: string | undefined,
  limit: number,
): Promise<SitemapRow[]> {
  const ahead = sql`e.status <> 'draft' and e.rehearsal_id is null and coalesce(e.ends_at, e.starts_at) > now()`
  const from = after ?? '00000000-0000-0000-0000-000000000000'
  if (kind === 'events')
    return sql<SitemapRow[]>`
      select e.event_id as id, e.changed_at as "changedAt" from events e
       where ${ahead} and e.event_id > ${from} order by e.event_id limit ${limit}`
  if (kind === 'shows')
    return sql<SitemapRow[]>`
      select s.show_id as id, s.changed_at as "changedAt" from shows s
       where s.show_id > ${from} and exists (select from events e where e.show_id = s.show_id and ${ahead})
       order by s.show_id limit ${limit}`
  if (kind === 'venues')
    return sql<SitemapRow[]>`
      select v.venue_id as id, v.changed_at as "changedAt" from venues v
       where v.venue_id > ${from} and exists (select from events e where e.venue_id = v.venue_id and ${ahead})
       order by v.venue_id limit ${limit}`
  return sql<SitemapRow[]>`
    select p.performer_id as id, p.changed_at as "changedAt" from performers p
     where p.performer_id > ${from} and (
           exists (select from event_performers ep join events e using (event_id) where ep.performer_id = p.performer_id and ${ahead})
        or exists (select from show_performers sp join events e using (show_id) where sp.performer_id = p.performer_id and ${ahead}))
     order by p.performer_id limit ${limit}`
}

/** Those of these events whose venue lies in a state, or has a postal code; in no order. */
export async function findEventsInArea(
  sql: Queryable,
  eventIds: readonly string[],
  { state, postalCode }: { readonly state: string | undefined; readonly postalCode: string | undefined },
): Promise<Set<string>> {
  const rows = await sql<{ eventId: string }[]>`
    select e.event_id as "eventId" from events e join venues v using (venue_id)
     where e.event_id = any(${[...eventIds]}::uuid[])
       and (${state ?? null}::text is null or search_fold(v.state) = search_fold(${state ?? null}))
       and (${postalCode ?? null}::text is null or search_fold(v.postal_code) = search_fold(${postalCode ?? null}))`
  return new Set(rows.map(({ eventId }) => eventId))
}
