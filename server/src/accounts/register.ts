import { newId } from '../platform/ids.ts'
import type { ReadApplication } from './application.ts'
import type { TooMany } from './limits.ts'
import { networkOf } from '../platform/http/network.ts'
import { insertAccount } from './queries/accounts.ts'
import type { AccountServices } from './services.ts'

export type RegisterOutcome =
  /** `accountId` is for the log: undefined when the address had an account, which the answer must not tell. */
  { readonly taken: true; readonly accountId: string | undefined } | TooMany

/**
 * Opens an account, unless its address has one already: then nothing changes, and the same work is done, the same
 * answer given. Repeating a registration is no error: its password opens the account either way.
 */
export async function register(
  services: AccountServices,
  application: ReadApplication,
  address: string,
): Promise<RegisterOutcome> {
  const tooMany = await services.limiter.charge(services.db.sql, [
    { limit: 'registerByNetwork', subject: networkOf(address) },
    { limit: 'registerByEmail', subject: application.email.key },
  ])
  if (tooMany !== undefined) return tooMany
  const accountId = newId()
  const added = await insertAccount(services.db.sql, {
    accountId,
    kind: application.kind,
    email: application.email.address,
    emailKey: application.email.key,
    passwordHash: await services.passwords.hash(application.password),
    name: application.name,
    organisationName: application.organisationName,
    language: application.language,
    // Anybody may write anybody's address here: a code by mail proves it (PUT /v1/me/verification).
    verified: false,
  })
  return { taken: true, accountId: added ? accountId : undefined }
}
