import type { Queryable } from '../../platform/database.ts'
import type { Limit } from '../../platform/leaky-bucket.ts'

/**
 * Adds a drop to a bucket unless it would run over, in one statement, so that two processes never both add the last.
 * @returns 0 when it was added; otherwise the milliseconds until there is room.
 */
export async function addDrop(sql: Queryable, bucket: string, subject: Buffer, limit: Limit): Promise<number> {
  const drop = `${limit.drainMs} milliseconds`
  const full = `${limit.drainMs * limit.capacity} milliseconds`
  const added = await sql`
    insert into rate_limits as held (bucket, subject, empty_at)
    values (${bucket}, ${subject}, now() + ${drop}::interval)
    on conflict (bucket, subject) do update
       set empty_at = greatest(held.empty_at, now()) + ${drop}::interval
     where greatest(held.empty_at, now()) + ${drop}::interval <= now() + ${full}::interval
    returning 1`
  if (added.length > 0) return 0
  const [held] = await sql<{ waitMs: number }[]>`
    select ceil(extract(epoch from empty_at + ${drop}::interval - ${full}::interval - now()) * 1000)::float8 as "waitMs"
      from rate_limits where bucket = ${bucket} and subject = ${subject}`
  // It may have drained between the two statements: then the very next try has room.
  return Math.max(1, held?.waitMs ?? 1)
}

/** Takes one drop out of a bucket. */
export const removeDrop = (sql: Queryable, bucket: string, subject: Buffer, drainMs: number) => sql`
  update rate_limits set empty_at = empty_at - ${`${drainMs} milliseconds`}::interval
   where bucket = ${bucket} and subject = ${subject}`

/** How long a bucket takes to be empty, in ms; 0 where it is. */
export async function readLevel(sql: Queryable, bucket: string, subject: Buffer): Promise<number> {
  const [held] = await sql<{ levelMs: number }[]>`
    select (extract(epoch from empty_at - now()) * 1000)::float8 as "levelMs"
      from rate_limits where bucket = ${bucket} and subject = ${subject}`
  return Math.max(0, held?.levelMs ?? 0)
}

/** Makes a bucket at least as full as it is known to be elsewhere. */
export const raiseLevel = (sql: Queryable, bucket: string, subject: Buffer, levelMs: number) => sql`
  insert into rate_limits as held (bucket, subject, empty_at)
  values (${bucket}, ${subject}, now() + ${`${levelMs} milliseconds`}::interval)
  on conflict (bucket, subject) do update set empty_at = greatest(held.empty_at, excluded.empty_at)`

/** What is added to a bucket that several processes know of. */
export interface Pour {
  readonly subject: Buffer
  readonly drops: number
  readonly limit: Limit
}

/**
 * Adds drops to buckets whether there is room or not, each as far as it holds, in one statement and in one order of its
 * rows. Of each bucket once at most. @returns how long each takes to be empty now, in ms
 */
export async function pourAll(sql: Queryable, bucket: string, pours: readonly Pour[]): Promise<Map<string, number>> {
  const rows = await sql<{ subject: string; levelMs: number }[]>`
    with poured as (
      select * from unnest(
        ${pours.map(({ subject }) => subject.toString('hex'))}::text[],
        ${pours.map(({ drops, limit }) => drops * limit.drainMs)}::float8[],
        ${pours.map(({ limit }) => limit.drainMs * limit.capacity)}::float8[]) as one (id, more_ms, full_ms)
    )
    insert into rate_limits as held (bucket, subject, empty_at)
    select ${bucket}, decode(id, 'hex'), now() + least(more_ms, full_ms) * interval '1 ms' from poured order by id
    on conflict (bucket, subject) do update set empty_at = greatest(held.empty_at, least(
      greatest(held.empty_at, now()) + (excluded.empty_at - now()),
      now() + (select full_ms from poured where id = encode(held.subject, 'hex')) * interval '1 ms'))
    returning encode(subject, 'hex') as subject, (extract(epoch from empty_at - now()) * 1000)::float8 as "levelMs"`
  return new Map(rows.map(({ subject, levelMs }) => [subject, Math.max(0, levelMs)]))
}

/** Forgets buckets that have drained. */
export const deleteDrainedBuckets = (sql: Queryable, max: number) => sql`
  delete from rate_limits where (bucket, subject) in
    (select bucket, subject from rate_limits where empty_at < now() order by empty_at limit ${max} for update skip locked)`
