import type { Queryable, Sql, Tx } from '../platform/database.ts'
import { removeRowsOfEvent, untilNothingIsLeft } from '../platform/remove-rows.ts'

/** The head first: from then on no batch of any node gets through the fence, and nothing is swept. */
const TABLES = [
  'event_heads',
  'claims',
  'unpaid_holds',
  'network_allowances',
  'hold_networks',
  'allowances',
  'event_log',
] as const

/** What two clocks that tell the database's time may differ by. */
const SLACK_SECONDS = 60

/**
 * Removes all places, holds and the log of an event that nobody will miss: a rehearsal. Its holds are found by their time:
 * none was made before it had begun. @returns how many rows went.
 */
export async function removeInventory(sql: Sql, eventId: string, begunAt: Date): Promise<number> {
  const rows = await removeRowsOfEvent(sql, TABLES, eventId)
  return rows + (await untilNothingIsLeft((limit) => removeHolds(sql, eventId, begunAt, limit)))
}

/** One step of it. */
export const removeHolds = (sql: Queryable, eventId: string, begunAt: Date, limit: number) => sql`
  delete from holds where ctid = any(array(
    select ctid from holds
     where held_at >= ${begunAt}::timestamptz - make_interval(secs => ${SLACK_SECONDS}) and event_id = ${eventId}
     limit ${limit}))`

/**
 * Closes the inventory of an event that nobody ever took a place of, because the event goes.
 * @throws Error where anything was ever recorded: then nothing may go.
 */
export async function closeUntouched(tx: Tx, eventId: string): Promise<void> {
  const [head] = await tx<{ seq: number }[]>`
    select seq::int as seq from event_heads where event_id = ${eventId} for update`
  if (head !== undefined && head.seq > 0) throw new Error(`event ${eventId} has a log of places, and was to be deleted`)
  await tx`delete from event_heads where event_id = ${eventId}`
}
