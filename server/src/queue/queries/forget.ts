import type { Queryable, Sql } from '../../platform/database.ts'
import { removeRowsOfEvent, untilNothingIsLeft } from '../../platform/remove-rows.ts'

/** Queues of long ago whose people are still known. */
export async function findQueuesToForget(sql: Queryable, days: number, limit: number): Promise<string[]> {
  const rows = await sql<{ eventId: string }[]>`
    select o.event_id as "eventId" from on_sales o join queue_heads h using (event_id)
     where o.on_sale_at < now() - ${days} * interval '1 day' and h.ended_at is not null and h.forgotten_at is null
     order by o.on_sale_at limit ${limit}`
  return rows.map(({ eventId }) => eventId)
}

/** Queues whose people were forgotten in the last days. */
export async function findForgottenQueues(sql: Queryable, days: number, limit: number): Promise<string[]> {
  const rows = await sql<{ eventId: string }[]>`
    select event_id as "eventId" from queue_heads where forgotten_at > now() - ${days} * interval '1 day'
     order by forgotten_at desc limit ${limit}`
  return rows.map(({ eventId }) => eventId)
}

/** Whatever is known of those who were in a queue, but their entries. Without sessions first: each has its entry. */
const TABLES = ['queue_sessions', 'queue_networks', 'queue_changes'] as const

/**
 * Leaves of a queue its draw and its numbers, and nobody in them: in pieces, each a commit of its own, since there may have
 * been a million. One that is broken off goes on the next time; until then the queue is not said to be forgotten.
 */
export async function forgetPeople(sql: Sql, eventId: string): Promise<void> {
  await removeRowsOfEvent(sql, TABLES, eventId)
  await sql`update on_sales set network_salt = null where event_id = ${eventId}`
  await untilNothingIsLeft((limit) => forgetSome(sql, eventId, limit))
  await sql`update queue_heads set forgotten_at = now() where event_id = ${eventId}`
}

/** Ids of accounts begin with the time, and never with eight zeros: those are of whoever is forgotten. */
const FIRST_KNOWN = '00000001-0000-0000-0000-000000000000'

const forgetSome = (sql: Sql, eventId: string, limit: number) => sql`
  update queue_entries
     set account_id = ('00000000' || substr(gen_random_uuid()::text, 9))::uuid, entry_id = gen_random_uuid(),
         nonce = ${Buffer.alloc(16)}
   where ctid = any(array(
     select ctid from queue_entries where event_id = ${eventId} and account_id >= ${FIRST_KNOWN} limit ${limit}))`
