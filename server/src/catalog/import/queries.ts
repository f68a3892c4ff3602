import type { Queryable, Tx } from '../../platform/database.ts'
import type { Feed } from '../feed.ts'
import { ofFeed } from '../queries/rows.ts'

/** By how many days the dates of a source were moved at its import; undefined before the first one. */
export async function findShift(sql: Queryable, feed: Feed): Promise<number | undefined> {
  const [row] = await sql<{ shiftDays: number }[]>`
    select shift_days as "shiftDays" from import_shifts
     where organiser_id = ${feed.organiserId} and source = ${feed.source}`
  return row?.shiftDays
}

/** Records another shift than before, because a person asked for it. */
export const replaceShift = (tx: Tx, feed: Feed, shiftDays: number) => tx`
  insert into import_shifts (organiser_id, source, shift_days)
  values (${feed.organiserId}, ${feed.source}, ${shiftDays})
  on conflict (organiser_id, source) do update set shift_days = excluded.shift_days, recorded_at = now()`

export interface VenueFacts {
  readonly id: string
  readonly timeZone: string
  readonly currency: string
}

/** Venues of a source by their id there: what a time and a price at them mean. */
export async function findVenueFacts(
  sql: Queryable,
  feed: Feed,
  sourceIds: readonly string[],
): Promise<Map<string, VenueFacts>> {
  const rows = await sql<(VenueFacts & { sourceId: string })[]>`
    select source_id as "sourceId", venue_id as id, time_zone as "timeZone", currency from venues
     where ${ofFeed(sql, feed, sourceIds)}`
  return new Map(rows.map((row) => [row.sourceId, row]))
}

/** Manifests of the seating plans of a source by the plan's id there. */
export async function findPlanManifests(
  sql: Queryable,
  feed: Feed,
  sourceIds: readonly string[],
): Promise<Map<string, string>> {
  const rows = await sql<{ sourceId: string; hash: string }[]>`
    select source_id as "sourceId", manifest_hash as hash from seating_plans
     where ${ofFeed(sql, feed, sourceIds)}`
  return new Map(rows.map((row) => [row.sourceId, row.hash]))
}

/** Venues of the catalogue by their own id, whoever's they are. */
export async function findVenueFactsById(
  sql: Queryable,
  venueIds: readonly string[],
): Promise<Map<string, VenueFacts>> {
  const rows = await sql<VenueFacts[]>`
    select venue_id as id, time_zone as "timeZone", currency from venues where venue_id = any(${[...venueIds]}::uuid[])`
  return new Map(rows.map((row) => [row.id, row]))
}

export interface KnownTickets {
  readonly manifestHash: string | null
  readonly isPublished: boolean
}

/** Places that events of a source have by now, by the event's id there. */
export async function findKnownTickets(
  sql: Queryable,
  feed: Feed,
  sourceIds: readonly string[],
): Promise<Map<string, KnownTickets>> {
  const rows = await sql<(KnownTickets & { sourceId: string })[]>`
    select source_id as "sourceId", manifest_hash as "manifestHash", status <> 'draft' as "isPublished" from events
     where ${ofFeed(sql, feed, sourceIds)}`
  return new Map(rows.map((row) => [row.sourceId, row]))
}
