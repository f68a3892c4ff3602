import type { Queryable } from '../platform/database.ts'
import type { ProviderEvent } from './gateway.ts'

/** A webhook that waits to be worked on. */
export interface WaitingWebhook {
  readonly providerEventId: string
  readonly about: 'payment' | 'money-back'
  readonly eventId: string
  readonly orderId: string
}

/** A webhook as it was received. */
export interface Received {
  readonly event: ProviderEvent
  readonly body: string
}

/**
 * Keeps what a provider told us, once, in one statement. The row is the job: it waits until `markWorked`. What concerns
 * no order of ours is kept too, as worked on. In the order of their ids, so that two nodes with the same copies do not wait
 * for each other. @returns for each what is now to be worked on; undefined for a copy, or when
 * there is nothing to do.
 */
export async function keepWebhooks(
  sql: Queryable,
  received: readonly Received[],
): Promise<readonly (WaitingWebhook | undefined)[]> {
  const kept = await Promise.all(
    received.map(async ({ event, body }) => {
      const order = event.about === 'other' ? null : await orderOf(sql, event)
      const outcome = event.about === 'other' ? 'not awaited' : order === null ? 'not ours' : null
      return { ...event, body, order, outcome }
    }),
  )
  const added = await sql<{ id: string }[]>`
    insert into webhook_inbox (provider, provider_event_id, kind, about, event_id, order_id, body, worked_at, outcome)
    select 'stripe', id, kind, about, event_id, order_id, body, case when outcome is not null then now() end, outcome
      from unnest(${kept.map((one) => one.providerEventId)}::text[], ${kept.map((one) => one.kind)}::text[],
                  ${kept.map((one) => one.about)}::text[], ${kept.map((one) => one.order?.eventId ?? null)}::uuid[],
                  ${kept.map((one) => one.order?.orderId ?? null)}::uuid[], ${kept.map((one) => one.body)}::text[],
                  ${kept.map((one) => one.outcome)}::text[])
        as one (id, kind, about, event_id, order_id, body, outcome)
     order by id
    on conflict do nothing
    returning provider_event_id as id`
  const fresh = new Set(added.map(({ id }) => id))
  return kept.map(({ providerEventId, about, order }) => {
    // The first of several copies is the one that was kept.
    if (!fresh.delete(providerEventId) || order === null || about === 'other') return undefined
    return { providerEventId, about, ...order }
  })
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

/** One that cannot be worked on is tried again after half its age, within these bounds. */
const TRIED_AGAIN_MIN_S = 5
const TRIED_AGAIN_MAX_S = 600

/**
 * Takes webhooks that nobody has worked on for five seconds, since whoever received them was too busy, or died; longest due
 * first. Until its next turn nobody else takes one: what always fails comes up ever more rarely, and after all others.
 */
export const takeWaitingWebhooks = (sql: Queryable, limit: number) => sql<WaitingWebhook[]>`
  with waiting as (
    select provider, provider_event_id from webhook_inbox
     where worked_at is null and look_at <= now()
     order by look_at limit ${limit} for update skip locked
  )
  update webhook_inbox i
     set look_at = now() + least(${TRIED_AGAIN_MAX_S} * interval '1 second',
                                 greatest(${TRIED_AGAIN_MIN_S} * interval '1 second', (now() - received_at) / 2))
    from waiting w
   where i.provider = w.provider and i.provider_event_id = w.provider_event_id
  returning i.provider_event_id as "providerEventId", i.about, i.event_id as "eventId", i.order_id as "orderId"`

/** Forgets what was worked on long ago, so many at most; providers repeat themselves for days, not weeks. @returns how many. */
export async function forgetOldWebhooks(sql: Queryable, olderThanDays: number, limit: number): Promise<number> {
  const { count } = await sql`
    delete from webhook_inbox where (provider, provider_event_id) in (
      select provider, provider_event_id from webhook_inbox
       where worked_at < now() - ${olderThanDays} * interval '1 day' order by worked_at limit ${limit})`
  return count
}
