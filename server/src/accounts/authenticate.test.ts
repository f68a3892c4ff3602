import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { sessionRoutes } from '@foyer/contract/accounts'
import type { FastifyRequest } from 'fastify'
import { MINUTE_MS } from '../platform/clock.ts'
import { ProblemError } from '../platform/http/problem.ts'
import type { Actor } from '../platform/http/route.ts'
import { keysFrom } from '../platform/secrets.ts'
import { createAccessTokens, type AccessTokens } from './access-token.ts'
import { createAuthenticate } from './authenticate.ts'

const ACCOUNT = '01900000-0000-7000-8000-00000000000a'
const SESSION = '01900000-0000-7000-8000-00000000000b'
const actor: Actor = { accountId: ACCOUNT, kind: 'vendor', sessionId: SESSION }

function house() {
  let now = Date.parse('2027-03-01T12:00:00Z')
  let verifications = 0
  const ended = new Set<string>()
  const clock = { now: () => new Date(now) }
  const real = createAccessTokens(keysFrom(Buffer.alloc(32, 1)), clock)
  const tokens: AccessTokens = {
    issue: (caller) => real.issue(caller),
    verify: (token) => {
      verifications += 1
      return real.verify(token)
    },
  }
  const authenticate = createAuthenticate({ tokens, revocations: ended, clock })
  return {
    ended,
    issue: () => real.issue(actor),
    later: (ms: number) => void (now += ms),
    verifications: () => verifications,
    call: (authorization?: string, at: { method: string; path: string } = { method: 'GET', path: '/v1/me' }) =>
      authenticate(requestTo(at, authorization)),
  }
}

/** As much of a request as tells who is calling. */
function requestTo(at: { method: string; path: string }, authorization?: string): FastifyRequest {
  const request: Pick<FastifyRequest, 'method' | 'headers'> & { routeOptions: { url: string } } = {
    method: at.method,
    headers: authorization === undefined ? {} : { authorization },
    routeOptions: { url: at.path },
  }
  return request as FastifyRequest
}

const isRefusal = (error: unknown) =>
  error instanceof ProblemError &&
  error.code === 'not-signed-in' &&
  error.details.headers?.['www-authenticate'] === 'Bearer error="invalid_token"'

describe('who is calling', () => {
  test('is nobody without a token, and the account of a good one', async () => {
    const { call, issue } = house()
    assert.equal(await call(), undefined)
    assert.deepEqual(await call(`Bearer ${await issue()}`), actor)
    assert.deepEqual(await call(`bearer   ${await issue()}`), actor)
  })

  for (const authorization of ['Bearer', 'Bearer ', 'Bearer a.b.c', 'Basic YTpi', 'a.b.c', 'Bearer a b', ''])
    test(`is refused with ${JSON.stringify(authorization)}`, () =>
      assert.rejects(house().call(authorization), isRefusal))

  test('is found by one verification of a signature, however often the token comes', async () => {
    const { call, issue, verifications } = house()
    const authorization = `Bearer ${await issue()}`
    for (let time = 0; time < 5; time += 1) await call(authorization)
    assert.equal(verifications(), 1)
  })

  test('is refused from the moment the token is over, though it was verified before', async () => {
    const { call, issue, later } = house()
    const authorization = `Bearer ${await issue()}`
    await call(authorization)
    later(15 * MINUTE_MS - 1)
    await call(authorization)
    later(1)
    await assert.rejects(call(authorization), isRefusal)
  })

  test('is refused from the moment the session has ended, with tokens seen before and with new ones', async () => {
    const { call, issue, ended, later } = house()
    const seen = `Bearer ${await issue()}`
    await call(seen)
    ended.add(SESSION)
    await assert.rejects(call(seen), isRefusal)
    later(1_000)
    await assert.rejects(call(`Bearer ${await issue()}`), isRefusal)
  })

  test('does not matter where a session starts or goes on: a client may still send its old token there', async () => {
    for (const route of [sessionRoutes.signIn, sessionRoutes.refresh])
      assert.equal(await house().call('Bearer a.b.c', route), undefined)
    await assert.rejects(house().call('Bearer a.b.c', sessionRoutes.signOutEverywhere), isRefusal)
  })
})
