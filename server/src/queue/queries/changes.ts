import type { QueueChange } from '@foyer/contract/queue'
import type { Queryable, Tx } from '../../platform/database.ts'
import { newId } from '../../platform/ids.ts'

/** What was changed, without when and by whom. */
export type Changed = Omit<QueueChange, 'at' | 'by'>

/** Notes what was changed, in the transaction of the change. `by` null: it came about by itself. */
export const insertChange = (tx: Tx, eventId: string, by: string | null, change: Changed) => tx`
  insert into queue_changes (event_id, change_id, account_id, change)
  values (${eventId}, ${newId()}, ${by}, ${JSON.stringify(change)}::text::jsonb)`

/** What was changed at a waiting room, the last first. */
export async function readChanges(sql: Queryable, eventId: string, limit: number): Promise<QueueChange[]> {
  const rows = await sql<{ at: Date; by: string | null; change: Changed }[]>`
    select at, account_id as by, change from queue_changes
     where event_id = ${eventId} order by change_id desc limit ${limit}`
  return rows.map(({ at, by, change }) => ({ at: at.toISOString(), by, ...change }))
}
