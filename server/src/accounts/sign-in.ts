import type { SignedIn } from '@foyer/contract/accounts'
import type { Tx } from '../platform/database.ts'
import { newId } from '../platform/ids.ts'
import type { EmailAddress } from './email.ts'
import type { Charge, TooMany } from './limits.ts'
import { networkOf } from '../platform/http/network.ts'
import { presentAccount } from './present.ts'
import { findCredentials, lockAccountByPassword, type AccountRow } from './queries/accounts.ts'
import { endOldestSessions, insertSession } from './queries/sessions.ts'
import { newRefreshToken } from './refresh-token.ts'
import type { AccountServices } from './services.ts'
import { SESSION_IDLE_DAYS } from './session-life.ts'
import { issueTokens } from './tokens.ts'

const KNOWN_NETWORK_DAYS = 90
const OPEN_SESSIONS_MAX = 50
const DEVICE_LENGTH_MAX = 200

export interface SignInAttempt {
  readonly email: EmailAddress
  readonly password: string
  /** Where the attempt comes from. */
  readonly address: string
  /** What the client calls itself. */
  readonly device: string
}

export type SignInOutcome = { readonly signedIn: SignedIn } | { readonly refused: 'wrong-credentials' } | TooMany

/**
 * Signs in. Tries are counted before the password is looked at, as a failure by network and by account and as a success
 * by account; what it was not is given back.
 * An address without an account goes the same way, step by step, with the same work.
 */
export async function signIn(services: AccountServices, attempt: SignInAttempt): Promise<SignInOutcome> {
  const { sql } = services.db
  const network = networkOf(attempt.address)
  const networkDigest = services.digest('network', network)
  const credentials = await findCredentials(sql, {
    emailKey: attempt.email.key,
    network: networkDigest,
    knownForDays: KNOWN_NETWORK_DAYS,
  })
  const failure: Charge[] = [
    { limit: 'signInByNetwork', subject: network },
    credentials?.knownNetwork
      ? { limit: 'signInFromKnownNetwork', subject: `${attempt.email.key} ${network}` }
      : { limit: 'signInByAccount', subject: attempt.email.key },
  ]
  const success: Charge[] = [{ limit: 'sessionsByAccount', subject: attempt.email.key }]
  const tooMany = await services.limiter.charge(sql, [...failure, ...success])
  if (tooMany !== undefined) return tooMany

  const right = await services.passwords.verify(credentials?.passwordHash, attempt.password)
  await services.limiter.giveBack(sql, right ? failure : success)
  if (credentials === undefined || !right) return { refused: 'wrong-credentials' }

  const sessionId = newId()
  const refresh = newRefreshToken()
  const started = await services.db.transaction(async (tx) => {
    const account = await lockAccountByPassword(tx, credentials.accountId, credentials.passwordHash)
    if (account === undefined) return undefined
    const expiresAt = await insertSession(tx, {
      sessionId,
      accountId: account.accountId,
      device: attempt.device.slice(0, DEVICE_LENGTH_MAX),
      network: networkDigest,
      refreshHash: refresh.hash,
      idleDays: SESSION_IDLE_DAYS,
    })
    await endSurplusSessions(services, tx, account)
    return { account, expiresAt }
  })
  // The password was changed, or the account deleted, while it was being verified.
  if (started === undefined) return { refused: 'wrong-credentials' }
  const { account, expiresAt } = started
  const actor = { accountId: account.accountId, kind: account.kind, sessionId }
  return {
    signedIn: {
      tokens: await issueTokens(services, actor, refresh.token, expiresAt),
      account: presentAccount(account),
    },
  }
}

async function endSurplusSessions(services: AccountServices, tx: Tx, account: AccountRow): Promise<void> {
  await services.revocations.announceEnded(tx, await endOldestSessions(tx, account.accountId, OPEN_SESSIONS_MAX))
}
