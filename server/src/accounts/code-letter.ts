import type { CodePurpose } from '@foyer/contract/codes'
import type { Language } from '@foyer/contract/languages'
import type { Queryable } from '../platform/database.ts'
import type { AddressCodes } from './address-code.ts'
import { findAccountByEmail, type AccountRow } from './queries/accounts.ts'
import { findWaitingCode } from './queries/codes.ts'

/** What is to be written to somebody for whom a code was asked. */
export interface CodeLetter {
  readonly to: string
  readonly language: Language
  readonly says: CodeLetterKind
  readonly expiresAt: Date
}

export type CodeLetterKind =
  | { readonly kind: 'code'; readonly purpose: CodePurpose; readonly digits: string }
  /** A password is to be set anew where there is no account. */
  | { readonly kind: 'no-account' }
  /** Somebody wants to buy with the address of an account that sells. */
  | { readonly kind: 'account-that-sells' }

/** What to write; undefined when the code is over or used, or there is nobody to write to. */
export async function codeLetter(
  { sql, codes }: { readonly sql: Queryable; readonly codes: AddressCodes },
  codeId: string,
): Promise<CodeLetter | undefined> {
  const waiting = await findWaitingCode(sql, codeId)
  if (waiting === undefined) return undefined
  const kind = decideLetter(waiting.purpose, await findAccountByEmail(sql, waiting.emailKey))
  if (kind === undefined) return undefined
  const { email: to, language, expiresAt, purpose, emailKey } = waiting
  const says: CodeLetterKind =
    kind === 'code' ? { kind, purpose, digits: codes.digitsOf({ codeId, purpose, emailKey }) } : { kind }
  return { to, language, says, expiresAt }
}

/** Which letter an asking leads to: the place where known and unknown addresses part, unseen by whoever asked. */
export function decideLetter(
  purpose: CodePurpose,
  account: Pick<AccountRow, 'kind'> | undefined,
): CodeLetterKind['kind'] | undefined {
  if (purpose === 'sign-in') return account?.kind === 'vendor' ? 'account-that-sells' : 'code'
  if (account !== undefined) return 'code'
  return purpose === 'reset-password' ? 'no-account' : undefined
}
