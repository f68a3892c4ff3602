import { Type, type Static } from 'typebox'
import { codeProof } from './code-proof.ts'
import { Language } from './languages.ts'
import { Id, Instant, LINE_CHARACTER, Strict } from './primitives.ts'
import { defineRoute } from './route.ts'

export const NAME_LENGTH_MAX = 200
export const EMAIL_LENGTH_MAX = 254
export const PASSWORD_LENGTH_MIN = 8
export const PASSWORD_LENGTH_MAX = 128
/** Text on one line. */
const ONE_LINE = `^${LINE_CHARACTER}+$`

export const AccountKind = Type.Enum(['individual', 'vendor'], {
  description: 'Individuals buy; vendors add venues, performers, events and tickets, and do not buy.',
})
export type AccountKind = Static<typeof AccountKind>

export const PersonName = Type.String({ minLength: 1, maxLength: NAME_LENGTH_MAX, pattern: ONE_LINE })
const OrganisationName = Type.String({
  minLength: 1,
  maxLength: NAME_LENGTH_MAX,
  pattern: ONE_LINE,
  description: 'Who sells, as buyers see it.',
})
export const Email = Type.String({ minLength: 3, maxLength: EMAIL_LENGTH_MAX, pattern: ONE_LINE })
export const NewPassword = Type.String({
  minLength: PASSWORD_LENGTH_MIN,
  maxLength: PASSWORD_LENGTH_MAX,
  description:
    'Any characters; 15 or more are advised. Common passwords, and those made of the name or address, are refused.',
})
const PresentPassword = Type.String({ minLength: 1, maxLength: PASSWORD_LENGTH_MAX })

/** For browsers: what script cannot read, script cannot lose. */
export const UseCookie = Type.Optional(
  Type.Boolean({
    description:
      'With true the refresh token comes as an HttpOnly cookie instead of in the answer. For pages of this very server: ' +
      'the request must carry its Origin.',
  }),
)

export const Account = Strict(
  {
    accountId: Id,
    kind: AccountKind,
    email: Type.String(),
    verified: Type.Boolean({ description: 'Whether somebody has proved to read the mail of this address.' }),
    hasPassword: Type.Boolean({ description: 'False for a guest, who signs in by codes and may set a password.' }),
    name: Type.String(),
    language: Language,
    organisationName: Type.Union([Type.String(), Type.Null()], { description: 'Of vendors; null for individuals.' }),
    madeAt: Instant,
  },
  { description: 'An account, as its owner sees it.' },
)
export type Account = Static<typeof Account>

export const Tokens = Strict(
  {
    accessToken: Type.String({ description: 'A JWT; send it as `Authorization: Bearer <token>`.' }),
    tokenType: Type.Literal('Bearer'),
    expiresInSeconds: Type.Integer({ description: 'How long the access token is good for.' }),
    refreshToken: Type.Optional(
      Type.String({
        description: 'Good for one use at POST /v1/sessions/refresh. Keep it secret. Absent where a cookie carries it.',
      }),
    ),
    refreshExpiresAt: Instant,
    sessionId: Id,
  },
  { description: 'What a client needs to act for a person, and to go on doing so.' },
)
export type Tokens = Static<typeof Tokens>

export const SignedIn = Strict({ tokens: Tokens, account: Account })
export type SignedIn = Static<typeof SignedIn>

export const Session = Strict({
  sessionId: Id,
  device: Type.String({ description: 'What the client called itself (User-Agent).' }),
  startedAt: Instant,
  lastUsedAt: Instant,
  expiresAt: Instant,
  current: Type.Boolean({ description: 'Whether it is the session of this request.' }),
})
export type Session = Static<typeof Session>

export const AccountExport = Type.Object(
  { account: Account, sessions: Type.Array(Session), exportedAt: Instant },
  { additionalProperties: true, description: 'All that is kept about a person, one member for each part of Foyer.' },
)
export type AccountExport = Static<typeof AccountExport>

