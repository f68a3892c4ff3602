import type { Queryable } from '../platform/database.ts'

/** How many places of each of these events somebody has or are blocked; events with none are left out. */
export async function countTaken(sql: Queryable, eventIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const rows = await sql<{ eventId: string; taken: number }[]>`
    select event_id as "eventId", count(*) as taken
      from claims where event_id = any(${[...eventIds]}::uuid[]) group by event_id`
  return new Map(rows.map((row) => [row.eventId, row.taken]))
}

/**
 * How many places of an event somebody holds or has bought, by a time so far behind the database's; what is blocked, or held
 * by nobody any more, does not count.
 */
export async function countWithBuyers(sql: Queryable, eventId: string, behindMs: number): Promise<number> {
  const [row] = await sql<{ places: number }[]>`
    select count(*) as places
      from claims c join holds h on h.event_id = c.event_id and h.hold_id = c.hold_id
     where c.event_id = ${eventId} and (c.state = 'sold' or h.expires_at > now() - ${behindMs} * interval '1 millisecond')`
  return row?.places ?? 0
}

/** How many places of each of these events are sold; events with none are left out. */
export async function countSold(sql: Queryable, eventIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const rows = await sql<{ eventId: string; sold: number }[]>`
    select event_id as "eventId", count(*) as sold
      from claims where event_id = any(${[...eventIds]}::uuid[]) and state = 'sold' group by event_id`
  return new Map(rows.map((row) => [row.eventId, row.sold]))
}
