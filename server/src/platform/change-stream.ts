import { setTimeout as wait } from 'node:timers/promises'
import { LogicalReplicationService, PgoutputPlugin, type Pgoutput } from 'pg-logical-replication'
import type { Sql } from './database.ts'

/** What to follow: changes of some columns of a table, from a slot that keeps the place. */
export interface Followed {
  /** Name of slot and publication alike. */
  readonly name: string
  readonly table: string
  /** Columns that are sent, its key among them. */
  readonly columns: readonly string[]
}

/** A transaction that was committed: the rows it touched, and where the log goes on after it. */
export interface CommittedChange {
  readonly rows: readonly Readonly<Record<string, unknown>>[]
  /** Number of the transaction, its lower half. */
  readonly xid: number
  readonly lsn: string
  readonly committedAt: Date
}

export interface ChangeStream {
  /** Says that all up to here is taken care of, and never needed again. */
  acknowledge(lsn: string): Promise<void>
  stop(): Promise<void>
  /** Ends when the stream does: with the error that ended it, or nothing when it was stopped. */
  readonly ended: Promise<Error | undefined>
}

/** A database that is dying may take a connection and never answer on it. */
const CONNECT_WITHIN_MS = 5_000
/** The library waits for the end of a connection, which may never be told. */
const STOP_WITHIN_MS = 2_000

/** Microseconds from 1970 to 2000, from which PostgreSQL counts. */
const EPOCH_2000_MS = 946_684_800_000

/** Whether there is a slot that goes on from where it was read to: none is there, or it was lost with its reader away for too long. */
export async function slotGoesOn(sql: Sql, { name }: Pick<Followed, 'name'>): Promise<boolean> {
  const [slot] = await sql<{ lost: boolean }[]>`
    select coalesce(wal_status = 'lost', true) as lost
      from pg_replication_slots where slot_name = ${name} and database = current_database()`
  return slot?.lost === false
}

/** Makes a slot, and a publication, that begin now, in place of one that was lost. Needs `wal_level = logical`. */
export async function makeSlot(sql: Sql, { name, table, columns }: Followed): Promise<void> {
  await forgetChanges(sql, name)
  await sql`create publication ${sql(name)} for table ${sql(table)} (${sql([...columns])})`
  await sql`select pg_create_logical_replication_slot(${name}, 'pgoutput')`
}

/** A reader that has just gone holds its slot for a moment longer. */
const SLOT_TRIES_MAX = 30
const SLOT_PAUSE_MS = 100

/**
 * Forgets slot and publication, so that no log is kept for a reader that will not come. A slot that somebody goes on
 * reading stays.
 */
export async function forgetChanges(sql: Sql, name: string): Promise<void> {
  for (let tries = 0; tries < SLOT_TRIES_MAX; tries++) {
    await sql`
      select pg_drop_replication_slot(slot_name) from pg_replication_slots
       where slot_name = ${name} and database = current_database() and not active`
    const left = await sql`
      select from pg_replication_slots where slot_name = ${name} and database = current_database()`
    if (left.length === 0) break
    await wait(SLOT_PAUSE_MS)
  }
  await sql`drop publication if exists ${sql(name)}`
}

/** How far the slot is behind the log, in bytes; undefined without a slot. */
export async function changesBehind(sql: Sql, name: string): Promise<number | undefined> {
  const [row] = await sql<{ bytes: number }[]>`
    select greatest(pg_wal_lsn_diff(pg_current_wal_lsn(), confirmed_flush_lsn), 0)::bigint as bytes
      from pg_replication_slots where slot_name = ${name} and database = current_database()`
  return row?.bytes
}

/**
 * Follows the changes of a table as PostgreSQL's own log tells them (pgoutput), from where it was last acknowledged.
 * `onCommit` hears of each transaction in the order of their commits, and must not wait; `onIdle` hears how far the log
 * has gone while there was nothing to tell.
 */
export function followChanges(
  url: string,
  { name }: Pick<Followed, 'name'>,
  heard: { onCommit: (change: CommittedChange) => void; onIdle: (lsn: string) => void },
): ChangeStream {
  const service = new LogicalReplicationService(
    { connectionString: url, application_name: `foyer ${name}`, connectionTimeoutMillis: CONNECT_WITHIN_MS },
    // The library would acknowledge what it has received; ours is acknowledged when it has been taken care of.
    { acknowledge: { auto: false, timeoutSeconds: 0 } },
  )
  let begun: Pgoutput.MessageBegin | undefined
  let rows: Record<string, unknown>[] = []
  service.on('data', (_lsn: string, message: Pgoutput.Message) => {
    if (message.tag === 'begin') {
      begun = message
      rows = []
    } else if (message.tag === 'insert' || message.tag === 'update') rows.push(message.new)
    else if (message.tag === 'delete' && message.key !== null) rows.push(message.key)
    else if (message.tag === 'commit' && begun !== undefined && message.commitEndLsn !== null)
      heard.onCommit({
        rows,
        xid: begun.xid,
        lsn: message.commitEndLsn,
        committedAt: new Date(EPOCH_2000_MS + Number(message.commitTime) / 1_000),
      })
  })
  service.on('heartbeat', (lsn: string) => heard.onIdle(lsn))
  const failed = new Promise<Error>((resolve) => service.on('error', resolve))
  const plugin = new PgoutputPlugin({ protoVersion: 1, publicationNames: [name] })
  const subscribed = service.subscribe(plugin, name).then(
    () => undefined,
    (error: unknown) => (error instanceof Error ? error : new Error(String(error))),
  )
  const ended = Promise.race([subscribed, failed])
  return {
    ended,
    async acknowledge(lsn) {
      // What can no longer be said is said again by whoever follows next.
      await Promise.race([service.acknowledge(lsn), ended])
    },
    async stop() {
      await Promise.race([service.destroy(), wait(STOP_WITHIN_MS, undefined, { ref: false })])
    },
  }
}
