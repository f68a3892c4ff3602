import type { Queryable } from './database.ts'
import type { Invariant } from './invariant.ts'

export interface BrokenInvariant {
  readonly name: string
  readonly says: string
  /** How many rows contradict it. */
  readonly count: number
  readonly examples: readonly Record<string, unknown>[]
}

const EXAMPLES_MAX = 5

/** Asks every invariant; returns those that do not hold, with examples. */
export async function findBrokenInvariants(
  sql: Queryable,
  invariants: readonly Invariant[],
): Promise<BrokenInvariant[]> {
  const broken: BrokenInvariant[] = []
  for (const invariant of invariants) {
    const rows: readonly Record<string, unknown>[] = await sql.unsafe(invariant.sql)
    if (rows.length > 0)
      broken.push({
        name: invariant.name,
        says: invariant.says,
        count: rows.length,
        examples: rows.slice(0, EXAMPLES_MAX),
      })
  }
  return broken
}
