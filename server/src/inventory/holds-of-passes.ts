import type { Queryable } from '../platform/database.ts'

/** What became of a hold: never made, still held, given back, left unpaid until its time was over, or sold. */
export type HoldFate = 'never-made' | 'held' | 'given-back' | 'unpaid' | 'sold'

/**
 * What became of the one hold that a pass lets be made, by a time so far behind the database's: while nobody can buy, the
 * clocks of holds stand still, and none has run out that will be made longer.
 */
export async function fateOfHold(
  sql: Queryable,
  { eventId, holdId, behindMs }: { readonly eventId: string; readonly holdId: string; readonly behindMs: number },
): Promise<HoldFate> {
  const [row] = await sql<{ fate: HoldFate }[]>`
    select case when state = 'confirmed' then 'sold'
                when state = 'released' then 'given-back'
                when state = 'held' and expires_at > now() - ${behindMs} * interval '1 millisecond' then 'held'
                else 'unpaid' end as fate
      from holds where hold_id = ${holdId} and event_id = ${eventId}`
  return row?.fate ?? 'never-made'
}

/** Of these holds: how many keep places that are not sold, by the same time, how many were made in the last minute, and their size. */
export async function countHolds(
  sql: Queryable,
  {
    eventId,
    holdIds,
    behindMs,
  }: { readonly eventId: string; readonly holdIds: readonly string[]; readonly behindMs: number },
): Promise<{ holding: number; heldLastMinute: number; placesPerHold: number }> {
  const [row] = await sql<{ holding: number; heldLastMinute: number; placesPerHold: number }[]>`
    select count(*) filter (where state = 'held' and expires_at > now() - ${behindMs} * interval '1 millisecond') as holding,
           count(*) filter (where held_at > now() - interval '1 minute') as "heldLastMinute",
           coalesce(avg(cardinality(places)), 0)::float8 as "placesPerHold"
      from holds where event_id = ${eventId} and hold_id = any(${[...holdIds]}::uuid[])`
  return row ?? { holding: 0, heldLastMinute: 0, placesPerHold: 0 }
}
