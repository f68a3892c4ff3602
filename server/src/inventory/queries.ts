import type { Queryable, Sql } from '../platform/database.ts'
import { decodeEntry, type LogEntry } from './change.ts'
import { placesKept, type Fit, type Hold, type HoldState } from './hold.ts'
import type { Taken } from './occupancy.ts'
import { UNPAID_ACCOUNTS_MAX } from './state.ts'
import { UNPAID_KEPT_MS } from './unpaid-holds.ts'
import type { Writes } from './writes.ts'

/** A batch on its way to the tables. */
export interface Batch {
  readonly eventId: string
  /** The entry that the batch follows. */
  readonly after: { readonly seq: number; readonly hash: string }
  readonly hash: string
  readonly body: string
  readonly at: number
  /** Places at most per account. */
  readonly ceiling: number
  /** When the first of the live holds is over; null: there is none. */
  readonly nextDue: number | null
  /** Places that are not available once it is written. */
  readonly taken: Taken
  readonly lists: BatchLists
}

export interface HashedEntry {
  readonly entry: LogEntry
  readonly hash: string
}

/** `at` is the database's time at the start of the statement, in epoch milliseconds. */
export type BatchOutcome =
  | { readonly outcome: 'committed'; readonly at: number }
  | { readonly outcome: 'fenced'; readonly at: number; readonly missed: readonly HashedEntry[] }

type CommitRow = { outcome: 'committed' | 'fenced'; at_ms: number; missed: [number, string, string][] | null }

/** A batch's writes as the statement takes them: lists as array literals, half the time of the driver's own. */
export interface BatchLists {
  readonly fresh: readonly [ids: string, accounts: string, places: string, digests: string, expiries: string]
  /** Null when none of them was by best available. */
  readonly freshFits: string | null
  readonly freshClaims: number
  readonly ended: readonly [ids: string, states: string]
  readonly endedClaims: number
  readonly first: readonly [accounts: string, places: string]
  readonly changed: readonly [accounts: string, before: string, after: string]
  readonly others: string | null
}

/** `networkCeiling`: places at most per network, where the event limits them. */
export function listsOf(writes: Writes, networkCeiling: number): BatchLists {
  const { fresh, ended, allowances } = writes
  const first = allowances.filter(({ before }) => before === 0)
  const changed = allowances.filter(({ before }) => before > 0)
  return {
    fresh: [
      list(fresh, (hold) => hold.holdId),
      list(fresh, (hold) => hold.accountId),
      list(fresh, (hold) => `"{${hold.places.join()}}"`),
      list(fresh, (hold) => hold.digest),
      list(fresh, (hold) => hold.expiresAt),
    ],
    freshFits: fresh.some((hold) => hold.fit !== null) ? list(fresh, (hold) => hold.fit ?? 'null') : null,
    freshClaims: sum(fresh, (hold) => hold.places.length),
    ended: [list(ended, ({ before }) => before.holdId), list(ended, ({ state }) => state)],
    endedClaims: sum(ended, ({ before }) => before.places.length),
    first: [list(first, ({ accountId }) => accountId), list(first, ({ after }) => after)],
    changed: [
      list(changed, ({ accountId }) => accountId),
      list(changed, ({ before }) => before),
      list(changed, ({ after }) => after),
    ],
    others: othersAsJson(writes, networkCeiling),
  }
}

