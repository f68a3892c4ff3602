import type { Actor } from '../platform/http/route.ts'
import type { FieldError } from '../platform/http/problem.ts'
import type { TooMany } from './limits.ts'
import { passwordRefusal } from './password-policy.ts'
import { findAccount, lockAccountByPassword, updatePasswordHash } from './queries/accounts.ts'
import { endAllSessions } from './queries/sessions.ts'
import { reauthenticate } from './reauthenticate.ts'
import type { AccountServices } from './services.ts'

export type ChangePasswordOutcome =
  | { readonly changed: true }
  | { readonly refused: 'wrong-password' }
  | { readonly refused: 'bad-request'; readonly errors: readonly FieldError[] }
  | TooMany

/** Changes the password and ends every other session: whoever came in with the old one is out. */
export async function changePassword(
  services: AccountServices,
  actor: Actor,
  passwords: { current: string; next: string },
): Promise<ChangePasswordOutcome> {
  const verified = await reauthenticate(services, actor.accountId, passwords.current)
  if ('refused' in verified) return verified
  const account = await findAccount(services.db.sql, actor.accountId)
  if (account === undefined) return { refused: 'wrong-password' }
  const expected = passwordRefusal(passwords.next, {
    ...account,
    organisationName: account.organisationName ?? undefined,
  })
  if (expected !== undefined) return { refused: 'bad-request', errors: [{ field: 'body.newPassword', expected }] }
  const passwordHash = await services.passwords.hash(passwords.next)
  return services.db.transaction(async (tx) => {
    // Of two changes at the same moment the second finds another password than the one it verified.
    const locked = await lockAccountByPassword(tx, actor.accountId, verified.passwordHash)
    if (locked === undefined) return { refused: 'wrong-password' }
    await updatePasswordHash(tx, actor.accountId, passwordHash)
    const ended = await endAllSessions(tx, actor.accountId, 'password-changed', actor.sessionId)
    await services.revocations.announceEnded(tx, ended)
    return { changed: true }
  })
}
