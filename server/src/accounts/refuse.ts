import { problem, type FieldError, type ProblemError } from '../platform/http/problem.ts'
import type { TooMany } from './limits.ts'

type Refusal =
  | TooMany
  | { readonly refused: 'wrong-credentials' | 'wrong-password' | 'code-not-good' | 'name-needed' | 'no-mail' }
  | { readonly refused: 'account-has-duties'; readonly duties: readonly string[] }
  | { readonly refused: 'bad-request'; readonly errors: readonly FieldError[] }

/** A refusal of this domain as a problem of the catalogue. */
export function refuse(refusal: Refusal): ProblemError {
  const { refused } = refusal
  if (refused === 'too-many-requests')
    return problem(refused, { headers: { 'retry-after': String(refusal.retryAfterSeconds) } })
  if (refused === 'bad-request') return problem(refused, { errors: refusal.errors })
  if (refused === 'account-has-duties') return problem(refused, { extras: { duties: refusal.duties } })
  return problem(refused)
}
