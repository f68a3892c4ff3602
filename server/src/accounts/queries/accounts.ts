import type { AccountKind } from '@foyer/contract/accounts'
import type { Language } from '@foyer/contract/languages'
import type { Queryable, Tx } from '../../platform/database.ts'

/** An account that is not deleted. */
export interface AccountRow {
  readonly accountId: string
  readonly kind: AccountKind
  readonly email: string
  readonly name: string
  readonly organisationName: string | null
  readonly language: Language
  /** Whether somebody proved to read the mail of its address. */
  readonly verified: boolean
  readonly hasPassword: boolean
  readonly madeAt: Date
}

const rowOf = (sql: Queryable) => sql`
  account_id as "accountId", kind, email, name, organisation_name as "organisationName", language,
  verified_at is not null as verified, password_hash is not null as "hasPassword", made_at as "madeAt"`

export interface NewAccount {
  readonly accountId: string
  readonly kind: AccountKind
  readonly email: string
  readonly emailKey: string
  /** Null for a guest. */
  readonly passwordHash: string | null
  readonly name: string
  readonly organisationName: string | null
  readonly language: Language
  /** Whether whoever opens it has proved to read the mail of its address. */
  readonly verified: boolean
}

/** Adds an account unless its address is taken: then nothing is changed, and nothing tells. @returns whether it was. */
export async function insertAccount(sql: Queryable, account: NewAccount): Promise<boolean> {
  const added = await sql`
    insert into accounts (account_id, kind, email, email_key, password_hash, name, organisation_name, language,
                          verified_at)
    values (${account.accountId}, ${account.kind}, ${account.email}, ${account.emailKey}, ${account.passwordHash},
            ${account.name}, ${account.organisationName}, ${account.language},
            case when ${account.verified} then now() end)
    on conflict do nothing returning 1`
  return added.length > 0
}

export async function findAccount(sql: Queryable, accountId: string): Promise<AccountRow | undefined> {
  const [account] = await sql<AccountRow[]>`
    select ${rowOf(sql)}
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
  /** Null for a guest, whom no password lets in. */
  readonly passwordHash: string | null
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
  const [row] = await sql<{ passwordHash: string | null }[]>`
    select password_hash as "passwordHash" from accounts where account_id = ${accountId} and deleted_at is null`
  return row?.passwordHash ?? undefined
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
    select ${rowOf(tx)}
      from accounts where account_id = ${accountId} and password_hash = ${passwordHash} and deleted_at is null
       for no key update`
  return account
}

/** Locks the account that has this address, as whoever proves the address must before acting on it. */
export async function lockAccountByEmail(tx: Tx, emailKey: string): Promise<AccountRow | undefined> {
  const [account] = await tx<AccountRow[]>`
    select ${rowOf(tx)} from accounts where email_key = ${emailKey} and deleted_at is null for no key update`
  return account
}

/** What is to be known of an address before somebody proves it. */
export async function findAccountByEmail(sql: Queryable, emailKey: string): Promise<AccountRow | undefined> {
  const [account] = await sql<AccountRow[]>`
    select ${rowOf(sql)} from accounts where email_key = ${emailKey} and deleted_at is null`
  return account
}

/** The form of an account's address that is unique; undefined when there is no such account. */
export async function findEmailKey(sql: Queryable, accountId: string): Promise<string | undefined> {
  const [row] = await sql<{ emailKey: string }[]>`
    select email_key as "emailKey" from accounts where account_id = ${accountId} and deleted_at is null`
  return row?.emailKey
}

/** Somebody proved the address of the account; the first time counts. */
export const markVerified = (tx: Tx, accountId: string) => tx`
  update accounts set verified_at = coalesce(verified_at, now()) where account_id = ${accountId} and deleted_at is null`

/**
 * Gives an account whose address nobody had proved to whoever proves it, without the password of whoever made it.
 */
export const handOver = (tx: Tx, accountId: string, name: string) => tx`
  update accounts set verified_at = now(), password_hash = null, name = ${name}
   where account_id = ${accountId} and verified_at is null and deleted_at is null`

/** Locks the account, as everything does first that ends several of its sessions. */
export const lockAccount = (tx: Tx, accountId: string) => tx`
  select from accounts where account_id = ${accountId} for no key update`

/** Changes what is given; what is undefined stays. Only a vendor has an organisation. */
export async function updateProfile(
  sql: Queryable,
  accountId: string,
  profile: { name: string | undefined; organisationName: string | undefined; language: Language | undefined },
): Promise<AccountRow | undefined> {
  const [account] = await sql<AccountRow[]>`
    update accounts
       set name = coalesce(${profile.name ?? null}, name), language = coalesce(${profile.language ?? null}, language),
           organisation_name = case when kind = 'vendor'
             then coalesce(${profile.organisationName ?? null}, organisation_name) end
     where account_id = ${accountId} and deleted_at is null
    returning ${rowOf(sql)}`
  return account
}

export const updatePasswordHash = (tx: Tx, accountId: string, passwordHash: string) => tx`
  update accounts set password_hash = ${passwordHash} where account_id = ${accountId} and deleted_at is null`

/** Takes the person out of the account. Its id stays, so that what refers to it stays whole. */
export const erasePerson = (tx: Tx, accountId: string) => tx`
  update accounts set deleted_at = now(), email = null, email_key = null, password_hash = null, name = '',
         verified_at = null
   where account_id = ${accountId} and deleted_at is null`
