import type { Queryable } from '../platform/database.ts'
import { readApplication, type Application } from './application.ts'
import type { PasswordHasher } from './password-hasher.ts'
import { insertAccount } from './queries/accounts.ts'

/**
 * Adds an account with a known id, for the demo and for tests, unless it is there already. The same rules hold as for
 * anybody who registers. @throws Error when what is given breaks one of them.
 */
export async function seedAccount(
  tx: Queryable,
  passwords: PasswordHasher,
  account: Application & { readonly accountId: string },
): Promise<boolean> {
  const read = readApplication(account)
  if ('errors' in read) throw new Error(`account ${account.email} cannot be seeded: ${JSON.stringify(read.errors)}`)
  return insertAccount(tx, {
    accountId: account.accountId,
    kind: read.kind,
    email: read.email.address,
    emailKey: read.email.key,
    passwordHash: await passwords.hash(read.password),
    name: read.name,
    organisationName: read.organisationName,
    language: read.language,
    verified: true,
  })
}
