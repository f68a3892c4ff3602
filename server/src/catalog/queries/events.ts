import type { PriceLevelInput } from '@foyer/contract/catalog.events'
import type { Queryable, Tx } from '../../platform/database.ts'
import { newId } from '../../platform/ids.ts'
import type { NewEvent, StandingEvent, Surroundings } from '../event-record.ts'
import type { Feed } from '../feed.ts'
import { findManifestCategories } from './manifests.ts'
import { lockPerformers } from './performers.ts'
import { ofFeed } from './rows.ts'

/**
 * All that these events name, as far as it exists, and held as it is until the transaction ends: the search row of an
 * event is made of it, and whoever changed it meanwhile would not see the event that is being written.
 */
export async function lockSurroundings(tx: Tx, events: readonly NewEvent[]): Promise<Surroundings> {
  const distinct = (ids: readonly (string | null | undefined)[]) => [
    ...new Set(ids.filter((id) => id !== null && id !== undefined)),
  ]
  const showIds = distinct(events.map((event) => event.showId))
  const performers = await lockPerformers(
    tx,
    distinct(events.flatMap((event) => (event.performers ?? []).map((one) => one.performerId))),
    showIds,
  )
  const shows = await tx<{ showId: string; organiserId: string; kind: string }[]>`
    select show_id as "showId", organiser_id as "organiserId", kind
      from shows where show_id = any(${showIds}::uuid[])
     order by show_id for share`
  const venues = await tx<{ venueId: string; timeZone: string; currency: string }[]>`
    select venue_id as "venueId", time_zone as "timeZone", currency
      from venues where venue_id = any(${distinct(events.map((event) => event.venueId))}::uuid[])
     order by venue_id for share`
  const halls = await tx<{ hallId: string; venueId: string }[]>`
    select hall_id as "hallId", venue_id as "venueId"
      from halls where hall_id = any(${distinct(events.map((event) => event.hallId))}::uuid[])`
  const [clock] = await tx<{ now: Date }[]>`select now()`
  return {
    shows: new Map(shows.map((show) => [show.showId, show])),
    venues: new Map(venues.map((venue) => [venue.venueId, venue])),
    halls: new Map(halls.map((hall) => [hall.hallId, hall.venueId])),
    manifests: await findManifestCategories(tx, distinct(events.map((event) => event.manifestHash))),
    performers,
    now: clock?.now ?? new Date(Number.NaN),
  }
}

const standingColumns = (sql: Queryable) => sql`
  event_id as "eventId", status, starts_at as "startsAt", previous_starts_at as "previousStartsAt",
  manifest_hash as "manifestHash", published_at as "publishedAt", revision`

/** Events of a feed that are known, by their id there, locked in the order of their ids. */
export async function lockEventsOfFeed(
  tx: Tx,
  feed: Feed,
  sourceIds: readonly string[],
): Promise<Map<string, StandingEvent>> {
  const rows = await tx<(StandingEvent & { sourceId: string })[]>`
    select source_id as "sourceId", ${standingColumns(tx)}
      from events
     where ${ofFeed(tx, feed, sourceIds)}
     order by event_id for no key update`
  return new Map(rows.map((row) => [row.sourceId, row]))
}

/**
 * An event of this organiser with all that was written of it, locked until the transaction ends. What it names is held
 * first: performers, shows, venues, then events is the order in which everybody locks.
 */
