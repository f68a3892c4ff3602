import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Access, RouteContract } from '@foyer/contract'
import { routes } from '@foyer/contract/routes'
import type { FastifyInstance } from 'fastify'
import { settings, type Config } from './config.ts'
import { openNode } from './node.ts'
import { newId } from './platform/ids.ts'
import { Lifecycle } from './platform/lifecycle.ts'
import { silentLog } from './platform/log.ts'
import { keysFrom } from './platform/secrets.ts'
import { testDatabase } from './platform/testing/test-database.ts'

/** Whoever may come to a door, with the header that they bring. */
type Callers = Readonly<Record<'anonymous' | 'forger' | 'individual' | 'vendor', string | undefined>>
type Caller = keyof Callers

const NOBODY_LISTENS = 'http://127.0.0.1:9'
const REFUSALS = ['not-signed-in', 'not-allowed']

/** Where the contract refuses a caller, and how; undefined where it lets them in. */
const refusalOf: Readonly<Record<Access, Readonly<Record<Exclude<Caller, 'forger'>, string | undefined>>>> = {
  public: { anonymous: undefined, individual: undefined, vendor: undefined },
  'signed-in': { anonymous: 'not-signed-in', individual: undefined, vendor: undefined },
  individual: { anonymous: 'not-signed-in', individual: undefined, vendor: 'not-allowed' },
  vendor: { anonymous: 'not-signed-in', individual: 'not-allowed', vendor: undefined },
}

/** Another access for each, so that the matrix can be shown to notice. */
const mistaken: Readonly<Record<Access, Access>> = {
  public: 'signed-in',
  'signed-in': 'public',
  individual: 'vendor',
  vendor: 'individual',
}

describe('every route of the contract', () => {
  let app: FastifyInstance
  let callers: Callers
  let close: () => Promise<void>

  before(async () => {
    const db = await testDatabase()
    const log = silentLog()
    const lifecycle = new Lifecycle(log)
    lifecycle.onStop('database', async () => db[Symbol.asyncDispose]())
    close = () => lifecycle.stop()
    const deriveKey = keysFrom(Buffer.alloc(32, 1))
    const config = Object.fromEntries(Object.entries(settings).map(([name, one]) => [name, one.otherwise])) as Config
    const node = await openNode(
      config,
      { db, databaseUrl: db.url, embedded: false, deriveKey, log, lifecycle },
      { url: NOBODY_LISTENS, secretKey: 'sk_test_none', webhookSecrets: ['whsec_none'] },
      'http://localhost',
    )
    app = await node.buildApi()
    lifecycle.onStop('web server', async () => app.close())
    const tokenOf = async (kind: 'individual' | 'vendor') =>
      `Bearer ${await node.accounts.tokens.issue({ accountId: newId(), kind, sessionId: newId() })}`
    const vendor = await tokenOf('vendor')
    callers = { anonymous: undefined, forger: forge(vendor), individual: await tokenOf('individual'), vendor }
  })
  after(() => close())

  test('is served', () => {
    const missing = routes.filter(({ method, path }) => !app.hasRoute({ method, url: path }))
    assert.deepEqual(
      missing.map(({ operation }) => operation),
      [],
    )
  })

  test('lets in whom its access says, and nobody else', async () => {
    for (const contract of routes) assert.deepEqual(await findWrongAnswers(app, contract, callers), [])
  })

  test('is noticed when it lets in others than its access says', async () => {
    for (const contract of routes) {
      const wrong = await findWrongAnswers(app, { ...contract, access: mistaken[contract.access] }, callers)
      assert.notDeepEqual(wrong, [], contract.operation)
    }
  })
})

/** What each caller is answered that the access of the route does not say. */
async function findWrongAnswers(app: FastifyInstance, contract: RouteContract, callers: Callers): Promise<string[]> {
  const wrong: string[] = []
  for (const [caller, authorization] of Object.entries(callers) as [Caller, string | undefined][]) {
    // What needs no token may look at it or not: a bad one is then refused, or as good as none.
    if (caller === 'forger' && contract.access === 'public') continue
    const expected = caller === 'forger' ? 'not-signed-in' : refusalOf[contract.access][caller]
    const answered = await refusal(app, contract, authorization)
    if (answered !== expected)
      wrong.push(`${contract.operation}: ${caller} is answered ${answered ?? 'as one let in'}, not ${expected}`)
  }
  return wrong
}

/** The code with which a caller is kept out; undefined when they are let in, whatever becomes of the empty request. */
async function refusal(
  app: FastifyInstance,
  contract: RouteContract,
  authorization: string | undefined,
): Promise<string | undefined> {
  const answer = await app.inject({
    method: contract.method,
    url: contract.path.replaceAll(/:\w+/g, () => newId()),
    headers: authorization === undefined ? {} : { authorization },
  })
  if (!String(answer.headers['content-type']).startsWith('application/problem+json')) return undefined
  const { code } = answer.json<{ code: string }>()
  return REFUSALS.includes(code) ? code : undefined
}

/** The same token, claiming to be signed by nobody. */
function forge(authorization: string): string {
  const [, payload] = authorization.slice('Bearer '.length).split('.')
  const header = Buffer.from(JSON.stringify({ alg: 'none', typ: 'at+jwt' })).toString('base64url')
  return `Bearer ${header}.${payload}.`
}