/** Writes a batch in one statement, or nothing of it. */
export async function commitBatch(sql: Queryable, batch: Batch): Promise<BatchOutcome> {
  const { fresh, freshClaims, ended, endedClaims, first, changed, others } = batch.lists
  const sent = sql<CommitRow[]>`
    select outcome, at_ms, missed from commit_batch(
      ${batch.eventId}::uuid, ${batch.after.seq}::bigint, ${batch.after.hash}::text, ${batch.hash}::text,
      ${batch.body}::text, ${batch.at}::bigint, ${batch.nextDue}::bigint,
      ${fresh[0]}::uuid[], ${fresh[1]}::uuid[], ${fresh[2]}::text[], ${fresh[3]}::bigint[], ${fresh[4]}::bigint[],
      ${batch.lists.freshFits}::text[], ${freshClaims}::integer,
      ${ended[0]}::uuid[], ${ended[1]}::hold_state[], ${endedClaims}::integer,
      ${first[0]}::uuid[], ${first[1]}::integer[],
      ${changed[0]}::uuid[], ${changed[1]}::integer[], ${changed[2]}::integer[], ${batch.ceiling}::integer,
      ${batch.taken.places}::integer, ${batch.taken.accessible}::integer,
      ${JSON.stringify(batch.taken.byCategory)}::text, ${others}::text::jsonb)`
  // Of itself, the driver sends only after whatever else is due in this turn: also after the next batch was decided.
  const [row] = await sent.execute()
  if (row === undefined) throw new Error('commit_batch returned no row')
  if (row.outcome === 'committed') return { outcome: 'committed', at: row.at_ms }
  const missed = (row.missed ?? []).map(([, hash, body]) => ({ entry: decodeEntry(body), hash }))
  return { outcome: 'fenced', at: row.at_ms, missed }
}

/** An array literal of values that need no quoting. */
const list = <T>(items: readonly T[], value: (item: T) => string | number): string => `{${items.map(value).join()}}`

const sum = <T>(items: readonly T[], value: (item: T) => number): number =>
  items.reduce((total, item) => total + value(item), 0)

/** What is not written with every hold; null when there is nothing of it. */
function othersAsJson({ others, networks, ofNetworks, unpaid }: Writes, networkCeiling: number): string | null {
  if (others === undefined && networks.length + ofNetworks.length + unpaid.length === 0) return null
  return JSON.stringify({
    ...(others !== undefined && otherWrites(others)),
    ...(networks.length + ofNetworks.length > 0 && {
      networks: {
        holds: list(ofNetworks, ({ holdId }) => holdId),
        of_holds: list(ofNetworks, ({ network }) => network),
        networks: list(networks, ({ network }) => network),
        before: list(networks, ({ before }) => before),
        after: list(networks, ({ after }) => after),
        ceiling: networkCeiling,
      },
    }),
    ...(unpaid.length > 0 && {
      unpaid: {
        accounts: list(unpaid, ({ accountId }) => accountId),
        holds: list(unpaid, ({ holds }) => holds),
        ends: list(unpaid, ({ lastAt }) => lastAt),
      },
    }),
  })
}

const otherWrites = ({ put, set, mark, unclaim, claim }: NonNullable<Writes['others']>) => ({
  put: put.map((hold) => ({
    ...holdAsJson(hold),
    account: hold.accountId,
    digest: hold.digest,
    held: hold.heldAt,
    fit: hold.fit,
  })),
  set: set.map(({ before, after, guard }) => ({
    ...holdAsJson(after),
    was_state: before.state,
    was_expires: before.expiresAt,
    guard,
  })),
  mark,
  unclaim,
  claim,
})

const holdAsJson = (hold: Hold) => ({
  hold: hold.holdId,
  places: hold.places,
  state: hold.state,
  expires: hold.expiresAt,
  extended: hold.extended,
  order_id: hold.orderId,
  returned: hold.returned.length === 0 ? null : hold.returned,
})

type HoldRow = {
  event_id: string
  hold_id: string
  account_id: string
  places: number[]
  digest: number
  state: HoldState
  held_at: Date
  expires_at: Date
  extended: boolean
  order_id: string | null
  returned: number[] | null
  fit: Fit | null
  /** Where it was asked for. */
  network?: string | null
}

