import type { FeedState, PartnerRefusal } from '@foyer/contract/partners'
import type { Queryable, Tx } from '../platform/database.ts'

export interface Feed {
  readonly feedId: string
  readonly organiserId: string
  readonly keyNumber: number
  readonly expecting: number
}

export const insertFeed = (tx: Tx, feedId: string, organiserId: string, name: string) => tx`
  insert into partner_feeds (feed_id, organiser_id, name) values (${feedId}, ${organiserId}, ${name})`

/** A feed that is open. */
export async function findFeed(sql: Queryable, feedId: string): Promise<Feed | undefined> {
  const [row] = await sql<Feed[]>`
    select feed_id as "feedId", organiser_id as "organiserId", key_number as "keyNumber", expecting
      from partner_feeds where feed_id = ${feedId} and revoked_at is null`
  return row
}

type StateRow = Omit<FeedState, 'lastReceivedAt'> & { readonly lastReceivedAt: Date | null }

/** Where the open feeds of an organiser stand, or one feed of whoever it is. */
export const findStates = (sql: Queryable, of: { organiserId: string } | { feedId: string }) => sql<StateRow[]>`
  select f.feed_id as id, f.name, f.expecting, f.last_received_at as "lastReceivedAt",
         (select count(*) from partner_messages m where m.feed_id = f.feed_id) as waiting,
         (select count(*) from partner_refusals r where r.feed_id = f.feed_id) as refusals
    from partner_feeds f
   where f.revoked_at is null
     and ${'feedId' in of ? sql`f.feed_id = ${of.feedId}` : sql`f.organiser_id = ${of.organiserId}`}
   order by f.made_at`

/** @returns the number of the new key; undefined where there is no such open feed of this organiser. */
export async function renewKey(tx: Tx, organiserId: string, feedId: string): Promise<number | undefined> {
  const [row] = await tx<{ keyNumber: number }[]>`
    update partner_feeds set key_number = key_number + 1
     where feed_id = ${feedId} and organiser_id = ${organiserId} and revoked_at is null
    returning key_number as "keyNumber"`
  return row?.keyNumber
}

export async function revokeFeed(tx: Tx, organiserId: string, feedId: string): Promise<boolean> {
  const revoked = await tx`
    update partner_feeds set revoked_at = now()
     where feed_id = ${feedId} and organiser_id = ${organiserId} and revoked_at is null`
  return revoked.count > 0
}

const LEASE_SECONDS = 30

/** Takes the right to take messages of a feed for half a minute; undefined while another node has it. */
export async function beginWork(sql: Queryable, feedId: string): Promise<{ expecting: number } | undefined> {
  const [row] = await sql<{ expecting: number }[]>`
    update partner_feeds
       set working_until = now() + make_interval(secs => ${LEASE_SECONDS}), last_received_at = now()
     where feed_id = ${feedId} and revoked_at is null and (working_until is null or working_until < now())
    returning expecting`
  return row
}

export const endWork = (sql: Queryable, feedId: string) => sql`
  update partner_feeds set working_until = null where feed_id = ${feedId}`

const REFUSALS_KEPT = 1_000

/** Moves a feed on behind a message that was taken, and keeps what of it was refused. */
export async function moveOn(
  tx: Tx,
  feedId: string,
  sequence: number,
  refused: readonly PartnerRefusal[],
): Promise<void> {
  await tx`
    update partner_feeds set expecting = ${sequence + 1}, working_until = now() + make_interval(secs => ${LEASE_SECONDS})
     where feed_id = ${feedId} and expecting <= ${sequence}`
  await tx`delete from partner_messages where feed_id = ${feedId} and sequence <= ${sequence}`
  if (refused.length === 0) return
  await tx`
    insert into partner_refusals (feed_id, sequence, position, change, faults)
    select ${feedId}, one.sequence, one.position, one.change, one.faults
      from jsonb_to_recordset(${JSON.stringify(refused)}::text::jsonb)
           as one (sequence bigint, position integer, change text, faults jsonb)
    on conflict do nothing`
  await tx`
    delete from partner_refusals
     where feed_id = ${feedId} and (sequence, position) in (
       select sequence, position from partner_refusals where feed_id = ${feedId}
        order by sequence desc, position desc offset ${REFUSALS_KEPT})`
}

