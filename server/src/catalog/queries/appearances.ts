import type { Appearance } from '@foyer/contract/catalog.schemas'
import type { Queryable, Tx } from '../../platform/database.ts'

const tables = {
  show: { table: 'show_performers', column: 'show_id' },
  event: { table: 'event_performers', column: 'event_id' },
} as const

/** Writes anew who appears in these shows, or in these events alone. */
export async function replaceAppearances(
  tx: Tx,
  of: keyof typeof tables,
  billed: readonly { id: string; performers: readonly Appearance[] }[],
): Promise<void> {
  if (billed.length === 0) return
  const { table, column } = tables[of]
  await tx`delete from ${tx(table)} where ${tx(column)} = any(${billed.map((one) => one.id)}::uuid[])`
  const rows = billed.flatMap(({ id, performers }) =>
    performers.map((one) => ({ id, performerId: one.performerId, billing: one.billing ?? 0, role: one.role ?? null })),
  )
  await tx`
    insert into ${tx(table)} (${tx(column)}, performer_id, billing, role)
    select * from unnest(
      ${rows.map((row) => row.id)}::uuid[], ${rows.map((row) => row.performerId)}::uuid[],
      ${rows.map((row) => row.billing)}::int[], ${rows.map((row) => row.role)}::text[])`
}

/** Adds a performer to a show or an event, or changes billing and role of one who appears there. */
export async function putAppearance(
  tx: Tx,
  of: keyof typeof tables,
  id: string,
  appearance: Appearance,
): Promise<void> {
  const { table, column } = tables[of]
  await tx`
    insert into ${tx(table)} (${tx(column)}, performer_id, billing, role)
    values (${id}, ${appearance.performerId}, ${appearance.billing ?? 0}, ${appearance.role ?? null})
    on conflict (${tx(column)}, performer_id) do update set billing = excluded.billing, role = excluded.role`
}

/** Takes a performer off a show or an event. @returns whether they were on it. */
export async function dropAppearance(
  tx: Tx,
  of: keyof typeof tables,
  id: string,
  performerId: string,
): Promise<boolean> {
  const { table, column } = tables[of]
  const dropped = await tx`delete from ${tx(table)} where ${tx(column)} = ${id} and performer_id = ${performerId}`
  return dropped.count > 0
}

/**
 * Those who appear, as one JSON value: of an event `e` those of its show too, the event's own word on them first; of a
 * show `s` its own.
 */
export const appearancesOf = (sql: Queryable, of: keyof typeof tables) => sql`
  (select coalesce(jsonb_agg(jsonb_build_object(
            'id', performer_id, 'name', name, 'kind', kind, 'billing', billing, 'role', role)
            order by part, billing, name), '[]')
     from (select distinct on (p.performer_id) p.performer_id, p.name, p.kind, part, billing, role
             from (${
               of === 'event'
                 ? sql`
                   select performer_id, billing, role, 0 as part from event_performers where event_id = e.event_id
                   union all
                   select performer_id, billing, role, 1 from show_performers where show_id = e.show_id`
                 : sql`select performer_id, billing, role, 0 as part from show_performers where show_id = s.show_id`
             }) appearing
             join performers p using (performer_id)
            order by p.performer_id, part) billed)`
