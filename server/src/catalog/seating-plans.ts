import type { Tx } from '../platform/database.ts'
import { takeFaultless, type Feed, type Sourced, type Taken, type Written } from './feed.ts'
import { storeManifest, type PreparedManifest } from './manifests.ts'
import { hallsOf } from './queries/halls.ts'
import { insertOwned, upsertOwned } from './queries/rows.ts'

/** A way to seat a hall: a name, and the manifest that events made by it take. */
export interface NewSeatingPlan {
  readonly hallId: string
  readonly name: string
  readonly manifest: PreparedManifest
}

/** Adds a plan to a hall of this organiser. Undefined: no such hall, or not theirs. */
export async function addSeatingPlan(tx: Tx, organiserId: string, plan: NewSeatingPlan): Promise<Written | undefined> {
  if (!(await hallsOf(tx, organiserId, [plan.hallId])).has(plan.hallId)) return undefined
  const manifest_hash = await storeManifest(tx, plan.manifest)
  return {
    id: await insertOwned(tx, 'seating_plans', organiserId, { hall_id: plan.hallId, name: plan.name, manifest_hash }),
  }
}

/** Takes plans of a feed. A plan that changes leaves the events that were made by it with the manifest they have. */
export async function upsertSeatingPlans(
  tx: Tx,
  feed: Feed,
  plans: readonly Sourced<NewSeatingPlan>[],
): Promise<Taken[]> {
  const owned = await hallsOf(
    tx,
    feed.organiserId,
    plans.map((plan) => plan.hallId),
  )
  for (const plan of plans) if (owned.has(plan.hallId)) await storeManifest(tx, plan.manifest)
  const records = plans.map(({ sourceId, hallId, name, manifest }) => ({ sourceId, hallId, name, hash: manifest.hash }))
  return takeFaultless(
    records,
    (plan) => (owned.has(plan.hallId) ? [] : [{ field: 'hallId', expected: 'a hall of this organiser' }]),
    (faultless) =>
      upsertOwned(tx, 'seating_plans', feed, faultless, (plan) => ({
        hall_id: plan.hallId,
        name: plan.name,
        manifest_hash: plan.hash,
      })),
  )
}