export const findRefusals = (sql: Queryable, feedId: string, limit: number) => sql<PartnerRefusal[]>`
  select sequence, position, change, faults from partner_refusals
   where feed_id = ${feedId} order by sequence desc, position desc limit ${limit}`

/** Keeps a message that waits for others before it. False when too many wait already. */
export async function keepWaiting(
  tx: Tx,
  feedId: string,
  sequence: number,
  body: string,
  waitingMax: number,
): Promise<boolean> {
  const kept = await tx`
    insert into partner_messages (feed_id, sequence, body)
    select ${feedId}, ${sequence}, ${body}
     where (select count(*) from partner_messages where feed_id = ${feedId}) < ${waitingMax}
        or exists (select from partner_messages where feed_id = ${feedId} and sequence = ${sequence})
    on conflict (feed_id, sequence) do update set body = excluded.body`
  return kept.count > 0
}

export async function findWaiting(sql: Queryable, feedId: string, sequence: number): Promise<string | undefined> {
  const [row] = await sql<{ body: string }[]>`
    select body from partner_messages where feed_id = ${feedId} and sequence = ${sequence}`
  return row?.body
}

export interface Moved {
  readonly eventId: string
  readonly showtime: string
}

const MOVED_MAX = 200

/** Showtimes of a feed that are not long over and whose places have changed since they were told. */
export const findMoved = (sql: Queryable, organiserId: string, source: string, feedId: string) => sql<Moved[]>`
  select e.event_id as "eventId", e.source_id as showtime
    from events e join event_heads h using (event_id)
    left join partner_told t on t.feed_id = ${feedId} and t.event_id = e.event_id
   where e.organiser_id = ${organiserId} and e.source = ${source} and e.status <> 'draft'
     and e.starts_at > now() - interval '1 day' and (t.version is null or t.version < h.seq)
   order by e.event_id limit ${MOVED_MAX}`

export interface ToldRow {
  readonly eventId: string
  readonly showtime: string
  readonly version: number
  readonly places: number
  readonly available: number
  readonly bitmap: Buffer
}

/** Keeps what can be told of showtimes, each under a sequence of its own; a version that is known is passed over. */
export async function keepTold(tx: Tx, feedId: string, rows: readonly ToldRow[]): Promise<void> {
  const [feed] = await tx<{ told: number }[]>`select told from partner_feeds where feed_id = ${feedId} for update`
  if (feed === undefined) return
  let { told } = feed
  for (const row of rows) {
    const kept = await tx`
      insert into partner_told (feed_id, event_id, showtime, version, told, available, places, bitmap)
      values (${feedId}, ${row.eventId}, ${row.showtime}, ${row.version}, ${told + 1}, ${row.available}, ${row.places}, ${row.bitmap})
      on conflict (feed_id, event_id) do update
        set version = excluded.version, told = excluded.told, available = excluded.available, places = excluded.places,
            bitmap = excluded.bitmap, told_at = now()
        where partner_told.version < excluded.version`
    told += kept.count
  }
  await tx`update partner_feeds set told = ${told} where feed_id = ${feedId}`
}

const TOLD_MAX = 200

/** What can be told that changed after a sequence. */
export const findTold = (sql: Queryable, feedId: string, after: number) => sql<(ToldRow & { sequence: number })[]>`
  select event_id as "eventId", showtime, version, told as sequence, places, available, bitmap
    from partner_told where feed_id = ${feedId} and told > ${after} order by told limit ${TOLD_MAX}`
