import type { Tx } from '../platform/database.ts'
import type { Charge, TooMany } from './limits.ts'
import {
  findEmailKey,
  findPasswordHash,
  lockAccountByEmail,
  lockAccountByPassword,
  type AccountRow,
} from './queries/accounts.ts'
import { spendCode } from './queries/codes.ts'
import type { AccountServices } from './services.ts'
import { tryCode } from './try-code.ts'

export type ReauthenticateOutcome = { readonly passwordHash: string } | { readonly refused: 'wrong-password' } | TooMany

/** Who somebody is, shown once more before what cannot be undone. */
export type Proof =
  { readonly password: string } | { readonly codeId: string; readonly code: string; readonly address: string }

/** Locks the account if the proof still holds, and uses it up. Undefined when it was changed or used meanwhile. */
type LockProved = (tx: Tx) => Promise<AccountRow | undefined>

export type ProveOutcome =
  { readonly lock: LockProved } | { readonly refused: 'wrong-password' | 'code-not-good' } | TooMany

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

/** The same, by the password or by a code that was sent for the deletion of the account. */
export async function prove(services: AccountServices, accountId: string, proof: Proof): Promise<ProveOutcome> {
  if ('password' in proof) {
    const verified = await reauthenticate(services, accountId, proof.password)
    if ('refused' in verified) return verified
    return { lock: (tx) => lockAccountByPassword(tx, accountId, verified.passwordHash) }
  }
  const emailKey = await findEmailKey(services.db.sql, accountId)
  if (emailKey === undefined) return { refused: 'code-not-good' }
  const tried = await tryCode(services, { ...proof, purpose: 'delete-account', emailKey })
  if ('refused' in tried) return tried
  return {
    lock: async (tx) => ((await spendCode(tx, proof.codeId)) ? lockAccountByEmail(tx, emailKey) : undefined),
  }
}
