import { Type, type Static } from 'typebox'
import { Email, NewPassword, PersonName, SignedIn, UseCookie } from './accounts.ts'
import { codeProof } from './code-proof.ts'
import { Language } from './languages.ts'
import { Id, Instant, Strict } from './primitives.ts'
import { defineRoute } from './route.ts'

/** What a code by mail is good for: one thing alone. */
export const codePurposes = ['sign-in', 'reset-password', 'verify-address', 'delete-account'] as const

export const CodePurpose = Type.Enum([...codePurposes], {
  description:
    'What the code will be good for: POST /v1/sessions/by-code, POST /v1/password-resets, PUT /v1/me/verification, ' +
    'or DELETE /v1/me.',
})
export type CodePurpose = Static<typeof CodePurpose>

export const AskedCode = Strict({
  codeId: Id,
  email: Type.String({ description: 'The address as it was given: the mail went there.' }),
  expiresAt: Instant,
})
export type AskedCode = Static<typeof AskedCode>

export const codeRoutes = {
  ask: defineRoute({
    operation: 'codes.ask',
    method: 'POST',
    path: '/v1/codes',
    access: 'public',
    summary: 'Sends a code by mail, with which its reader proves the address.',
    description:
      'The answer is the same whether or not the address has an account; the mail says what is so. A code is good once, ' +
      'for ten minutes, for five tries, for its purpose, and together with the `codeId` of this answer alone.',
    body: Strict({
      email: Email,
      purpose: CodePurpose,
      language: Type.Optional(Language),
    }),
    success: { status: 202, body: AskedCode, description: 'A mail is on its way.' },
    problems: ['no-mail', 'too-many-requests'],
  }),
  signIn: defineRoute({
    operation: 'sessions.signInByCode',
    method: 'POST',
    path: '/v1/sessions/by-code',
    access: 'public',
    summary: 'Signs in by a code from the mail; an address without an account gets one.',
    description:
      'For whoever buys as a guest, and for whoever has no password at hand. An address without an account gets an ' +
      'individual one with no password, which may set one later. An account whose address nobody had proved before ' +
      'loses its password and its sessions: whoever made it may not be who reads the mail. Accounts that sell sign in ' +
      'with their password.',
    body: Strict({
      email: Email,
      ...codeProof,
      name: Type.Optional(PersonName),
      language: Type.Optional(Language),
      cookie: UseCookie,
    }),
    success: { status: 201, body: SignedIn, description: 'Signed in.' },
    problems: ['code-not-good', 'name-needed', 'foreign-origin', 'too-many-requests'],
  }),
  resetPassword: defineRoute({
    operation: 'accounts.resetPassword',
    method: 'POST',
    path: '/v1/password-resets',
    access: 'public',
    summary: 'Sets a new password by a code from the mail, and ends every session.',
    description: 'Also for an account that has none yet.',
    body: Strict({ email: Email, ...codeProof, newPassword: NewPassword }),
    success: { status: 204, body: null, description: 'Set; sign in with it.' },
    problems: ['code-not-good', 'too-many-requests'],
  }),
  verifyAddress: defineRoute({
    operation: 'accounts.verifyAddress',
    method: 'PUT',
    path: '/v1/me/verification',
    access: 'signed-in',
    summary: 'Confirms the address of whoever is signed in by a code from the mail.',
    body: Strict(codeProof),
    success: { status: 204, body: null, description: 'Confirmed.' },
    problems: ['code-not-good', 'too-many-requests'],
  }),
} as const
