import type { Queryable, Sql } from '../platform/database.ts'
import { removeRowsOfEvent, untilNothingIsLeft } from '../platform/remove-rows.ts'

/** Of each the holds of an event are looked through once. */
const NETWORKS_AT_ONCE = 500

/**
 * Forgets which holds of an event count for the same network, and how many places each has: some networks at a time, each
 * with all that is kept of it. For an event whose networks are limited no more; a lane that has them in memory still finds
 * with its next batch that they are gone, and reads the event anew. @returns how many rows went.
 */
export async function forgetNetworks(sql: Sql, eventId: string): Promise<number> {
  const counted = await untilNothingIsLeft(() => forgetSome(sql, eventId))
  // Of holds that keep nothing, no network is said to have a place.
  return counted + (await removeRowsOfEvent(sql, ['hold_networks'], eventId))
}

const forgetSome = (sql: Queryable, eventId: string) => sql`
  with few as materialized (
    select network from network_allowances where event_id = ${eventId} limit ${NETWORKS_AT_ONCE}),
  uncounted as (
    delete from hold_networks h using few where h.event_id = ${eventId} and h.network = few.network)
  delete from network_allowances a using few where a.event_id = ${eventId} and a.network = few.network`
