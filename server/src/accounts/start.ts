import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import type { Authenticate } from '../platform/http/route.ts'
import type { Limit } from '../platform/leaky-bucket.ts'
import type { Log } from '../platform/log.ts'
import type { DeriveKey } from '../platform/secrets.ts'
import type { SharedBuckets } from '../platform/shared-buckets.ts'
import { createAccessTokens } from './access-token.ts'
import { createAddressCodes } from './address-code.ts'
import { createAuthenticate } from './authenticate.ts'
import { createBrowserCookie } from './browser-cookie.ts'
import { createDigest } from './digest.ts'
import { createLimiter, type LimitName } from './limits.ts'
import { createPasswordHasher, type PasswordHasher } from './password-hasher.ts'
import { createSuccessorOf } from './refresh-token.ts'
import { startRevocations } from './revocations.ts'
import type { AccountServices } from './services.ts'

/** Accounts at work in this process. `authenticate` goes to the HTTP server, the rest to the routes. */
export interface Accounts extends AccountServices {
  readonly authenticate: Authenticate
  stop(): Promise<void>
}

export interface AccountsOptions {
  readonly db: Database
  readonly deriveKey: DeriveKey
  readonly clock: Clock
  readonly log: Log
  /** Where people reach Foyer: whose pages may have a cookie, and whether it travels encrypted. */
  readonly publicUrl: string
  /** Whether mail goes anywhere, to people or into a sandbox. */
  readonly sendsMail: boolean
  readonly limits?: Readonly<Record<LimitName, Limit>>
  /** Where tries are counted beside the database, while that answers. */
  readonly buckets?: SharedBuckets | undefined
  readonly passwords?: PasswordHasher
}

/**
 * Starts before the HTTP server and stops after it: reads which sessions have ended, listens for more, and hashes once,
 * so that the first person who is unknown waits no longer than the next.
 */
export async function startAccounts(options: AccountsOptions): Promise<Accounts> {
  const passwords = options.passwords ?? createPasswordHasher()
  await passwords.verify(undefined, 'warm up')
  const tokens = createAccessTokens(options.deriveKey, options.clock)
  const digest = createDigest(options.deriveKey)
  const revocations = await startRevocations(options.db, options.log)
  return {
    db: options.db,
    passwords,
    tokens,
    digest,
    revocations,
    codes: createAddressCodes(options.deriveKey),
    sendsMail: options.sendsMail,
    successorOf: createSuccessorOf(options.deriveKey),
    cookie: createBrowserCookie(options.publicUrl, options.clock),
    limiter: createLimiter(digest, options.limits, options.buckets),
    authenticate: createAuthenticate({ tokens, revocations, clock: options.clock }),
    stop: () => revocations.stop(),
  }
}
