import type { Actor } from '../platform/http/route.ts'
import type { TooMany } from './limits.ts'
import { findEmailKey, markVerified } from './queries/accounts.ts'
import { spendCode } from './queries/codes.ts'
import type { AccountServices } from './services.ts'
import { tryCode } from './try-code.ts'

export type VerifyAddressOutcome = { readonly verified: true } | { readonly refused: 'code-not-good' } | TooMany

/** Confirms the address of whoever is signed in. Password and mail together: nothing of the account is lost by it. */
export async function verifyAddress(
  services: AccountServices,
  actor: Actor,
  proof: { readonly codeId: string; readonly code: string; readonly address: string },
): Promise<VerifyAddressOutcome> {
  const emailKey = await findEmailKey(services.db.sql, actor.accountId)
  if (emailKey === undefined) return { refused: 'code-not-good' }
  const tried = await tryCode(services, { ...proof, purpose: 'verify-address', emailKey })
  if ('refused' in tried) return tried
  return services.db.transaction(async (tx) => {
    if (!(await spendCode(tx, proof.codeId))) return { refused: 'code-not-good' }
    await markVerified(tx, actor.accountId)
    return { verified: true }
  })
}
