import type { PerformerInput } from '@foyer/contract/catalog.schemas'
import type { Queryable, Tx } from '../../platform/database.ts'

/** A performer of this organiser as it was written, locked until the transaction ends. */
export async function lockPerformer(
  tx: Tx,
  organiserId: string,
  performerId: string,
): Promise<PerformerInput | undefined> {
  const [row] = await tx<PerformerInput[]>`
    select name, kind, genres, description
      from performers where performer_id = ${performerId} and organiser_id = ${organiserId} for no key update`
  return row
}

/** Every event in which one of these appears, by itself or through its show. */
export async function eventIdsWithPerformers(sql: Queryable, performerIds: readonly string[]): Promise<string[]> {
  const rows = await sql<{ eventId: string }[]>`
    select event_id as "eventId" from event_performers where performer_id = any(${[...performerIds]}::uuid[])
    union
    select event_id from events join show_performers using (show_id)
     where performer_id = any(${[...performerIds]}::uuid[])`
  return rows.map((row) => row.eventId)
}

/**
 * Which of these performers there are. They, and those of the shows, keep their names until the transaction ends: search
 * rows are made of them.
 */
export async function lockPerformers(
  tx: Tx,
  performerIds: readonly string[],
  showIds: readonly string[] = [],
): Promise<Set<string>> {
  const rows = await tx<{ performerId: string }[]>`
    select performer_id as "performerId" from performers
     where performer_id = any(${[...performerIds]}::uuid[])
        or performer_id in (select performer_id from show_performers where show_id = any(${[...showIds]}::uuid[]))
     order by performer_id for share`
  return new Set(rows.map((row) => row.performerId))
}
