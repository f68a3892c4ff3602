import type { Queryable } from '../platform/database.ts'

/** How many places of each of these events somebody has or are blocked; events with none are left out. */
export async function countTaken(sql: Queryable, eventIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const rows = await sql<{ eventId: string; taken: number }[]>`
    select event_id as "eventId", count(*) as taken
      from claims where event_id = any(${[...eventIds]}::uuid[]) group by event_id`
  return new Map(rows.map((row) => [row.eventId, row.taken]))
}
