import type { NameQuery, ShowQuery, VendorEventsQuery, VenueQuery } from '@foyer/contract/catalog.search'
import type { HallView, PerformerView, ShowView, ShowWithPerformers, VenueView } from '@foyer/contract/catalog.views'
import type { Queryable } from '../../platform/database.ts'
import { appearancesOf } from './appearances.ts'
import type { PageKey } from '../search/cursor.ts'
import { showAsJson } from './shows.ts'
import { venueAsJson } from './venues.ts'

/** A row of a list, with the keys of its order: the folded name, and the id. */
export interface Listed<T> {
  readonly item: T
  readonly key: readonly string[]
}

interface Slice {
  readonly after: PageKey | undefined
  readonly limit: number
}

/** Venues by name, city, state, country and postal code; where an organiser is given, theirs alone. */
export const listVenues = (sql: Queryable, query: VenueQuery, { after, limit }: Slice, organiserId?: string) => sql<
  Listed<VenueView>[]
>`
  select ${venueAsJson(sql)} as item, array[search_fold(v.name), v.venue_id::text] as key
    from venues v
   where v.rehearsal_id is null
     and ${organiserId === undefined ? sql`true` : sql`v.organiser_id = ${organiserId}`}
     and ${query.name === undefined ? sql`true` : nameIsNear(sql, sql`search_fold(v.name)`, query.name)}
     and ${query.city === undefined ? sql`true` : sql`search_fold(v.city) = any(${cityNames(sql, query.city)})`}
     and ${query.state === undefined ? sql`true` : sql`search_fold(v.state) = search_fold(${query.state})`}
     and ${query.country === undefined ? sql`true` : sql`v.country = ${query.country}`}
     and ${
       query.postalCode === undefined
         ? sql`true`
         : sql`starts_with(replace(search_fold(v.postal_code), ' ', ''), replace(search_fold(${query.postalCode}), ' ', ''))`
     }
     and ${after === undefined ? sql`true` : sql`(search_fold(v.name), v.venue_id) > (${after[0] ?? ''}, ${after[1] ?? ''}::uuid)`}
   order by search_fold(v.name), v.venue_id limit ${limit}`

/** What a city may be called, folded: as it was asked for, and as the largest town of that name is in other languages. */
const cityNames = (sql: Queryable, city: string) => sql`array(
  select search_fold(${city})
  union
  select unnest(array[other.name_key, replace(other.name_key, ' ', '')]) collate "default"
    from (select town_id from town_names where name_key = btrim(search_text(${city})) order by population desc limit 1) town
    join town_names other using (town_id))`

/** Shows that have something published, by title and genre. */
export const listShows = (sql: Queryable, query: ShowQuery, { after, limit }: Slice) => sql<Listed<ShowView>[]>`
  select ${showAsJson(sql)} as item, array[search_fold(s.title), s.show_id::text] as key
    from shows s
   where exists (select from event_search e where e.show_id = s.show_id)
     and ${query.title === undefined ? sql`true` : nameIsNear(sql, sql`search_fold(s.title)`, query.title)}
     and ${
       query.genre === undefined
         ? sql`true`
         : sql`exists (select from unnest(s.genres || s.kind) as genre where search_fold(genre) = search_fold(${query.genre}))`
     }
     and ${after === undefined ? sql`true` : sql`(search_fold(s.title), s.show_id) > (${after[0] ?? ''}, ${after[1] ?? ''}::uuid)`}
   order by search_fold(s.title), s.show_id limit ${limit}`

/** Performers by name; where an organiser is given, theirs alone. */
export const listPerformers = (sql: Queryable, query: NameQuery, { after, limit }: Slice, organiserId?: string) => sql<
  Listed<PerformerView>[]
>`
  select ${performerAsJson(sql)} as item, array[search_fold(p.name), p.performer_id::text] as key
    from performers p
   where ${organiserId === undefined ? sql`true` : sql`p.organiser_id = ${organiserId}`}
     and ${query.name === undefined ? sql`true` : nameIsNear(sql, sql`search_fold(p.name)`, query.name)}
     and ${after === undefined ? sql`true` : sql`(search_fold(p.name), p.performer_id) > (${after[0] ?? ''}, ${after[1] ?? ''}::uuid)`}
   order by search_fold(p.name), p.performer_id limit ${limit}`

