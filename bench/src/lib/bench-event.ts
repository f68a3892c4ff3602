import { setTimeout as sleep } from 'node:timers/promises'
import type { Manifest } from '@foyer/contract/manifest'
import { given } from '@foyer/server/catalog/testing/given'
import type { Database } from '@foyer/server/platform/database'
import type { DeriveKey } from '@foyer/server/platform/secrets'
import { seedCommitmentOf } from '@foyer/server/queue/draws'

const SEATS_PER_ROW = 40
const ROWS_PER_SECTION = 50
const CAPACITY_OF_SECTION = SEATS_PER_ROW * ROWS_PER_SECTION

/** A published event on sale with so many seats, rounded up to whole sections of 2,000, at 25.00 all-in. */
export const seatedEvent = (db: Database, seats: number): Promise<string> => publish(db, seatedPlan(seats))

/** The same with one general-admission area `floor`. */
export const standingEvent = (db: Database, capacity: number): Promise<string> =>
  publish(db, {
    ...EMPTY,
    sections: [{ kind: 'area', key: 'floor', name: 'Floor', category: 'standard', capacity }],
  })

/**
 * Puts a waiting room in front of an event, so that a hold needs a pass. Its lobby is open for the next hour: nobody is let
 * in by it, passes are signed by whoever measures.
 */
export async function addWaitingRoom(db: Database, deriveKey: DeriveKey, eventId: string): Promise<void> {
  await db.sql`
    insert into on_sales (event_id, lobby_opens_at, lobby_closes_at, on_sale_at, people_at_once, session_seconds,
                          proof_of_work, randomness, seed_commitment)
    values (${eventId}, now() - interval '1 hour', now() + interval '1 hour', now() + interval '2 hours', 5000, 600,
            false, 'seed', ${seedCommitmentOf(deriveKey, eventId)})`
  await db.sql`insert into queue_heads (event_id) values (${eventId})`
  // Every node looks each second.
  await sleep(1_500)
}

async function publish(db: Database, manifest: Manifest): Promise<string> {
  const catalog = given(db)
  const manifestHash = await catalog.aManifest(manifest)
  return catalog.anEvent(await catalog.anOrganiser(), { manifestHash })
}

const EMPTY = {
  version: 1 as const,
  name: 'Bench',
  focal: [0, 0] as [number, number],
  bounds: [0, 0, 1_000, 1_000] as [number, number, number, number],
  categories: [{ key: 'standard', name: 'Standard' }],
}

const seatedPlan = (seats: number): Manifest => ({
  ...EMPTY,
  sections: Array.from({ length: Math.ceil(seats / CAPACITY_OF_SECTION) }, (_, section) => ({
    kind: 'seated' as const,
    key: `s${section}`,
    name: `Section ${section}`,
    category: 'standard',
    rows: Array.from({ length: ROWS_PER_SECTION }, (_row, row) => ({
      label: String(row + 1),
      seats: SEATS_PER_ROW,
      labels: { from: 1, step: 1 },
      positions: { from: [section * 500, row * 10] as [number, number], step: [10, 0] as [number, number] },
    })),
  })),
})