export const accountRoutes = {
  register: defineRoute({
    operation: 'accounts.register',
    method: 'POST',
    path: '/v1/accounts',
    access: 'public',
    summary: 'Registers a person who buys, or an organisation that sells.',
    description:
      'The answer is the same whether or not the address has an account already, so it does not tell who is ' +
      'registered. If it had none, it has one now, and POST /v1/sessions opens it; if it had one, nothing changed.',
    body: Strict({
      kind: AccountKind,
      email: Email,
      password: NewPassword,
      name: PersonName,
      organisationName: Type.Optional(OrganisationName),
      language: Type.Optional(Language),
    }),
    success: {
      status: 202,
      body: Strict({ email: Type.String({ description: 'The address as it was given: sign in with it.' }) }),
      description: 'Taken; sign in next.',
    },
    problems: ['too-many-requests'],
  }),
  me: defineRoute({
    operation: 'accounts.me',
    method: 'GET',
    path: '/v1/me',
    access: 'signed-in',
    summary: 'The account of whoever is signed in.',
    success: { status: 200, body: Account, description: 'The account.' },
    problems: [],
  }),
  changeMe: defineRoute({
    operation: 'accounts.changeMe',
    method: 'PATCH',
    path: '/v1/me',
    access: 'signed-in',
    summary: 'Changes the name, the name of the organisation, or the language.',
    body: Strict({
      name: Type.Optional(PersonName),
      organisationName: Type.Optional(OrganisationName),
      language: Type.Optional(Language),
    }),
    success: { status: 200, body: Account, description: 'The account as it is now.' },
    problems: [],
  }),
  deleteMe: defineRoute({
    operation: 'accounts.deleteMe',
    method: 'DELETE',
    path: '/v1/me',
    access: 'signed-in',
    summary: 'Deletes the account of whoever is signed in.',
    description:
      'Name, e-mail address and password are erased and every session ends, at once and for good. Orders, payments ' +
      'and tickets stay, under an id that no longer leads to a person, as the law on accounts requires. Fetch tickets ' +
      'and the export before. A vendor stays while events are on sale. Asks for the password once more, or for a code ' +
      'of POST /v1/codes with purpose `delete-account`.',
    body: Type.Union([Strict({ password: PresentPassword }), Strict(codeProof)]),
    success: { status: 204, body: null, description: 'Deleted.' },
    problems: ['wrong-password', 'code-not-good', 'account-has-duties', 'too-many-requests'],
  }),
  exportMe: defineRoute({
    operation: 'accounts.exportMe',
    method: 'GET',
    path: '/v1/me/export',
    access: 'signed-in',
    summary: 'All that is kept about whoever is signed in, as JSON.',
    success: { status: 200, body: AccountExport, description: 'The export.' },
    problems: [],
  }),
  changePassword: defineRoute({
    operation: 'accounts.changePassword',
    method: 'PUT',
    path: '/v1/me/password',
    access: 'signed-in',
    summary: 'Changes the password and ends all other sessions.',
    body: Strict({ currentPassword: PresentPassword, newPassword: NewPassword }),
    success: { status: 204, body: null, description: 'Changed.' },
    problems: ['wrong-password', 'too-many-requests'],
  }),
} as const

export const sessionRoutes = {
  signIn: defineRoute({
    operation: 'sessions.signIn',
    method: 'POST',
    path: '/v1/sessions',
    access: 'public',
    summary: 'Signs in with e-mail address and password.',
    body: Strict({ email: Email, password: PresentPassword, cookie: UseCookie }),
    success: { status: 201, body: SignedIn, description: 'Signed in.' },
    problems: ['wrong-credentials', 'foreign-origin', 'too-many-requests'],
  }),
  refresh: defineRoute({
    operation: 'sessions.refresh',
    method: 'POST',
    path: '/v1/sessions/refresh',
    access: 'public',
    summary: 'Exchanges a refresh token for new tokens.',
    description:
      'A refresh token is good for one use. Using it twice ends the session, since two parties may hold it. A browser ' +
      'sends `{"cookie": true}` and its cookie instead; there the same token gives the same next one for ten seconds, ' +
      'so that two tabs, or a page that is loaded again at once, do not end their own session.',
    body: Type.Union([
      Strict({ refreshToken: Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' }) }),
      Strict({ cookie: Type.Literal(true) }),
    ]),
    success: { status: 200, body: Tokens, description: 'New tokens; the old refresh token is spent.' },
    problems: ['session-over', 'foreign-origin', 'too-many-requests'],
  }),
  list: defineRoute({
    operation: 'sessions.list',
    method: 'GET',
    path: '/v1/sessions',
    access: 'signed-in',
    summary: 'Where this account is signed in, latest first.',
    success: { status: 200, body: Strict({ items: Type.Array(Session) }), description: 'The open sessions.' },
    problems: [],
  }),
  signOut: defineRoute({
    operation: 'sessions.signOut',
    method: 'DELETE',
    path: '/v1/sessions/current',
    access: 'signed-in',
    summary: 'Signs out here.',
    success: { status: 204, body: null, description: 'Signed out; the access token is refused from now on.' },
    problems: [],
  }),
  signOutEverywhere: defineRoute({
    operation: 'sessions.signOutEverywhere',
    method: 'DELETE',
    path: '/v1/sessions',
    access: 'signed-in',
    summary: 'Signs out everywhere, here too.',
    success: { status: 204, body: null, description: 'Every session has ended.' },
    problems: [],
  }),
  end: defineRoute({
    operation: 'sessions.end',
    method: 'DELETE',
    path: '/v1/sessions/:sessionId',
    access: 'signed-in',
    summary: 'Signs out one of the own devices.',
    params: Strict({ sessionId: Id }),
    success: { status: 204, body: null, description: 'That session has ended.' },
    problems: ['not-found'],
  }),
} as const
