import type { Queryable } from '../../platform/database.ts'

/** What has a page of its own that anybody may find. */
export const PUBLIC_KINDS = ['events', 'shows', 'venues', 'performers'] as const
export type PublicKind = (typeof PUBLIC_KINDS)[number]

/** Ids of what is published and still ahead, in their order, after one of them. */
export const listPublicIds = async (
  sql: Queryable,
  kind: PublicKind,
  { after, limit }: { readonly after: string | undefined; readonly limit: number },
): Promise<readonly string[]> => {
  const rows = await sql<{ id: string }[]>`
    select id from (${idsOf(sql, kind)}) as found
     where ${after === undefined ? sql`true` : sql`id > ${after}::uuid`}
     order by id limit ${limit}`
  return rows.map((row) => row.id)
}

/** The last id of each full part of so many ids: what the part after it begins behind. */
export const listPartEnds = async (sql: Queryable, kind: PublicKind, size: number): Promise<readonly string[]> => {
  const rows = await sql<{ id: string }[]>`
    select id from (select id, row_number() over (order by id) as place from (${idsOf(sql, kind)}) as found) as numbered
     where place % ${size} = 0 order by id`
  return rows.map((row) => row.id)
}

function idsOf(sql: Queryable, kind: PublicKind) {
  switch (kind) {
    case 'events':
      return sql`select event_id as id from event_search where starts_at > now()`
    case 'shows':
      return sql`select distinct show_id as id from event_search where starts_at > now()`
    case 'venues':
      return sql`select distinct venue_id as id from event_search where starts_at > now()`
    case 'performers':
      return sql`select distinct unnest(performer_ids) as id from event_search where starts_at > now()`
  }
}
