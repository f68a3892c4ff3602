import type { Language } from '@foyer/contract/languages'
import type { Tx } from '../platform/database.ts'
import { newId } from '../platform/ids.ts'
import type { EmailAddress } from './email.ts'
import type { TooMany } from './limits.ts'
import { findAccountByEmail, handOver, insertAccount, lockAccountByEmail, type AccountRow } from './queries/accounts.ts'
import { spendCode } from './queries/codes.ts'
import { endAllSessions } from './queries/sessions.ts'
import type { AccountServices } from './services.ts'
import { startSession, type Client, type StartedSession } from './start-session.ts'
import { tryCode } from './try-code.ts'

export interface SignInByCode extends Client {
  readonly email: EmailAddress
  readonly codeId: string
  readonly code: string
  /** What an account that begins by this is called. */
  readonly name: string | undefined
  readonly language: Language
}

export type SignInByCodeOutcome =
  { readonly signedIn: StartedSession } | { readonly refused: 'code-not-good' | 'name-needed' } | TooMany

/**
 * Signs in whoever proves by a code to read the mail of an address: to its account, or to a new one without a password.
 * An account whose address nobody had proved before is handed over bare: no password and no session of whoever made it
 * is left, since that may be somebody who waits for the owner of the address to buy (docs/decisions/0010).
 */
export async function signInByCode(services: AccountServices, attempt: SignInByCode): Promise<SignInByCodeOutcome> {
  const { sql } = services.db
  const { email, codeId, code, address, name } = attempt
  const tooMany = await services.limiter.charge(sql, [{ limit: 'sessionsByAccount', subject: email.key }])
  if (tooMany !== undefined) return tooMany
  const tried = await tryCode(services, { codeId, purpose: 'sign-in', emailKey: email.key, code, address })
  if ('refused' in tried) return tried
  if (name === undefined && begins(await findAccountByEmail(sql, email.key))) return { refused: 'name-needed' }
  return services.db.transaction(async (tx) => {
    if (!(await spendCode(tx, codeId))) return { refused: 'code-not-good' }
    const account = await accountOfReader(services, tx, attempt)
    if (account === undefined) return { refused: 'code-not-good' }
    return { signedIn: await startSession(services, tx, account, attempt) }
  })
}

/** Whether an account begins with the proof of its address, so that it needs a name. */
const begins = (account: AccountRow | undefined): boolean => account === undefined || !account.verified

/**
 * The account of whoever reads the mail of the address, locked; undefined where it is one that sells, or where it went
 * or came in this very moment and there is no name for it.
 */
async function accountOfReader(
  services: AccountServices,
  tx: Tx,
  { email, name, language }: SignInByCode,
): Promise<AccountRow | undefined> {
  if (name !== undefined)
    await insertAccount(tx, {
      accountId: newId(),
      kind: 'individual',
      email: email.address,
      emailKey: email.key,
      passwordHash: null,
      name,
      organisationName: null,
      language,
      verified: true,
    })
  const account = await lockAccountByEmail(tx, email.key)
  if (account === undefined || account.kind === 'vendor') return undefined
  if (account.verified) return account
  if (name === undefined) return undefined
  await handOver(tx, account.accountId, name)
  await services.revocations.announceEnded(tx, await endAllSessions(tx, account.accountId, 'address-proved'))
  return { ...account, name, verified: true, hasPassword: false }
}
