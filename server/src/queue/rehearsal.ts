import type { Queryable, Sql, Tx } from '../platform/database.ts'
import { removeRowsOfEvent } from '../platform/remove-rows.ts'
import type { DeriveKey } from '../platform/secrets.ts'
import { QUEUE_CHANNEL } from './board.ts'
import { seedCommitmentOf } from './draws.ts'
import { writeOnSale } from './queries/on-sales.ts'

/** How a rehearsal is queued for; moments by the database's clock. */
export interface RehearsalOnSale {
  readonly lobbyOpensAt: Date
  readonly lobbyClosesAt: Date
  readonly onSaleAt: Date
  readonly peopleAtOnce: number
  readonly peoplePerMinute: number | null
  readonly sessionSeconds: number
  readonly proofOfWork: boolean
}

/**
 * Opens the waiting room of a rehearsal at once, without the notice that real ones give: nobody but the rehearsal knows of
 * its event. Drawn by a committed seed, so that no beacon of the outside is asked.
 */
export async function openRehearsalQueue(
  tx: Tx,
  deriveKey: DeriveKey,
  eventId: string,
  onSale: RehearsalOnSale,
): Promise<void> {
  await writeOnSale(tx, {
    eventId,
    ...onSale,
    placesPerPerson: null,
    placesPerCard: null,
    placesPerNetwork: null,
    randomness: 'seed',
    seedCommitment: seedCommitmentOf(deriveKey, eventId),
  })
  await tx`select pg_notify(${QUEUE_CHANNEL}, ${eventId})`
}

/** With the on-sale go its head and draw. */
const TABLES = [
  'on_sales',
  'queue_sessions',
  'queue_entries',
  'queue_steps',
  'queue_networks',
  'queue_changes',
  'queue_refusals',
] as const

/** Removes the waiting room of a rehearsal. @returns how many rows went. */
export async function removeQueue(sql: Sql, eventId: string): Promise<number> {
  const removed = await removeRowsOfEvent(sql, TABLES, eventId)
  await sql`select pg_notify(${QUEUE_CHANNEL}, ${eventId})`
  return removed
}

/** Waiting rooms that have people in them, or will within these minutes: their events. */
export async function findRushes(sql: Queryable, withinMinutes: number): Promise<string[]> {
  const rows = await sql<{ eventId: string }[]>`
    select o.event_id as "eventId" from on_sales o join queue_heads h using (event_id)
     where h.ended_at is null and o.lobby_opens_at < now() + make_interval(mins => ${withinMinutes})
     order by o.on_sale_at desc limit 20`
  return rows.map(({ eventId }) => eventId)
}
