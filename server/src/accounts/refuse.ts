import { problem, type FieldError, type ProblemError } from '../platform/http/problem.ts'
import type { TooMany } from './limits.ts'

type Refusal =
  | TooMany
  | { readonly refused: 'wrong-credentials' | 'wrong-password' }
  | { readonly refused: 'bad-request'; readonly errors: readonly FieldError[] }

/** A refusal of this domain as a problem of the catalogue. */
export function refuse(refusal: Refusal): ProblemError {
  if (refusal.refused === 'too-many-requests')
    return problem('too-many-requests', { headers: { 'retry-after': String(refusal.retryAfterSeconds) } })
  if (refusal.refused === 'bad-request') return problem('bad-request', { errors: refusal.errors })
  return problem(refusal.refused)
}
