import { problem, required, type ProblemError } from '../platform/http/problem.ts'
import { isUniqueViolation } from '../platform/database.ts'
import { MUST_GROW } from './add-events.ts'
import type { Fault, Written } from './feed.ts'

/** Faults as a problem; `at` is the part of the request that they are in. */
export function refuseFaults(faults: readonly Fault[], at: 'body' | 'query'): ProblemError {
  const fixed = faults.find(({ expected }) => expected === MUST_GROW.expected)
  if (fixed) return problem('places-fixed', fixed.places ? { extras: { places: fixed.places } } : {})
  const prefix = at === 'body' ? 'body.' : ''
  return problem('bad-request', {
    errors: faults.map(({ field, expected }) => ({ field: prefix + field, expected })),
  })
}

/** The id of what was written; a 404 where it was not theirs, a 400 with the fields where it has faults. */
export function writtenOrRefuse(outcome: Written | undefined): string {
  const written = required(outcome)
  if ('faults' in written) throw refuseFaults(written.faults, 'body')
  return written.id
}

/** What is said when the inventory has too much to do. */
export const refuseBusy = ({ retryAfterMs }: { readonly retryAfterMs: number }): ProblemError =>
  problem('try-again-soon', { headers: { 'retry-after': String(Math.ceil(retryAfterMs / 1_000)) } })

/** Says `name-taken` where a unique constraint on names refuses. */
export async function withUniqueName<T>(constraint: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (isUniqueViolation(error, constraint)) throw problem('name-taken')
    throw error
  }
}
