import type { Queryable, Tx } from '../../platform/database.ts'

/** Somebody who was let in. */
export interface Session {
  readonly number: number
  readonly endsAt: Date
  /** How often they were let in. */
  readonly visits: number
  /** Of this visit. */
  readonly passes: number
  readonly holdId: string
  /** Visits that ended with a hold left unpaid. */
  readonly unpaid: number
  readonly now: Date
}

const COLUMNS = (sql: Queryable) =>
  sql`number, ends_at as "endsAt", visits, passes, hold_id as "holdId", unpaid, now() as now`

/** The session of an account, locked; undefined if it was never let in. */
export async function lockSession(tx: Tx, eventId: string, accountId: string): Promise<Session | undefined> {
  const [row] = await tx<Session[]>`
    select ${COLUMNS(tx)} from queue_sessions
     where event_id = ${eventId} and account_id = ${accountId} for update`
  return row
}

/** The first session of an account; undefined when another request was quicker. */
export async function insertSession(
  tx: Tx,
  of: { eventId: string; accountId: string; number: number; seconds: number; holdId: string },
): Promise<Session | undefined> {
  const [row] = await tx<Session[]>`
    insert into queue_sessions (event_id, account_id, number, ends_at, hold_id)
    values (${of.eventId}, ${of.accountId}, ${of.number}, now() + ${of.seconds} * interval '1 second', ${of.holdId})
    on conflict do nothing returning ${COLUMNS(tx)}`
  return row
}

/** The next visit of an account whose time was over. */
export async function reopenSession(
  tx: Tx,
  of: { eventId: string; accountId: string; seconds: number; holdId: string; unpaid: number },
): Promise<Session | undefined> {
  const [row] = await tx<Session[]>`
    update queue_sessions
       set ends_at = now() + ${of.seconds} * interval '1 second', visits = visits + 1, passes = 1,
           hold_id = ${of.holdId}, unpaid = ${of.unpaid}
     where event_id = ${of.eventId} and account_id = ${of.accountId} returning ${COLUMNS(tx)}`
  return row
}

/** Another pass in the same visit. */
export async function replacePass(
  tx: Tx,
  of: { eventId: string; accountId: string; holdId: string },
): Promise<Session | undefined> {
  const [row] = await tx<Session[]>`
    update queue_sessions set passes = passes + 1, hold_id = ${of.holdId}
     where event_id = ${of.eventId} and account_id = ${of.accountId} returning ${COLUMNS(tx)}`
  return row
}

/** Ends a session early. */
export const endSession = (sql: Queryable, eventId: string, accountId: string) => sql`
  update queue_sessions set ends_at = now()
   where event_id = ${eventId} and account_id = ${accountId} and ends_at > now()`

export interface SessionCounts {
  readonly active: number
  readonly cameOfLate: number
  readonly admitted: number
  readonly admittedLastMinute: number
  /** Who was let in again after having left a hold unpaid. */
  readonly pauses: number
}

/**
 * Sessions that are open, and who of those called lately has come. `behindMs`: by how much the time that visits go by is
 * behind the database's.
 */
export async function countSessions(
  sql: Queryable,
  eventId: string,
  { calledSinceNumber, behindMs }: { readonly calledSinceNumber: number; readonly behindMs: number },
): Promise<SessionCounts> {
  const [row] = await sql<SessionCounts[]>`
    select count(*) filter (where ends_at > now() - ${behindMs} * interval '1 millisecond') as active,
           count(*) filter (where number > ${calledSinceNumber}) as "cameOfLate",
           count(*) as admitted,
           count(*) filter (where opened_at > now() - interval '1 minute') as "admittedLastMinute",
           count(*) filter (where unpaid > 0) as pauses
      from queue_sessions where event_id = ${eventId}`
  return row ?? { active: 0, cameOfLate: 0, admitted: 0, admittedLastMinute: 0, pauses: 0 }
}

/** Holds live at most so long after the session in which they were made. */
const HOLDS_AFTER_MINUTES = 60
const HOLDS_MAX = 50_000

/** The holds that the passes of late were good for, whether or not they were made. */
export async function holdsOfLate(sql: Queryable, eventId: string): Promise<string[]> {
  const rows = await sql<{ holdId: string }[]>`
    select hold_id as "holdId" from queue_sessions
     where event_id = ${eventId} and ends_at > now() - ${HOLDS_AFTER_MINUTES} * interval '1 minute'
     order by ends_at desc limit ${HOLDS_MAX}`
  return rows.map(({ holdId }) => holdId)
}

/** The watermark as it was a while ago. */
export async function watermarkBefore(sql: Queryable, eventId: string, ageMs: number): Promise<number> {
  const [row] = await sql<{ watermark: number }[]>`
    select watermark from queue_steps
     where event_id = ${eventId} and at <= now() - ${ageMs} * interval '1 millisecond'
     order by at desc limit 1`
  return row?.watermark ?? 0
}

/** How many entered in the last minute. */
export async function countEnteredLately(sql: Queryable, eventId: string): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*) as count from queue_entries where event_id = ${eventId} and entered_at > now() - interval '1 minute'`
  return row?.count ?? 0
}

/** Adds to the counts of refusals. */
export const addRefusals = (sql: Queryable, rows: readonly { eventId: string; reason: string; count: number }[]) => sql`
  insert into queue_refusals (event_id, reason, count)
  select * from unnest(${rows.map((row) => row.eventId)}::uuid[], ${rows.map((row) => row.reason)}::text[],
                       ${rows.map((row) => row.count)}::bigint[])
  on conflict (event_id, reason) do update set count = queue_refusals.count + excluded.count`

export const readRefusals = (sql: Queryable, eventId: string) => sql<{ reason: string; count: number }[]>`
  select reason, count from queue_refusals where event_id = ${eventId} order by count desc, reason`

/** The networks from which most entered, without which they are. */
export const readNetworks = (sql: Queryable, eventId: string) => sql<{ entries: number }[]>`
  select entries from queue_networks where event_id = ${eventId} order by entries desc limit 10`
