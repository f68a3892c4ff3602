import type { Queryable, Sql } from './database.ts'

/** Rows that one statement removes at most: some tens of milliseconds, so that nobody waits long behind it. */
export const ROWS_REMOVED_AT_ONCE = 5_000

/** Does a bounded removal again and again until nothing is left. @returns how many rows went. */
export async function untilNothingIsLeft(
  remove: (limit: number) => Promise<{ readonly count: number }>,
): Promise<number> {
  let removed = 0
  for (;;) {
    const { count } = await remove(ROWS_REMOVED_AT_ONCE)
    removed += count
    if (count === 0) return removed
  }
}

/**
 * Removes all that tables have of one event, table after table, each statement a bounded number of rows and a commit of
 * its own. For what nobody will miss: a rehearsal. The caller owns the tables.
 */
export async function removeRowsOfEvent(sql: Sql, tables: readonly string[], eventId: string): Promise<number> {
  let removed = 0
  for (const table of tables) removed += await untilNothingIsLeft((limit) => removeSome(sql, table, eventId, limit))
  return removed
}

/** One step of it. */
export const removeSome = (sql: Queryable, table: string, eventId: string, limit: number) => sql`
  delete from ${sql(table)} where ctid = any(array(
    select ctid from ${sql(table)} where event_id = ${eventId} limit ${limit}))`
