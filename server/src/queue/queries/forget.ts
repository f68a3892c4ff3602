import type { Queryable, Tx } from '../../platform/database.ts'

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

/** Leaves of a queue its draw and its numbers, and nobody in them. */
export async function forgetPeople(tx: Tx, eventId: string): Promise<void> {
  await tx`update queue_heads set forgotten_at = now() where event_id = ${eventId}`
  await tx`
    update queue_entries set account_id = gen_random_uuid(), entry_id = gen_random_uuid(), nonce = ${Buffer.alloc(16)}
     where event_id = ${eventId}`
  await tx`delete from queue_sessions where event_id = ${eventId}`
  await tx`update on_sales set network_salt = null where event_id = ${eventId}`
  await tx`delete from queue_networks where event_id = ${eventId}`
  await tx`delete from queue_changes where event_id = ${eventId}`
}
