import type { AccountKind } from '@foyer/contract/accounts'
import type { Queryable, Tx } from '../../platform/database.ts'

/** An account that is not deleted. */
export interface AccountRow {
  readonly accountId: string
  readonly kind: AccountKind
  readonly email: string
  readonly name: string
  readonly organisationName: string | null
  readonly madeAt: Date
}

export interface NewAccount {
  readonly accountId: string
  readonly kind: AccountKind
  readonly email: string
  readonly emailKey: string
  readonly passwordHash: string
  readonly name: string
  readonly organisationName: string | null
}

/** Adds an account unless its address is taken: then nothing is changed, and nothing tells. @returns whether it was. */
export async function insertAccount(sql: Queryable, account: NewAccount): Promise<boolean> {
  const added = await sql`
    insert into accounts (account_id, kind, email, email_key, password_hash, name, organisation_name)
    values (${account.accountId}, ${account.kind}, ${account.email}, ${account.emailKey}, ${account.passwordHash},
            ${account.name}, ${account.organisationName})
    on conflict do nothing returning 1`
  return added.length > 0
}

export async function findAccount(sql: Queryable, accountId: string): Promise<AccountRow | undefined> {
  const [account] = await sql<AccountRow[]>`
    select account_id as "accountId", kind, email, name, organisation_name as "organisationName", made_at as "madeAt"
      from accounts where account_id = ${accountId} and deleted_at is null`
  return account
}

/** The name under which an account sells or sold. */
export async function findOrganisationName(sql: Queryable, accountId: string): Promise<string | undefined> {
  const [row] = await sql<{ organisationName: string | null }[]>`
    select organisation_name as "organisationName" from accounts where account_id = ${accountId}`
  return row?.organisationName ?? undefined
}

export async function findAccountIdByEmail(sql: Queryable, emailKey: string): Promise<string | undefined> {
  const [row] = await sql<{ accountId: string }[]>`
    select account_id as "accountId" from accounts where email_key = ${emailKey} and deleted_at is null`
  return row?.accountId
}

export interface Credentials {
  readonly accountId: string
  readonly passwordHash: string
  /** Whether the account signed in from this network before, not too long ago. */
  readonly knownNetwork: boolean
}

/** What a sign-in is checked against. */
export async function findCredentials(
  sql: Queryable,
  lookup: { emailKey: string; network: Buffer; knownForDays: number },
): Promise<Credentials | undefined> {
  const [credentials] = await sql<Credentials[]>`
    select account_id as "accountId", password_hash as "passwordHash",
           exists (select from sessions
                    where sessions.account_id = accounts.account_id and network = ${lookup.network}
                      and started_at > now() - make_interval(days => ${lookup.knownForDays})) as "knownNetwork"
      from accounts where email_key = ${lookup.emailKey} and deleted_at is null`
  return credentials
}

export async function findPasswordHash(sql: Queryable, accountId: string): Promise<string | undefined> {
  const [row] = await sql<{ passwordHash: string }[]>`
    select password_hash as "passwordHash" from accounts where account_id = ${accountId} and deleted_at is null`
  return row?.passwordHash
}

/**
 * Locks the account if its password is still the one that was verified: between verifying and here it may have been
 * changed, and whoever had the old one must not come in. Orders that refer to the account do not wait for this lock.
 */
export async function lockAccountByPassword(
  tx: Tx,
  accountId: string,
  passwordHash: string,
): Promise<AccountRow | undefined> {
  const [account] = await tx<AccountRow[]>`
    select account_id as "accountId", kind, email, name, organisation_name as "organisationName", made_at as "madeAt"
      from accounts where account_id = ${accountId} and password_hash = ${passwordHash} and deleted_at is null
       for no key update`
  return account
}

/** Locks the account, as everything does first that ends several of its sessions. */
export const lockAccount = (tx: Tx, accountId: string) => tx`
  select from accounts where account_id = ${accountId} for no key update`

/** Gives names; what is undefined stays. Only a vendor has an organisation. */
export async function updateNames(
  sql: Queryable,
  accountId: string,
  names: { name: string | undefined; organisationName: string | undefined },
): Promise<AccountRow | undefined> {
  const [account] = await sql<AccountRow[]>`
    update accounts
       set name = coalesce(${names.name ?? null}, name),
           organisation_name = case when kind = 'vendor'
             then coalesce(${names.organisationName ?? null}, organisation_name) end
     where account_id = ${accountId} and deleted_at is null
    returning account_id as "accountId", kind, email, name, organisation_name as "organisationName", made_at as "madeAt"`
  return account
}

export const updatePasswordHash = (tx: Tx, accountId: string, passwordHash: string) => tx`
  update accounts set password_hash = ${passwordHash} where account_id = ${accountId} and deleted_at is null`

/** Takes the person out of the account. Its id stays, so that what refers to it stays whole. */
export const erasePerson = (tx: Tx, accountId: string) => tx`
  update accounts set deleted_at = now(), email = null, email_key = null, password_hash = null, name = ''
   where account_id = ${accountId} and deleted_at is null`
