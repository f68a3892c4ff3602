import type { CodePurpose } from '@foyer/contract/codes'
import type { Language } from '@foyer/contract/languages'
import type { Queryable, Tx } from '../../platform/database.ts'

/** The check constraint of the table has the same number. */
const TRIES_MAX = 5

export interface NewCode {
  readonly codeId: string
  readonly purpose: CodePurpose
  readonly email: string
  readonly emailKey: string
  readonly language: Language
  readonly ttlSeconds: number
}

/** Keeps that a code was asked for. @returns when it is over. */
export async function insertCode(tx: Tx, code: NewCode): Promise<Date> {
  const [row] = await tx<{ expiresAt: Date }[]>`
    insert into address_codes (code_id, purpose, email, email_key, language, expires_at)
    values (${code.codeId}, ${code.purpose}, ${code.email}, ${code.emailKey}, ${code.language},
            now() + make_interval(secs => ${code.ttlSeconds}))
    returning expires_at as "expiresAt"`
  if (row === undefined) throw new Error('a code was not kept')
  return row.expiresAt
}

export interface WaitingCode {
  readonly purpose: CodePurpose
  readonly email: string
  readonly emailKey: string
  readonly language: Language
  readonly expiresAt: Date
}

/** A code that can still be used. */
export async function findWaitingCode(sql: Queryable, codeId: string): Promise<WaitingCode | undefined> {
  const [code] = await sql<WaitingCode[]>`
    select purpose, email, email_key as "emailKey", language, expires_at as "expiresAt"
      from address_codes where code_id = ${codeId} and spent_at is null and expires_at > now()`
  return code
}

/** Counts a try at a code, before it is looked at. @returns whether it may be looked at. */
export async function countTry(
  sql: Queryable,
  code: { codeId: string; purpose: CodePurpose; emailKey: string },
): Promise<boolean> {
  const counted = await sql`
    update address_codes set tries = tries + 1
     where code_id = ${code.codeId} and purpose = ${code.purpose} and email_key = ${code.emailKey}
       and spent_at is null and expires_at > now() and tries < ${TRIES_MAX}
    returning 1`
  return counted.length > 0
}

/** Spends a code; of several at the same moment one does. @returns whether this one did. */
export async function spendCode(tx: Tx, codeId: string): Promise<boolean> {
  const spent = await tx`
    update address_codes set spent_at = now() where code_id = ${codeId} and spent_at is null returning 1`
  return spent.length > 0
}

export const deleteCodesOf = (tx: Tx, emailKey: string) => tx`
  delete from address_codes where email_key = ${emailKey}`

/** Forgets codes that are over, a bounded number at once. */
export const deleteOldCodes = (sql: Queryable, max: number) => sql`
  delete from address_codes where code_id in (
    select code_id from address_codes where expires_at < now() order by expires_at limit ${max})`
