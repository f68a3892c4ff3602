import type { NotificationKind } from '@foyer/contract/notifications'
import type { Queryable } from '../platform/database.ts'
import type { Draft, DraftData } from './compose.ts'

export interface NotificationRow {
  readonly notificationId: string
  readonly kind: NotificationKind
  readonly eventId: string | null
  readonly data: DraftData
  readonly madeAt: Date
  readonly readAt: Date | null
}

/** A notification to be kept, and what it was announced by. */
export interface Announced {
  readonly draft: Draft
  readonly id: string
  readonly at: Date
}

/**
 * Keeps notifications, once for each announcement however often it is heard. The locks on the accounts let nothing in
 * that would be left over when an account is deleted at this moment.
 */
export const insertNotifications = (sql: Queryable, announced: readonly Announced[]) => sql`
  insert into notifications (account_id, notification_id, kind, event_id, data, made_at)
  select account_id, id, one.kind, event_id, data, at
    from unnest(${announced.map(({ draft }) => draft.accountId)}::uuid[], ${announced.map(({ id }) => id)}::uuid[],
                ${announced.map(({ draft }) => draft.kind)}::text[],
                ${announced.map(({ draft }) => draft.eventId)}::uuid[],
                ${announced.map(({ draft }) => JSON.stringify(draft.data))}::text[]::jsonb[],
                ${announced.map(({ at }) => at.toISOString())}::timestamptz[])
           as one (account_id, id, kind, event_id, data, at)
    join accounts using (account_id)
   where deleted_at is null for share of accounts
  on conflict do nothing`

/** An account's notifications, newest first, from after the cursor on. */
export const findNotifications = (sql: Queryable, accountId: string, before: string | null, limit: number) => sql<
  NotificationRow[]
>`
  select notification_id as "notificationId", kind, event_id as "eventId", data, made_at as "madeAt", read_at as "readAt"
    from notifications
   where account_id = ${accountId} and (${before}::uuid is null or notification_id < ${before}::uuid)
   order by notification_id desc limit ${limit}`

/** How many are unread, counted no further than `max`. */
export async function countUnread(sql: Queryable, accountId: string, max: number): Promise<number> {
  const [row] = await sql<{ unread: number }[]>`
    select count(*) as unread from (
      select from notifications where account_id = ${accountId} and read_at is null limit ${max}) as unread_ones`
  return row?.unread ?? 0
}

/** Marks one as read; the first time counts. @returns whether the account has it. */
export async function markRead(sql: Queryable, accountId: string, notificationId: string): Promise<boolean> {
  const marked = await sql`
    update notifications set read_at = coalesce(read_at, now())
     where account_id = ${accountId} and notification_id = ${notificationId} returning 1`
  return marked.length > 0
}

export const markReadUpTo = (sql: Queryable, accountId: string, upTo: string) => sql`
  update notifications set read_at = now()
   where account_id = ${accountId} and read_at is null and notification_id <= ${upTo}`

export const deleteNotificationsOf = (sql: Queryable, accountId: string) => sql`
  delete from notifications where account_id = ${accountId}`

/** Forgets what is older than so many days, a bounded number at once. */
export const deleteOldNotifications = (sql: Queryable, keptDays: number, max: number) => sql`
  delete from notifications where (account_id, notification_id) in (
    select account_id, notification_id from notifications
     where made_at < now() - make_interval(days => ${keptDays}) order by made_at limit ${max})`
