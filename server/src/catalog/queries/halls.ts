import type { Queryable } from '../../platform/database.ts'

/** Which of these halls belong to the organiser. */
export async function hallsOf(sql: Queryable, organiserId: string, hallIds: readonly string[]): Promise<Set<string>> {
  const rows = await sql<{ hallId: string }[]>`
    select hall_id as "hallId" from halls where organiser_id = ${organiserId} and hall_id = any(${[...hallIds]}::uuid[])`
  return new Set(rows.map((row) => row.hallId))
}
