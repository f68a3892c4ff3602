import { randomBytes } from 'node:crypto'
import type { Queryable, Sql } from '../platform/database.ts'
import type { AccountRange } from '../platform/forget-rehearsal.ts'
import { untilNothingIsLeft } from '../platform/remove-rows.ts'
import { createPasswordHasher } from './password-hasher.ts'
import { insertAccount } from './queries/accounts.ts'

/** RFC 2606: a domain that never is one. Nobody reads mail there, so nobody signs in by it, and none is sent to it. */
const NOWHERE = 'rehearsal.invalid'
const PASSWORD_BYTES = 32

/** Adds the accounts of people in a rehearsal: guests without a password, at addresses that cannot be. */
export const addRehearsalPeople = (sql: Queryable, accountIds: readonly string[]) => sql`
  insert into accounts (account_id, kind, email, email_key, password_hash, name, verified_at)
  select id, 'individual', id || ${`@${NOWHERE}`}, id || ${`@${NOWHERE}`}, null, 'Rehearsal', now()
    from unnest(${[...accountIds]}::uuid[]) id`

/** Adds the organiser of a rehearsal, whose password nobody knows. */
export async function addRehearsalOrganiser(sql: Queryable, accountId: string): Promise<void> {
  const passwords = createPasswordHasher()
  const email = `${accountId}@${NOWHERE}`
  await insertAccount(sql, {
    accountId,
    kind: 'vendor',
    email,
    emailKey: email,
    passwordHash: await passwords.hash(randomBytes(PASSWORD_BYTES).toString('base64url')),
    name: 'Rehearsal',
    organisationName: 'Rehearsal',
    language: 'en',
    verified: true,
  })
}

/** Removes them; of whatever ids, only accounts that were made above. @returns how many went. */
export const removeRehearsalPeople = (sql: Sql, { first, last }: AccountRange): Promise<number> =>
  untilNothingIsLeft(
    (limit) => sql`
      delete from accounts where account_id = any(array(
        select account_id from accounts
         where account_id between ${first} and ${last} and email_key = account_id || ${`@${NOWHERE}`} limit ${limit}))`,
  )
