import type { QueueChange } from '@foyer/contract/queue'
import type { Queryable, Tx } from '../../platform/database.ts'
import { newId } from '../../platform/ids.ts'

/** What was changed, without when and by whom. */
export type Changed = Omit<QueueChange, 'at' | 'by'>

/** The newest that are kept of one waiting room: far more than one sale sees. */
export const CHANGES_KEPT_MAX = 1_000

/**
 * Notes what was changed, in the transaction of the change, and forgets the oldest beyond the bound. `by` null: it came about
 * by itself.
 */
export const insertChange = (tx: Tx, eventId: string, by: string | null, change: Changed) => tx`
  with forgotten as (
    delete from queue_changes
     where event_id = ${eventId}
       and change_id <= (select change_id from queue_changes where event_id = ${eventId}
                          order by change_id desc offset ${CHANGES_KEPT_MAX - 1} limit 1))
  insert into queue_changes (event_id, change_id, account_id, change)
  values (${eventId}, ${newId()}, ${by}, ${JSON.stringify(change)}::text::jsonb)`

/** What was changed at a waiting room, the last first. */
export async function readChanges(sql: Queryable, eventId: string, limit: number): Promise<QueueChange[]> {
  const rows = await sql<{ at: Date; by: string | null; change: Changed }[]>`
    select at, account_id as by, change from queue_changes
     where event_id = ${eventId} order by change_id desc limit ${limit}`
  return rows.map(({ at, by, change }) => ({ at: at.toISOString(), by, ...change }))
}

/**
 * Forgets what was changed long ago at waiting rooms that were removed: while there is one, what was changed goes with those
 * who were in it.
 */
export const forgetLooseChanges = (sql: Queryable, days: number, limit: number) => sql`
  delete from queue_changes where ctid = any(array(
    select c.ctid from queue_changes c
     where c.at < now() - ${days} * interval '1 day'
       and not exists (select from on_sales o where o.event_id = c.event_id)
     limit ${limit}))`