/** Events of an organiser, drafts among them, the latest start first; those to come the other way round. */
export const listEventsOf = (
  sql: Queryable,
  organiserId: string,
  { status, keyword, when }: Omit<VendorEventsQuery, 'cursor' | 'limit'>,
  { after, limit }: Slice,
) => sql<Listed<string>[]>`
  select e.event_id as item, array[e.starts_at::text, e.event_id::text] as key
    from events e join shows s using (show_id) join venues v using (venue_id)
   where e.organiser_id = ${organiserId}
     and ${status === undefined ? sql`true` : sql`e.status = ${status}`}
     and ${when === undefined ? sql`true` : sql`(coalesce(e.ends_at, e.starts_at) >= now()) = ${when === 'upcoming'}`}
     and ${keyword === undefined ? sql`true` : sql`search_fold(concat_ws(' ', e.title, s.title, v.name, v.city)) like ${sql`'%' || ${likeText(sql, keyword)} || '%'`}`}
     and ${
       after === undefined
         ? sql`true`
         : sql`(e.starts_at, e.event_id) ${when === 'upcoming' ? sql`>` : sql`<`} (${after[0] ?? ''}::text::timestamptz, ${after[1] ?? ''}::uuid)`
     }
   order by ${when === 'upcoming' ? sql`e.starts_at, e.event_id` : sql`e.starts_at desc, e.event_id desc`} limit ${limit}`

type Fragment = ReturnType<Queryable>

/** What was asked for, as a part of a pattern that means it letter by letter. */
const likeText = (sql: Queryable, asked: string) =>
  sql`replace(replace(replace(search_fold(${asked}), '\\', '\\\\'), '%', '\\%'), '_', '\\_')`

/** A part of the name, or something near a part of it by its trigrams. */
const nameIsNear = (sql: Queryable, name: Fragment, asked: string) => sql`
  (${name} like '%' || ${likeText(sql, asked)} || '%'
   or search_fold(${asked}) <% ${name})`

const performerAsJson = (sql: Queryable) => sql`
  jsonb_build_object(
    'id', p.performer_id, 'name', p.name, 'kind', p.kind, 'genres', p.genres, 'description', p.description)`

/** A venue; where an organiser is given, only if it is theirs. */
export async function findVenue(
  sql: Queryable,
  venueId: string,
  organiserId?: string,
): Promise<(VenueView & { halls: HallView[] }) | undefined> {
  const [row] = await sql<{ venue: VenueView; halls: HallView[] }[]>`
    select ${venueAsJson(sql)} as venue,
           (select coalesce(jsonb_agg(jsonb_build_object('id', h.hall_id, 'name', h.name, 'seatingPlans', (
                     select coalesce(jsonb_agg(${planAsJson(sql)} order by sp.name), '[]')
                       from seating_plans sp join manifests m on m.hash = sp.manifest_hash
                      where sp.hall_id = h.hall_id)) order by h.name), '[]')
              from halls h where h.venue_id = v.venue_id) as halls
      from venues v
     where v.venue_id = ${venueId}
       and ${organiserId === undefined ? sql`true` : sql`v.organiser_id = ${organiserId}`}`
  return row === undefined ? undefined : { ...row.venue, halls: row.halls }
}

/** A performer; where an organiser is given, only if it is theirs. */
export async function findPerformer(
  sql: Queryable,
  performerId: string,
  organiserId?: string,
): Promise<PerformerView | undefined> {
  const [row] = await sql<{ performer: PerformerView }[]>`
    select ${performerAsJson(sql)} as performer from performers p
     where p.performer_id = ${performerId}
       and ${organiserId === undefined ? sql`true` : sql`p.organiser_id = ${organiserId}`}`
  return row?.performer
}

/** Listed venues with these ids, in their order. */
export const findVenuesById = async (sql: Queryable, ids: readonly string[]): Promise<readonly VenueView[]> => {
  const rows = await sql<{ item: VenueView }[]>`
    select ${venueAsJson(sql)} as item from venues v
     where v.rehearsal_id is null and v.venue_id = any(${[...ids]}::uuid[])
     order by array_position(${[...ids]}::uuid[], v.venue_id)`
  return rows.map(({ item }) => item)
}

/** Performers with these ids, in their order. */
export const findPerformersById = async (sql: Queryable, ids: readonly string[]): Promise<readonly PerformerView[]> => {
  const rows = await sql<{ item: PerformerView }[]>`
    select ${performerAsJson(sql)} as item from performers p
     where p.performer_id = any(${[...ids]}::uuid[])
     order by array_position(${[...ids]}::uuid[], p.performer_id)`
  return rows.map(({ item }) => item)
}

/** A show; one with nothing published only for its organiser. */
export async function findShow(
  sql: Queryable,
  showId: string,
  readerId: string | undefined,
): Promise<{ show: ShowWithPerformers; isPublic: boolean } | undefined> {
  const [row] = await sql<{ show: ShowView; performers: ShowWithPerformers['performers']; isPublic: boolean }[]>`
    select ${showAsJson(sql)} as show, ${appearancesOf(sql, 'show')} as performers, published.is_public as "isPublic"
      from shows s
     cross join lateral (
       select exists (select from event_search e where e.show_id = s.show_id) as is_public) published
     where s.show_id = ${showId} and (published.is_public or s.organiser_id = ${readerId ?? null})`
  return row === undefined ? undefined : { show: { ...row.show, performers: row.performers }, isPublic: row.isPublic }
}

export const planAsJson = (sql: Queryable) => sql`
  jsonb_build_object('id', sp.seating_plan_id, 'name', sp.name, 'manifestHash', sp.manifest_hash, 'places', m.places)`
