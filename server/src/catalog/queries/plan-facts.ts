import type { Queryable } from '../../platform/database.ts'
import type { Feed } from '../feed.ts'

/** Where an event by a seating plan takes place, and its places. */
export interface PlanFacts {
  readonly venueId: string
  readonly hallId: string
  readonly manifestHash: string
}

/** What seating plans of a feed stand for, by their id there. */
export async function findPlanFacts(
  sql: Queryable,
  feed: Feed,
  sourceIds: readonly string[],
): Promise<Map<string, PlanFacts>> {
  const rows = await sql<(PlanFacts & { sourceId: string })[]>`
    select sp.source_id as "sourceId", h.venue_id as "venueId", h.hall_id as "hallId", sp.manifest_hash as "manifestHash"
      from seating_plans sp join halls h using (hall_id)
     where sp.organiser_id = ${feed.organiserId} and sp.source = ${feed.source} and sp.source_id = any(${[...sourceIds]}::text[])`
  return new Map(rows.map(({ sourceId, ...facts }) => [sourceId, facts]))
}
