import type { Charge, TooMany } from './limits.ts'
import { findPasswordHash } from './queries/accounts.ts'
import type { AccountServices } from './services.ts'

export type ReauthenticateOutcome = { readonly passwordHash: string } | { readonly refused: 'wrong-password' } | TooMany

/**
 * Asks for the password once more, before what cannot be undone. @returns the hash that it was verified against, for the
 * transaction that follows to lock the account by.
 */
export async function reauthenticate(
  services: AccountServices,
  accountId: string,
  password: string,
): Promise<ReauthenticateOutcome> {
  const charges: Charge[] = [{ limit: 'reauthenticate', subject: accountId }]
  const tooMany = await services.limiter.charge(services.db.sql, charges)
  if (tooMany !== undefined) return tooMany
  const passwordHash = await findPasswordHash(services.db.sql, accountId)
  if (passwordHash === undefined || !(await services.passwords.verify(passwordHash, password)))
    return { refused: 'wrong-password' }
  await services.limiter.giveBack(services.db.sql, charges)
  return { passwordHash }
}
