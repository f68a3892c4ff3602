import type { FieldError } from '../platform/http/problem.ts'
import type { EmailAddress } from './email.ts'
import type { TooMany } from './limits.ts'
import { passwordRefusal } from './password-policy.ts'
import { findAccountByEmail, lockAccountByEmail, markVerified, updatePasswordHash } from './queries/accounts.ts'
import { spendCode } from './queries/codes.ts'
import { endAllSessions } from './queries/sessions.ts'
import type { AccountServices } from './services.ts'
import { tryCode } from './try-code.ts'

export interface PasswordReset {
  readonly email: EmailAddress
  readonly codeId: string
  readonly code: string
  readonly newPassword: string
  readonly address: string
}

export type ResetPasswordOutcome =
  | { readonly reset: true; readonly accountId: string }
  | { readonly refused: 'code-not-good' }
  | { readonly refused: 'bad-request'; readonly errors: readonly FieldError[] }
  | TooMany

/** Sets a password for whoever proves to read the mail of the account's address, and ends every session. */
export async function resetPassword(services: AccountServices, wanted: PasswordReset): Promise<ResetPasswordOutcome> {
  const { email, codeId, code, newPassword, address } = wanted
  const tried = await tryCode(services, { codeId, purpose: 'reset-password', emailKey: email.key, code, address })
  if ('refused' in tried) return tried
  const owner = await findAccountByEmail(services.db.sql, email.key)
  if (owner === undefined) return { refused: 'code-not-good' }
  const expected = passwordRefusal(newPassword, { ...owner, organisationName: owner.organisationName ?? undefined })
  if (expected !== undefined) return { refused: 'bad-request', errors: [{ field: 'body.newPassword', expected }] }
  const passwordHash = await services.passwords.hash(newPassword)
  return services.db.transaction(async (tx) => {
    if (!(await spendCode(tx, codeId))) return { refused: 'code-not-good' }
    const account = await lockAccountByEmail(tx, email.key)
    if (account === undefined) return { refused: 'code-not-good' }
    await updatePasswordHash(tx, account.accountId, passwordHash)
    await markVerified(tx, account.accountId)
    const ended = await endAllSessions(tx, account.accountId, 'password-changed')
    await services.revocations.announceEnded(tx, ended)
    return { reset: true, accountId: account.accountId }
  })
}
