import type { Database } from '../platform/database.ts'
import type { AccessTokens } from './access-token.ts'
import type { AddressCodes } from './address-code.ts'
import type { BrowserCookie } from './browser-cookie.ts'
import type { Digest } from './digest.ts'
import type { Limiter } from './limits.ts'
import type { PasswordHasher } from './password-hasher.ts'
import type { SuccessorOf } from './refresh-token.ts'
import type { Revocations } from './revocations.ts'

/** What the verbs of this folder work with. */
export interface AccountServices {
  readonly db: Database
  readonly passwords: PasswordHasher
  readonly tokens: AccessTokens
  readonly limiter: Limiter
  readonly digest: Digest
  readonly revocations: Revocations
  readonly codes: AddressCodes
  /** Whether mail goes anywhere from this installation: without it no code is made. */
  readonly sendsMail: boolean
  readonly successorOf: SuccessorOf
  readonly cookie: BrowserCookie
}
