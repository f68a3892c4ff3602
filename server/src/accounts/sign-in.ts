import type { EmailAddress } from './email.ts'
import type { Charge, TooMany } from './limits.ts'
import { networkOf } from '../platform/http/network.ts'
import { findCredentials, lockAccountByPassword } from './queries/accounts.ts'
import type { AccountServices } from './services.ts'
import { startSession, type Client, type StartedSession } from './start-session.ts'

const KNOWN_NETWORK_DAYS = 90

export interface SignInAttempt extends Client {
  readonly email: EmailAddress
  readonly password: string
}

export type SignInOutcome = { readonly signedIn: StartedSession } | { readonly refused: 'wrong-credentials' } | TooMany

/**
 * Signs in. Tries are counted before the password is looked at, as a failure by network and by account and as a success
 * by account; what it was not is given back.
 * An address without an account goes the same way, step by step, with the same work.
 */
export async function signIn(services: AccountServices, attempt: SignInAttempt): Promise<SignInOutcome> {
  const { sql } = services.db
  const network = networkOf(attempt.address)
  const credentials = await findCredentials(sql, {
    emailKey: attempt.email.key,
    network: services.digest('network', network),
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

  const passwordHash = credentials?.passwordHash ?? undefined
  const right = await services.passwords.verify(passwordHash, attempt.password)
  await services.limiter.giveBack(sql, right ? failure : success)
  if (credentials === undefined || passwordHash === undefined || !right) return { refused: 'wrong-credentials' }

  return services.db.transaction(async (tx) => {
    const account = await lockAccountByPassword(tx, credentials.accountId, passwordHash)
    // The password was changed, or the account deleted, while it was being verified.
    if (account === undefined) return { refused: 'wrong-credentials' }
    return { signedIn: await startSession(services, tx, account, attempt) }
  })
}
