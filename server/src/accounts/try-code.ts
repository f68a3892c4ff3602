import type { CodeSubject } from './address-code.ts'
import type { Charge, TooMany } from './limits.ts'
import { networkOf } from '../platform/http/network.ts'
import { countTry } from './queries/codes.ts'
import type { AccountServices } from './services.ts'

export type TryCodeOutcome = { readonly right: true } | { readonly refused: 'code-not-good' } | TooMany

export interface CodeTry extends CodeSubject {
  readonly code: string
  /** Where the try comes from. */
  readonly address: string
}

/**
 * Looks at a code that somebody typed. The try is counted before, against the code and the network, so that many at one
 * moment gain nothing. A right code is not spent by this: `spendCode` does it, in the transaction that acts on it.
 */
export async function tryCode(services: AccountServices, attempt: CodeTry): Promise<TryCodeOutcome> {
  const { sql } = services.db
  const failure: Charge[] = [{ limit: 'codeTriesByNetwork', subject: networkOf(attempt.address) }]
  const tooMany = await services.limiter.charge(sql, failure)
  if (tooMany !== undefined) return tooMany
  const counted = await countTry(sql, attempt)
  const right = services.codes.matches(attempt, attempt.code)
  if (!counted || !right) return { refused: 'code-not-good' }
  await services.limiter.giveBack(sql, failure)
  return { right: true }
}
