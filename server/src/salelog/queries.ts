import type { Queryable, Tx } from '../platform/database.ts'
import type { BlockedPlaces } from './blocked-places.ts'
import type { GrownTree } from './grow-tree.ts'
import type { SaidManifest } from './manifest-leaf.ts'

export interface LogRow {
  readonly size: number
  readonly edge: Buffer
  readonly entries: number
  readonly version: number
  readonly manifest: SaidManifest | null
  readonly blocked: BlockedPlaces
  readonly source: string
  /** The database's time, in epoch milliseconds. */
  readonly now: number
}

/** The log of an event for one worker alone; undefined while another has it, and where there is none. */
export async function lockLog(tx: Tx, eventId: string): Promise<LogRow | undefined> {
  const [row] = await tx<LogRow[]>`
    select size, edge, entries, version, manifest, blocked, source,
           floor(extract(epoch from clock_timestamp()) * 1000)::bigint as now
      from sale_logs where event_id = ${eventId} for update skip locked`
  return row
}

/** Begins the log of an event; where there is one, nothing changes. */
export const insertLog = (tx: Tx, eventId: string) => tx`
  insert into sale_logs (event_id) values (${eventId}) on conflict do nothing`

/** Remembers what the catalogue said last, when it says nothing new. */
export const updateSource = (tx: Tx, eventId: string, source: string) => tx`
  update sale_logs set source = ${source} where event_id = ${eventId}`

/** How far logs go: entries that are in them, and the source that their manifest was made from. */
export const findLogs = (sql: Queryable, eventIds: readonly string[]) => sql<
  { eventId: string; entries: number; source: string }[]
>`
  select event_id as "eventId", entries, source from sale_logs where event_id = any(${[...eventIds]}::uuid[])`

export interface LogGrowth {
  readonly eventId: string
  readonly before: Pick<LogRow, 'size'>
  readonly after: Omit<LogRow, 'size' | 'edge' | 'now'>
  readonly tree: GrownTree
  readonly documents: readonly { readonly digest: string; readonly body: string }[]
  readonly sales: readonly { readonly orderId: string; readonly holdId: string; readonly leaf: number }[]
}

/** Writes what a log has grown by. @throws Error when the log was not where it should have been: nothing may be kept then. */
export async function writeGrowth(tx: Tx, growth: LogGrowth): Promise<void> {
  const { eventId, before, after, tree, documents, sales } = growth
  const { tiles, bundles, edge } = tree
  const moved = await tx`
    update sale_logs
       set size = ${edge.size}, edge = ${Buffer.from(edge.bytes)}, entries = ${after.entries}, version = ${after.version},
           manifest = ${JSON.stringify(after.manifest)}::text::jsonb, blocked = ${JSON.stringify(after.blocked)}::text::jsonb,
           source = ${after.source}
     where event_id = ${eventId} and size = ${before.size}`
  if (moved.count !== 1) throw new Error(`the log of event ${eventId} is not at ${before.size} any more`)
  await tx`
    insert into sale_log_bundles as kept (event_id, bundle, leaves, body)
    select ${eventId}, bundle, leaves, body::bytea
      from unnest(${bundles.map((one) => one.bundle)}::bigint[], ${bundles.map((one) => one.leaves)}::integer[],
                  ${bundles.map((one) => hexOf(one.body))}::text[]) as grown (bundle, leaves, body)
        on conflict (event_id, bundle) do update
       set leaves = kept.leaves + excluded.leaves, body = kept.body || excluded.body`
  await tx`
    insert into sale_log_tiles as kept (event_id, level, tile, hashes)
    select ${eventId}, level, tile, hashes::bytea
      from unnest(${tiles.map((one) => one.level)}::smallint[], ${tiles.map((one) => one.tile)}::bigint[],
                  ${tiles.map((one) => hexOf(one.hashes))}::text[]) as grown (level, tile, hashes)
        on conflict (event_id, level, tile) do update set hashes = kept.hashes || excluded.hashes`
  for (const { digest, body } of documents)
    await tx`
      insert into sale_log_documents (event_id, digest, body)
      values (${eventId}, ${Buffer.from(digest, 'hex')}, ${Buffer.from(body)}) on conflict do nothing`
  if (sales.length > 0)
    await tx`
      insert into sale_log_sales (event_id, order_id, hold_id, leaf)
      select ${eventId}, * from unnest(${sales.map((one) => one.orderId)}::uuid[],
        ${sales.map((one) => one.holdId)}::uuid[], ${sales.map((one) => one.leaf)}::bigint[])`
  await tx`
    insert into sale_log_checkpoints (event_id, size, root)
    values (${eventId}, ${edge.size}, ${Buffer.from(edge.root())})`
}

const hexOf = (bytes: Buffer): string => `\\x${bytes.toString('hex')}`

/** The last size of a log that may be signed, with its root; undefined while there is no log. */
export async function findCheckpoint(
  sql: Queryable,
  eventId: string,
): Promise<{ size: number; root: Buffer } | undefined> {
  const [row] = await sql<{ size: number; root: Buffer }[]>`
    select size, root from sale_log_checkpoints where event_id = ${eventId} order by size desc limit 1`
  return row
}

export async function findTile(
  sql: Queryable,
  eventId: string,
  level: number,
  tile: number,
): Promise<Buffer | undefined> {
  const [row] = await sql<{ hashes: Buffer }[]>`
    select hashes from sale_log_tiles where event_id = ${eventId} and level = ${level} and tile = ${tile}`
  return row?.hashes
}

export async function findBundle(sql: Queryable, eventId: string, bundle: number): Promise<Buffer | undefined> {
  const [row] = await sql<{ body: Buffer }[]>`
    select body from sale_log_bundles where event_id = ${eventId} and bundle = ${bundle}`
  return row?.body
}

export async function findDocument(sql: Queryable, eventId: string, digest: string): Promise<Buffer | undefined> {
  const [row] = await sql<{ body: Buffer }[]>`
    select body from sale_log_documents where event_id = ${eventId} and digest = ${Buffer.from(digest, 'hex')}`
  return row?.body
}

/** Where an order is in the log of its event. */
export async function findSale(
  sql: Queryable,
  eventId: string,
  orderId: string,
): Promise<{ holdId: string; leaf: number } | undefined> {
  const [row] = await sql<{ holdId: string; leaf: number }[]>`
    select hold_id as "holdId", leaf from sale_log_sales where order_id = ${orderId} and event_id = ${eventId}`
  return row
}
