import type { SignedIn as AnySignedIn, Tokens as AnyTokens } from '@foyer/contract/accounts'
import { systemClock } from '../../platform/clock.ts'
import { buildServer } from '../../platform/http/server.ts'
import { silentLog } from '../../platform/log.ts'
import { keysFrom } from '../../platform/secrets.ts'
import { testDatabase, type TestDatabase } from '../../platform/testing/test-database.ts'
import {
  registerAccountRoutes,
  startAccounts,
  type AccountNeighbours,
  type Accounts,
  type AccountsOptions,
} from '../index.ts'

/** Of a client that is no browser. */
type Tokens = AnyTokens & { readonly refreshToken: string }
type SignedIn = AnySignedIn & { readonly tokens: Tokens }

/** The cookie that a browser keeps of an answer. */
export const cookieOf = (answer: Answer<unknown>): string => String(answer.headers['set-cookie']).split(';', 1)[0] ?? ''

export interface Answer<T> {
  readonly status: number
  readonly headers: Record<string, unknown>
  readonly body: T
  /** The code of a refusal. */
  readonly code: string | undefined
}

type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'

/** What a request may carry besides its address. */
export interface Sent {
  readonly body?: unknown
  readonly token?: string
  readonly from?: string
  /** What a browser adds. */
  readonly cookie?: string
  readonly origin?: string
}

/** Accounts on a database of their own, and a client that talks to them over (injected) HTTP. */
export interface AccountsHouse extends AsyncDisposable {
  readonly db: TestDatabase
  readonly accounts: Accounts
  send<T = Record<string, unknown>>(method: Method, url: string, sent?: Sent): Promise<Answer<T>>
  /** Registers and signs in. */
  person(name: string, kind?: 'individual' | 'vendor'): Promise<Person>
  signIn(email: string, password?: string, from?: string): Promise<Answer<SignedIn>>
  refresh(tokens: Tokens): Promise<Answer<Tokens>>
  /** Another node of the same installation, on the same database. */
  anotherNode(): Promise<AccountsHouse>
}

export interface Person {
  readonly email: string
  readonly accountId: string
  readonly tokens: Tokens
}

export const PASSWORD = 'kumquat parade'
export const HOME = '203.0.113.7'
const PROXY = '127.0.0.1'
export const OWN_PAGE = 'http://localhost:3000'

export type HouseOptions = Partial<
  Pick<AccountsOptions, 'limits' | 'passwords' | 'clock' | 'sendsMail'> & AccountNeighbours
>

export async function openAccountsHouse(options: HouseOptions = {}): Promise<AccountsHouse> {
  const db = await testDatabase()
  return openNode(db, options, async () => db[Symbol.asyncDispose]())
}

async function openNode(
  db: TestDatabase,
  options: HouseOptions,
  whenClosed: () => Promise<void>,
): Promise<AccountsHouse> {
  const accounts = await startAccounts({
    db,
    deriveKey: keysFrom(Buffer.alloc(32, 1)),
    clock: systemClock,
    log: silentLog(),
    publicUrl: OWN_PAGE,
    sendsMail: true,
    ...options,
  })
  const app = buildServer({ log: silentLog(), authenticate: accounts.authenticate, trustedProxies: [PROXY] })
  registerAccountRoutes(app, accounts, { exports: [], duties: [], ...options })
  const house: AccountsHouse = {
    db,
    accounts,
    async send<T>(method: Method, url: string, sent: Sent = {}): Promise<Answer<T>> {
      const answer = await app.inject({
        method,
        url,
        remoteAddress: PROXY,
        headers: {
          'x-forwarded-for': sent.from ?? HOME,
          'user-agent': 'a test',
          ...(sent.cookie === undefined ? {} : { cookie: sent.cookie }),
          ...(sent.origin === undefined ? {} : { origin: sent.origin }),
          ...(sent.token === undefined ? {} : { authorization: `Bearer ${sent.token}` }),
        },
        ...(sent.body === undefined ? {} : { payload: sent.body as object }),
      })
      const body = answer.body === '' ? undefined : answer.json()
      return { status: answer.statusCode, headers: answer.headers, body: body as T, code: body?.code }
    },
    async person(name, kind = 'individual') {
      const email = `${name.toLowerCase().replaceAll(' ', '.')}@example.org`
      const body = { kind, email, password: PASSWORD, name, ...(kind === 'vendor' ? { organisationName: name } : {}) }
      const registered = await house.send('POST', '/v1/accounts', { body })
      if (registered.status !== 202) throw new Error(JSON.stringify(registered.body))
      const { tokens, account } = (await house.signIn(email)).body
      return { email, accountId: account.accountId, tokens }
    },
    signIn: (email, password = PASSWORD, from = HOME) =>
      house.send<SignedIn>('POST', '/v1/sessions', { body: { email, password }, from }),
    refresh: (tokens) =>
      house.send<Tokens>('POST', '/v1/sessions/refresh', { body: { refreshToken: tokens.refreshToken } }),
    anotherNode: () => openNode(db, options, async () => undefined),
    async [Symbol.asyncDispose]() {
      await app.close()
      await accounts.stop()
      await whenClosed()
    },
  }
  return house
}
