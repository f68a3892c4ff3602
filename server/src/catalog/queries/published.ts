import type { Queryable } from '../../platform/database.ts'

/** A published event with a text that is another one once anything was changed that its sale stands on. */
export interface PublishedEvent {
  readonly eventId: string
  readonly source: string
}

const sourceOf = (sql: Queryable) => sql`
  e.revision || coalesce((
    select ':' || md5(string_agg(concat_ws(' ', p.presale_id, p.name, p.starts_at, p.ends_at, p.allowance), ',' order by p.presale_id))
      from presales p where p.event_id = e.event_id), '')`

/** Events before the public, in the order of their ids, after the one given. */
export const findPublished = (sql: Queryable, after: string | null, limit: number) => sql<PublishedEvent[]>`
  select event_id as "eventId", ${sourceOf(sql)} as source
    from events e
   where status <> 'draft' and event_id > coalesce(${after}::uuid, '00000000-0000-0000-0000-000000000000')
   order by event_id limit ${limit}`

/** The same of one event; undefined while it is not before the public. */
export async function findPublishedSource(sql: Queryable, eventId: string): Promise<string | undefined> {
  const [row] = await sql<{ source: string }[]>`
    select ${sourceOf(sql)} as source from events e where event_id = ${eventId} and status <> 'draft'`
  return row?.source
}
