import type { Appearance } from '@foyer/contract/catalog.schemas'
import type { Tx } from '../../platform/database.ts'

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
