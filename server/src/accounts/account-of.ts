import type { Queryable } from '../platform/database.ts'
import { readEmail } from './email.ts'
import { findAccount, findAccountIdByEmail, findOrganisationName, type AccountRow } from './queries/accounts.ts'

/** What other domains may know of an account: whom to address, and where. */
export type AccountSummary = Pick<
  AccountRow,
  'accountId' | 'kind' | 'email' | 'name' | 'organisationName' | 'language' | 'verified'
>

/** An account by its id; undefined when there is none, or it was deleted. */
export const accountOf = (sql: Queryable, accountId: string): Promise<AccountSummary | undefined> =>
  findAccount(sql, accountId)

/** Who sells, as buyers see it; empty when it is no vendor. It outlives the account: tickets go on naming their seller. */
export const sellerName = async (sql: Queryable, accountId: string): Promise<string> =>
  (await findOrganisationName(sql, accountId)) ?? ''

/** An account by its e-mail address in any spelling, for an operator at the command line; never for a route. */
export async function accountByEmail(sql: Queryable, email: string): Promise<AccountSummary | undefined> {
  const key = readEmail(email)?.key
  const accountId = key === undefined ? undefined : await findAccountIdByEmail(sql, key)
  return accountId === undefined ? undefined : accountOf(sql, accountId)
}
