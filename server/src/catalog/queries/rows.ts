import type { Queryable, Tx } from '../../platform/database.ts'
import { newId } from '../../platform/ids.ts'
import { digestOf, type Feed, type Sourced, type Upserted } from '../feed.ts'

/** Tables of the catalogue whose rows vendors write and feeds fill, with the column of their id. */
const idColumns = {
  venues: 'venue_id',
  halls: 'hall_id',
  seating_plans: 'seating_plan_id',
  performers: 'performer_id',
  shows: 'show_id',
  events: 'event_id',
} as const
export type OwnedTable = keyof typeof idColumns

export type Columns = Readonly<Record<string, string | number | Date | Buffer | readonly string[] | null>>

/** Writes a new row entered by hand. @returns its id. */
export async function insertOwned(tx: Tx, table: OwnedTable, organiserId: string, columns: Columns): Promise<string> {
  const id = newId()
  await tx`insert into ${tx(table)} ${tx([{ ...columns, [idColumns[table]]: id, organiser_id: organiserId }])}`
  return id
}

/** Overwrites a row of this organiser. @returns whether there was one. */
export async function updateOwned(
  tx: Tx,
  table: OwnedTable,
  organiserId: string,
  id: string,
  columns: Columns,
): Promise<boolean> {
  const result = await tx`
    update ${tx(table)} set ${tx(columns)}, changed_at = now()
     where ${tx(idColumns[table])} = ${id} and organiser_id = ${organiserId}`
  return result.count === 1
}

/**
 * Takes records of a feed in one statement: new ones are added, those whose digest differs are overwritten, the others
 * are left alone. The outcome is in the order of the records.
 */
export async function upsertOwned<T extends object>(
  tx: Tx,
  table: OwnedTable,
  feed: Feed,
  records: readonly Sourced<T>[],
  columnsOf: (record: Sourced<T>) => Columns,
): Promise<Upserted[]> {
  if (records.length === 0) return []
  const idColumn = idColumns[table]
  const rows = records.map((record) => ({
    ...columnsOf(record),
    [idColumn]: newId(),
    organiser_id: feed.organiserId,
    source: feed.source,
    source_id: record.sourceId,
    source_digest: digestOf(record),
  }))
  const columns = Object.keys(rows[0] ?? {})
  const overwrite = columns
    .filter((column) => ![idColumn, 'organiser_id', 'source', 'source_id'].includes(column))
    .map((column) => `${column} = excluded.${column}`)
    .join(', ')
  const written = await tx<{ sourceId: string; added: boolean }[]>`
    insert into ${tx(table)} ${tx(rows, columns)}
    on conflict (organiser_id, source, source_id) do update
      set ${tx.unsafe(overwrite)}, changed_at = now()
      where ${tx(table)}.source_digest <> excluded.source_digest
    returning source_id as "sourceId", (xmax = 0) as added`
  const outcomes = new Map(written.map((row) => [row.sourceId, row.added ? 'added' : 'changed'] as const))
  const ids = await findBySource(
    tx,
    table,
    feed,
    records.map((record) => record.sourceId),
  )
  return records.map(({ sourceId }) => {
    const id = ids.get(sourceId)
    if (id === undefined) throw new Error(`${table}: the record ${sourceId} was written and is not there`)
    return { sourceId, id, outcome: outcomes.get(sourceId) ?? 'same' }
  })
}

/** Of a table of the catalogue the rows of a feed, by their ids there. */
export const ofFeed = (sql: Queryable, feed: Feed, sourceIds: readonly string[]) => sql`
  organiser_id = ${feed.organiserId} and source = ${feed.source} and source_id = any(${[...sourceIds]}::text[])`

/** Ids of records of a feed that are known, by their id there. */
export async function findBySource(
  sql: Queryable,
  table: OwnedTable,
  feed: Feed,
  sourceIds: readonly string[],
): Promise<Map<string, string>> {
  const rows = await sql<{ sourceId: string; id: string }[]>`
    select source_id as "sourceId", ${sql(idColumns[table])} as id from ${sql(table)}
     where ${ofFeed(sql, feed, sourceIds)}`
  return new Map(rows.map((row) => [row.sourceId, row.id]))
}