export async function lockEvent(
  tx: Tx,
  organiserId: string,
  eventId: string,
): Promise<{ standing: StandingEvent; event: NewEvent } | undefined> {
  type Row = StandingEvent & Required<Omit<NewEvent, 'priceLevels' | 'performers' | 'currency'>>
  const [named] = await tx<{ showId: string; venueId: string; performerIds: string[] }[]>`
    select show_id as "showId", venue_id as "venueId",
           array(select performer_id from event_performers p where p.event_id = e.event_id) as "performerIds"
      from events e where event_id = ${eventId} and organiser_id = ${organiserId}`
  if (named === undefined) return undefined
  await lockPerformers(tx, named.performerIds, [named.showId])
  await tx`select from shows where show_id = ${named.showId} for share`
  await tx`select from venues where venue_id = ${named.venueId} for share`
  const [row] = await tx<Row[]>`
    select ${standingColumns(tx)}, show_id as "showId", venue_id as "venueId", hall_id as "hallId", title, description,
           doors_at as "doorsAt", ends_at as "endsAt", on_sale_at as "onSaleAt", off_sale_at as "offSaleAt", allowance,
           features
      from events where event_id = ${eventId} and organiser_id = ${organiserId} for no key update`
  if (row === undefined) return undefined
  const levels = await tx<(PriceLevelInput & { currency: string })[]>`
    select name, category_keys as categories, face_minor as "faceValue", fees_minor as fees, currency
      from price_levels where event_id = ${eventId} order by position`
  const currency = levels[0]?.currency
  const { eventId: id, status, previousStartsAt, publishedAt, revision, ...event } = row
  const { startsAt, manifestHash } = event
  return {
    standing: { eventId: id, status, startsAt, previousStartsAt, manifestHash, publishedAt, revision },
    event: {
      ...event,
      priceLevels: levels.map(({ name, categories, faceValue, fees }) => ({ name, categories, faceValue, fees })),
      ...(currency === undefined ? {} : { currency }),
    },
  }
}

/** Whether there is such an event of this organiser. */
export async function ownsEvent(sql: Queryable, organiserId: string, eventId: string): Promise<boolean> {
  const rows = await sql`select from events where event_id = ${eventId} and organiser_id = ${organiserId}`
  return rows.length > 0
}

/** In which currency an event of this organiser sells: that of its prices, else of its venue. Undefined: not theirs. */
export async function findCurrencyOf(
  sql: Queryable,
  organiserId: string,
  eventId: string,
): Promise<string | undefined> {
  const [row] = await sql<{ currency: string }[]>`
    select coalesce((select min(l.currency) from price_levels l where l.event_id = e.event_id), v.currency) as currency
      from events e join venues v using (venue_id)
     where e.event_id = ${eventId} and e.organiser_id = ${organiserId}`
  return row?.currency
}

export interface PricedEvent {
  readonly eventId: string
  readonly currency: string
  readonly levels: readonly PriceLevelInput[]
}

/** Writes anew what these events cost. A level that keeps its name keeps its id. */
export async function replacePriceLevels(tx: Tx, events: readonly PricedEvent[]): Promise<void> {
  const rows = events.flatMap(({ eventId, currency, levels }) =>
    levels.map((level, position) => ({
      event_id: eventId,
      price_level_id: newId(),
      name: level.name,
      position,
      category_keys: level.categories,
      face_minor: level.faceValue,
      fees_minor: level.fees,
      currency,
    })),
  )
  await tx`
    delete from price_levels
     where event_id = any(${events.map((event) => event.eventId)}::uuid[])
       and (event_id, name) not in (
         select * from unnest(${rows.map((row) => row.event_id)}::uuid[], ${rows.map((row) => row.name)}::text[]))`
  await tx`
    insert into price_levels (
      event_id, price_level_id, name, position, category_keys, face_minor, fees_minor, all_in_minor, currency)
    select event_id, price_level_id, name, position, category_keys, face_minor, fees_minor, face_minor + fees_minor,
           currency
      from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as r (
        event_id uuid, price_level_id uuid, name text, position integer, category_keys text[], face_minor bigint,
        fees_minor bigint, currency text)
    on conflict (event_id, name) do update set
      position = excluded.position, category_keys = excluded.category_keys, face_minor = excluded.face_minor,
      fees_minor = excluded.fees_minor, all_in_minor = excluded.all_in_minor, currency = excluded.currency`
}
