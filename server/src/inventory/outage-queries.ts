import type { Queryable, Tx } from '../platform/database.ts'
import { UNSERVED_FROM_MS, UNSERVED_MAX_MS, type Outage } from './hold-clock.ts'
import type { EventMadeUp } from './make-up.ts'

/** All SQL about when the sale was served. */

/** What the database says of the sale, in epoch milliseconds of its clock. */
export interface Served {
  readonly now: number
  /** Undefined: nobody watches. */
  readonly servedAt: number | undefined
}

interface ServedRow {
  readonly now: number
  readonly served_at: number | null
}

const servedIn = (row: ServedRow | undefined): Served => ({
  now: row?.now ?? 0,
  servedAt: row?.served_at ?? undefined,
})

/** So often is it written at most, however many nodes say so. */
const SAID_EVERY_MS = 500

/**
 * Says that the sale is served, unless there is an outage that must be made up for first. Written without waiting for the
 * disk: what a crash loses of it makes an outage seem a second longer.
 */
export async function sayServed(sql: Queryable): Promise<Served> {
  const [row] = await sql<ServedRow[]>`
    with async as (select set_config('synchronous_commit', 'off', true)),
    said as (
      insert into sale_watch (served_at) select now() from async
      on conflict (one) do update set served_at = excluded.served_at
       where sale_watch.served_at > now()
          or sale_watch.served_at < now() - ${UNSERVED_MAX_MS} * interval '1 millisecond'
          or sale_watch.served_at between now() - ${UNSERVED_FROM_MS} * interval '1 millisecond'
                                      and now() - ${SAID_EVERY_MS} * interval '1 millisecond'
      returning served_at)
    select floor(extract(epoch from now()) * 1000)::bigint as now,
           floor(extract(epoch from coalesce((select served_at from said),
                                             (select served_at from sale_watch))) * 1000)::bigint as served_at`
  return servedIn(row)
}

/** When the sale was last served. */
export async function readServed(sql: Queryable): Promise<Served> {
  const [row] = await sql<ServedRow[]>`
    select floor(extract(epoch from now()) * 1000)::bigint as now,
           floor(extract(epoch from (select served_at from sale_watch)) * 1000)::bigint as served_at`
  return servedIn(row)
}

/** The same, for one node alone at a time; with time enough for all that follows. */
export async function lockServedAt(tx: Tx): Promise<Served> {
  await tx`select set_config('statement_timeout', '60s', true), set_config('lock_timeout', '10s', true)`
  const [row] = await tx<ServedRow[]>`
    select floor(extract(epoch from clock_timestamp()) * 1000)::bigint as now,
           floor(extract(epoch from served_at) * 1000)::bigint as served_at
      from sale_watch for update`
  return servedIn(row)
}

/** Where the log of an event stands. */
export interface HeadRow {
  readonly eventId: string
  readonly seq: number
  readonly hash: string
}

/** The heads of all events with live holds, locked: nothing is decided about them meanwhile. */
export const lockHeads = async (tx: Tx): Promise<readonly HeadRow[]> => tx<HeadRow[]>`
  select event_id as "eventId", seq, encode(hash, 'hex') as hash from event_heads
   where next_due_at is not null order by event_id for update`

export interface LiveHold {
  readonly holdId: string
  readonly heldAt: number
  readonly expiresAt: number
}

/** Holds that keep their places, by event; also those that are over and were not tidied up. */
export async function readLiveHolds(
  tx: Tx,
  eventIds: readonly string[],
): Promise<ReadonlyMap<string, readonly LiveHold[]>> {
  const rows = await tx<(LiveHold & { eventId: string })[]>`
    select event_id as "eventId", hold_id as "holdId", round(extract(epoch from held_at) * 1000)::bigint as "heldAt",
           floor(extract(epoch from expires_at) * 1000)::bigint as "expiresAt"
      from holds where state = 'held' and event_id = any(${[...eventIds]}::uuid[])
       and hold_id in (select hold_id from claims where event_id = any(${[...eventIds]}::uuid[]) and state = 'held')
     order by event_id, hold_id`
  return Map.groupBy(rows, ({ eventId }) => eventId)
}

/** Writes what was made up for, and that it was. */
export async function writeMadeUp(
  tx: Tx,
  of: { readonly outage: Outage; readonly events: readonly EventMadeUp[]; readonly servedAt: number },
): Promise<void> {
  const holds = of.events.flatMap(({ eventId, holds: moved }) => moved.map((hold) => ({ ...hold, eventId })))
  const grown = of.events.filter(({ entries }) => entries.length > 0)
  const entries = grown.flatMap((event) => event.entries.map((entry) => ({ ...entry, eventId: event.eventId })))
  const updated = await tx`
    update holds h set expires_at = to_timestamp(m.ends::double precision / 1000)
      from unnest(${holds.map((hold) => hold.eventId)}::uuid[], ${holds.map((hold) => hold.holdId)}::uuid[],
                  ${holds.map((hold) => hold.expiresAt)}::bigint[]) m (event_id, hold_id, ends)
     where h.event_id = m.event_id and h.hold_id = m.hold_id and h.state = 'held'`
  if (updated.count !== holds.length)
    throw new Error(`of ${holds.length} holds to make longer, ${updated.count} could be`)
  await tx`
    insert into event_log (event_id, seq, body, prev_hash, hash)
    select event_id, seq, body, decode(before, 'hex'), decode(hash, 'hex')
      from unnest(${entries.map((entry) => entry.eventId)}::uuid[], ${entries.map((entry) => entry.seq)}::bigint[],
                  ${entries.map((entry) => entry.body)}::text[], ${entries.map((entry) => entry.before)}::text[],
                  ${entries.map((entry) => entry.hash)}::text[]) e (event_id, seq, body, before, hash)`
  await tx`
    update event_heads head
       set seq = g.seq, hash = decode(g.hash, 'hex'), next_due_at = to_timestamp(g.due::double precision / 1000)
      from unnest(${grown.map((event) => event.eventId)}::uuid[], ${grown.map((event) => event.seq)}::bigint[],
                  ${grown.map((event) => event.hash)}::text[], ${grown.map((event) => event.nextDue)}::bigint[])
             g (event_id, seq, hash, due)
     where head.event_id = g.event_id`
  await tx`
    insert into sale_outages (began_at, ended_at, holds)
    values (to_timestamp(${of.outage.beganAt}::double precision / 1000),
            to_timestamp(${of.outage.endedAt}::double precision / 1000), ${holds.length})
    on conflict (began_at) do nothing`
  await tx`update sale_watch set served_at = to_timestamp(${of.servedAt}::double precision / 1000)`
}

const OUTAGES_KEPT_DAYS = 365

/** Forgets outages of long ago. */
export const forgetOutages = (sql: Queryable) =>
  sql`delete from sale_outages where began_at < now() - ${OUTAGES_KEPT_DAYS} * interval '1 day'`
