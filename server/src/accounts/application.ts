import type { AccountKind } from '@foyer/contract/accounts'
import type { Language } from '@foyer/contract/languages'
import type { FieldError } from '../platform/http/problem.ts'
import { readEmail, type EmailAddress } from './email.ts'
import { passwordRefusal } from './password-policy.ts'

/** What somebody sends to get an account. */
export interface Application {
  readonly kind: AccountKind
  readonly email: string
  readonly password: string
  readonly name: string
  readonly organisationName?: string
  readonly language?: Language
}

/** The same, read: every part in the form in which it is kept. */
export interface ReadApplication {
  readonly kind: AccountKind
  readonly email: EmailAddress
  readonly password: string
  readonly name: string
  readonly organisationName: string | null
  readonly language: Language
}

/** Reads an application, or tells all that is wrong with it. */
export function readApplication(
  application: Application,
): ReadApplication | { readonly errors: readonly FieldError[] } {
  const errors: FieldError[] = []
  const expect = (field: string, expected: string) => void errors.push({ field: `body.${field}`, expected })
  const email = readEmail(application.email)
  if (email === undefined) expect('email', 'an e-mail address')
  const name = tidyName(application.name)
  if (name === '') expect('name', 'a name')
  const organisationName = application.organisationName === undefined ? null : tidyName(application.organisationName)
  if (application.kind === 'vendor' && !organisationName) expect('organisationName', 'the name of the organisation')
  if (application.kind === 'individual' && organisationName !== null)
    expect('organisationName', 'no such field for an individual')
  const refusal = passwordRefusal(application.password, application)
  if (refusal !== undefined) expect('password', refusal)
  if (email === undefined || errors.length > 0) return { errors }
  return {
    kind: application.kind,
    email,
    password: application.password,
    name,
    organisationName,
    language: application.language ?? 'en',
  }
}

/** A name in one Unicode form, without space around or in heaps. */
export const tidyName = (name: string): string => name.normalize('NFC').replaceAll(/\s+/gu, ' ').trim()