const toHold = (row: HoldRow): Hold => ({
  holdId: row.hold_id,
  accountId: row.account_id,
  places: row.places,
  digest: row.digest,
  state: row.state,
  heldAt: row.held_at.getTime(),
  expiresAt: row.expires_at.getTime(),
  extended: row.extended,
  orderId: row.order_id,
  returned: row.returned ?? [],
  fit: row.fit,
  network: row.network ?? null,
})

export interface Snapshot {
  readonly seq: number
  readonly hash: string
  readonly at: number
  readonly holds: readonly Hold[]
  readonly blocks: readonly { readonly place: number; readonly reason: 'house' | 'kill' }[]
  /** Who left holds unpaid of late, the latest last. */
  readonly unpaid: readonly { readonly accountId: string; readonly holds: number; readonly lastAt: number }[]
}

/** All that an event's state is made of, at one moment; undefined when the event was never opened. */
export async function readSnapshot(sql: Sql, eventId: string): Promise<Snapshot | undefined> {
  return await sql.begin('isolation level repeatable read read only', async (tx) => {
    const [head] = await tx<{ seq: number; hash: string; at_ms: number }[]>`
      select seq, encode(hash, 'hex') as hash, floor(extract(epoch from now()) * 1000)::bigint as at_ms
        from event_heads where event_id = ${eventId}`
    if (head === undefined) return undefined
    const holds = await tx<HoldRow[]>`
      select event_id, hold_id, account_id, places, digest, state, held_at, expires_at, extended, order_id, returned, fit,
             network
        from holds left join hold_networks using (event_id, hold_id)
       where event_id = ${eventId}
         and hold_id in (select hold_id from claims where event_id = ${eventId} and hold_id is not null)`
    const blocks = await tx<{ place: number; reason: 'house' | 'kill' }[]>`
      select place_no as place, state as reason from claims
       where event_id = ${eventId} and state in ('house', 'kill')`
    const [claims] = await tx<{ count: number }[]>`
      select count(*)::integer as count from claims where event_id = ${eventId} and hold_id is not null`
    const unpaid = await tx<Snapshot['unpaid'][number][]>`
      select account_id as "accountId", holds, (extract(epoch from last_at) * 1000)::bigint as "lastAt" from unpaid_holds
       where event_id = ${eventId} and last_at > now() - ${UNPAID_KEPT_MS} * interval '1 millisecond'
       order by last_at desc limit ${UNPAID_ACCOUNTS_MAX}`
    const kept = sum(holds, (row) => placesKept(toHold(row)).length)
    if (claims?.count !== kept) throw new Error(`event ${eventId}: ${claims?.count} claims, but holds keep ${kept}`)
    return {
      seq: head.seq,
      hash: head.hash,
      at: head.at_ms,
      holds: holds.map(toHold),
      blocks,
      unpaid: [...unpaid].reverse(),
    }
  })
}

/** The event's log after an entry, at most `limit` entries. */
export async function readLog(sql: Queryable, eventId: string, after: number, limit: number): Promise<HashedEntry[]> {
  const rows = await sql<{ body: string; hash: string }[]>`
    select body, encode(hash, 'hex') as hash from event_log
     where event_id = ${eventId} and seq > ${after} order by seq limit ${limit}`
  return rows.map(({ body, hash }) => ({ entry: decodeEntry(body), hash }))
}

/** Where the logs of some events stand, and the database's time. */
export async function readHeads(
  sql: Queryable,
  eventIds: readonly string[],
): Promise<{ at: number; seqs: ReadonlyMap<string, number> }> {
  const rows = await sql<{ at_ms: number; event_id: string | null; seq: number | null }[]>`
    select floor(extract(epoch from now()) * 1000)::bigint as at_ms, event_id, seq
      from (select) clock left join event_heads on event_id = any(${[...eventIds]}::uuid[])`
  const seqs = new Map<string, number>()
  for (const { event_id, seq } of rows) if (event_id !== null && seq !== null) seqs.set(event_id, seq)
  return { at: rows[0]?.at_ms ?? 0, seqs }
}

