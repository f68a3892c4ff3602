import type { Queryable } from '../../platform/database.ts'

/** How many events of an organiser are before the public and neither over nor cancelled. A postponed one is ahead. */
export async function countPublishedAhead(sql: Queryable, organiserId: string): Promise<number> {
  const [row] = await sql<{ ahead: number }[]>`
    select count(*) as ahead from events
     where organiser_id = ${organiserId} and status not in ('draft', 'cancelled')
       and (status = 'postponed' or coalesce(ends_at, starts_at) > now())`
  return row?.ahead ?? 0
}
