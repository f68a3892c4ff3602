import type { Queryable } from '../platform/database.ts'
import { findAccount, type AccountRow } from './queries/accounts.ts'

/** What other domains may know of an account: whom to address, and where. */
export type AccountSummary = Pick<AccountRow, 'accountId' | 'kind' | 'email' | 'name' | 'organisationName'>

/** An account by its id; undefined when there is none, or it was deleted. */
export const accountOf = (sql: Queryable, accountId: string): Promise<AccountSummary | undefined> =>
  findAccount(sql, accountId)
