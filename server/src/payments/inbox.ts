import type { Queryable } from '../platform/database.ts'
import type { ProviderEvent } from './gateway.ts'

/** A webhook that waits to be worked on. */
export interface WaitingWebhook {
  readonly providerEventId: string
  readonly about: 'payment' | 'money-back'
  readonly eventId: string
  readonly orderId: string
}

/**
 * Keeps what a provider told us, once. The row is the job: it waits until `markWorked`. What concerns no order of ours is
 * kept too, as worked on. @returns what is now to be worked on; undefined for a copy, or when there is nothing to do.
 */
export async function keepWebhook(
  sql: Queryable,
  event: ProviderEvent,
  body: string,
): Promise<WaitingWebhook | undefined> {
  const { providerEventId, about } = event
  const order = about === 'other' ? null : await orderOf(sql, event)
  const outcome = about === 'other' ? 'not awaited' : order === null ? 'not ours' : null
  const fresh = await sql`
    insert into webhook_inbox (provider, provider_event_id, kind, about, event_id, order_id, body, worked_at, outcome)
    values ('stripe', ${providerEventId}, ${event.kind}, ${about}, ${order?.eventId ?? null}, ${order?.orderId ?? null},
            ${body}, case when ${outcome}::text is not null then now() end, ${outcome})
    on conflict do nothing`
  if (fresh.count === 0 || order === null || about === 'other') return undefined
  return { providerEventId, about, ...order }
}

/** By the ids that we gave to whatever we made; what the provider made of it, such as a dispute, names the intent. */
async function orderOf(sql: Queryable, event: ProviderEvent): Promise<{ eventId: string; orderId: string } | null> {
  if (event.order !== null || event.intentId === null) return event.order
  const [found] = await sql<{ eventId: string; orderId: string }[]>`
    select event_id as "eventId", order_id as "orderId" from payments where intent_id = ${event.intentId}`
  return found ?? null
}

/** Webhooks that were worked on, each with what came of it. */
export const markWorked = (sql: Queryable, worked: ReadonlyMap<string, string>) => sql`
  update webhook_inbox i set worked_at = now(), outcome = w.outcome
    from unnest(${[...worked.keys()]}::text[], ${[...worked.values()]}::text[]) as w (id, outcome)
   where i.provider = 'stripe' and i.provider_event_id = w.id and i.worked_at is null`

/** Webhooks that nobody has worked on for a while: whoever received them was too busy, or died. Oldest first. */
export const findWaitingWebhooks = (sql: Queryable, olderThanMs: number, limit: number) => sql<WaitingWebhook[]>`
  select provider_event_id as "providerEventId", about, event_id as "eventId", order_id as "orderId"
    from webhook_inbox
   where worked_at is null and received_at < now() - ${olderThanMs} * interval '1 millisecond'
   order by received_at limit ${limit}`

/** Forgets what was worked on long ago; providers repeat themselves for days, not weeks. @returns how many. */
export async function forgetOldWebhooks(sql: Queryable, olderThanDays: number): Promise<number> {
  const { count } = await sql`
    delete from webhook_inbox where worked_at < now() - ${olderThanDays} * interval '1 day'`
  return count
}