/** Holds of one event by their ids, in whatever state. */
export async function readHolds(sql: Queryable, eventId: string, holdIds: readonly string[]): Promise<Hold[]> {
  const rows = await sql<HoldRow[]>`
    select event_id, hold_id, account_id, places, digest, state, held_at, expires_at, extended, order_id, returned, fit,
           network
      from holds left join hold_networks using (event_id, hold_id)
     where event_id = ${eventId} and hold_id = any(${[...holdIds]}::uuid[])`
  return rows.map(toHold)
}

export interface FoundHold extends Hold {
  readonly eventId: string
  /** The database's time when it was read, in epoch milliseconds. */
  readonly now: number
  /** Whether it is over by that time, whatever its state says. */
  readonly over: boolean
}

/** A hold by its id, which its client made: several may have used the same one, for different events. */
export interface SoughtHold {
  readonly holdId: string
  readonly eventId?: string
  readonly accountId?: string
}

/**
 * Holds by what is known of them; the latest, where that is not enough to tell one from another. The list is selected, so
 * that the planner does not count it: else it makes a plan anew for each short list, longer than its work takes.
 */
export async function readHoldsById(
  sql: Queryable,
  sought: readonly SoughtHold[],
): Promise<readonly (FoundHold | undefined)[]> {
  const rows = await sql<(HoldRow & { over: boolean; now: Date })[]>`
    select event_id, hold_id, account_id, places, digest, state, held_at, expires_at, extended, order_id, returned, fit,
           expires_at <= now() as over, now()
      from holds where hold_id = any((select ${sought.map(({ holdId }) => holdId)}::uuid[])::uuid[]) order by held_at`
  return sought.map(({ holdId, eventId, accountId }) => {
    const row = rows.findLast(
      (one) =>
        one.hold_id === holdId &&
        (eventId === undefined || one.event_id === eventId) &&
        (accountId === undefined || one.account_id === accountId),
    )
    return row && { ...toHold(row), eventId: row.event_id, now: row.now.getTime(), over: row.over }
  })
}

/** Makes the places of events holdable; repeating it changes nothing. */
export async function insertHeads(sql: Queryable, eventIds: readonly string[]): Promise<void> {
  await sql`
    insert into event_heads (event_id) select unnest(${[...eventIds]}::uuid[]) on conflict do nothing`
}

/** Events with live holds that are over, those overdue longest first, but for some; by a time so far behind the database's. */
export async function findDueEvents(
  sql: Queryable,
  limit: number,
  behindMs: number,
  but: readonly string[],
): Promise<string[]> {
  const rows = await sql<{ event_id: string }[]>`
    select event_id from event_heads where next_due_at <= now() - ${behindMs} * interval '1 millisecond'
       and event_id <> all(${[...but]}::uuid[])
     order by next_due_at limit ${limit}`
  return rows.map((row) => row.event_id)
}

export interface HoldOfPerson {
  readonly eventId: string
  readonly holdId: string
  readonly places: readonly number[]
  readonly state: HoldState
  readonly heldAt: Date
  readonly expiresAt: Date
}

/** Holds of one account, the latest first. Goes through all holds: an index would cost every hold, this is asked rarely. */
export async function findHoldsOf(sql: Queryable, accountId: string, limit: number): Promise<HoldOfPerson[]> {
  return sql<HoldOfPerson[]>`
    select event_id as "eventId", hold_id as "holdId", places, state, held_at as "heldAt", expires_at as "expiresAt"
      from holds where account_id = ${accountId} order by held_at desc limit ${limit}`
}

/** Forgets what was left unpaid so long ago that it counts no more; of `limit` accounts at most. */
export const forgetUnpaid = (sql: Queryable, limit: number) => sql`
  delete from unpaid_holds where (event_id, account_id) in (
    select event_id, account_id from unpaid_holds
     where last_at < now() - ${UNPAID_KEPT_MS} * interval '1 millisecond' limit ${limit})`
