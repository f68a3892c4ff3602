import type { SeatingPlanView } from '@foyer/contract/catalog.views'
import type { Queryable } from '../../platform/database.ts'

/** Which of these halls belong to the organiser. */
export async function hallsOf(sql: Queryable, organiserId: string, hallIds: readonly string[]): Promise<Set<string>> {
  const rows = await sql<{ hallId: string }[]>`
    select hall_id as "hallId" from halls where organiser_id = ${organiserId} and hall_id = any(${[...hallIds]}::uuid[])`
  return new Set(rows.map((row) => row.hallId))
}

/** What an event that is made by a plan takes from it. */
export async function findPlan(
  sql: Queryable,
  seatingPlanId: string,
): Promise<{ hallId: string; manifestHash: string } | undefined> {
  const [row] = await sql<{ hallId: string; manifestHash: string }[]>`
    select hall_id as "hallId", manifest_hash as "manifestHash" from seating_plans
     where seating_plan_id = ${seatingPlanId}`
  return row
}

/** A seating plan as readers see it. */
export async function findPlanView(sql: Queryable, seatingPlanId: string): Promise<SeatingPlanView | undefined> {
  const [row] = await sql<SeatingPlanView[]>`
    select seating_plan_id as id, name, manifest_hash as "manifestHash", places
      from seating_plans join manifests on hash = manifest_hash where seating_plan_id = ${seatingPlanId}`
  return row
}
