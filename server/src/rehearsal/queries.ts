import type { Queryable } from '../platform/database.ts'

/** A rehearsal that goes on, was cut off, or was removed within the last day. */
export interface RehearsalRow {
  readonly rehearsalId: string
  /** Null: it was cut off before there was one. */
  readonly eventId: string | null
  readonly people: number
  readonly begunAt: Date
  readonly removedAt: Date | null
}

export const insertRehearsal = (sql: Queryable, rehearsalId: string, nonce: string, people: number) => sql`
  insert into rehearsals (rehearsal_id, nonce, people) values (${rehearsalId}, ${nonce}, ${people})`

export const setEvent = (sql: Queryable, rehearsalId: string, eventId: string) => sql`
  update rehearsals set event_id = ${eventId} where rehearsal_id = ${rehearsalId}`

/** What the installation answers for a rehearsal that is not removed. */
export async function findNonce(sql: Queryable, rehearsalId: string): Promise<string | undefined> {
  const [row] = await sql<{ nonce: string }[]>`
    select nonce from rehearsals where rehearsal_id = ${rehearsalId} and removed_at is null`
  return row?.nonce
}

const REHEARSALS_MAX = 100

export const findRehearsals = (sql: Queryable) => sql<RehearsalRow[]>`
  select rehearsal_id as "rehearsalId", event_id as "eventId", people, begun_at as "begunAt", removed_at as "removedAt"
    from rehearsals order by begun_at limit ${REHEARSALS_MAX}`

export const markRemoved = (sql: Queryable, rehearsalId: string) => sql`
  update rehearsals set removed_at = coalesce(removed_at, now()) where rehearsal_id = ${rehearsalId}`

/** Forgets those that were removed so many hours ago. */
export const forgetRemoved = (sql: Queryable, hours: number) => sql`
  delete from rehearsals where removed_at < now() - make_interval(hours => ${hours})`

/** Of the advisory lock that whoever rehearses, or removes a rehearsal, holds for as long as it lives. */
const LOCK = 0x7265_6865

/** @returns whether it was free. The session keeps it until it ends, also when its process is killed. */
export async function takeLock(session: Queryable): Promise<boolean> {
  const [row] = await session<{ taken: boolean }[]>`select pg_try_advisory_lock(${LOCK}) as taken`
  return row?.taken === true
}

export const releaseLock = (session: Queryable) => session`select pg_advisory_unlock(${LOCK})`

/** What the database has done since it was asked last, by its own counts. */
export interface DatabaseCounts {
  readonly commits: number
  readonly busySessions: number
  readonly waitingForLocks: number
  readonly bytes: number
}

export async function countDatabase(sql: Queryable): Promise<DatabaseCounts> {
  const [row] = await sql<DatabaseCounts[]>`
    select (select xact_commit from pg_stat_database where datname = current_database()) as commits,
           count(*) filter (where state = 'active' and pid <> pg_backend_pid()) as "busySessions",
           count(*) filter (where wait_event_type = 'Lock') as "waitingForLocks",
           pg_database_size(current_database()) as bytes
      from pg_stat_activity where datname = current_database()`
  return row ?? { commits: 0, busySessions: 0, waitingForLocks: 0, bytes: 0 }
}
