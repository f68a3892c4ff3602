import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { ApiRequest, ApiResponse } from '../../api/api.ts'
import { needsPerson } from './needs-person.ts'
import { Session } from './session.ts'

const ACCOUNT = { accountId: 'a', name: 'Ada' }
const MINUTE = 60_000

/** A server that knows one session, whose tokens are numbered; and the browser around it. */
function aBrowser({ signedIn = true } = {}) {
  let time = 0
  let hinted = signedIn
  let issued = 0
  let over = false
  let reachable = true
  let forgotten = 0
  const revoked = new Set<string>()
  const asked: string[] = []
  let hear: (signedIn: boolean) => void = () => undefined
  const answer = (status: number, body: object): ApiResponse => ({
    status,
    contentType: status < 400 ? 'application/json' : 'application/problem+json',
    retryAfter: null,
    text: JSON.stringify(body),
  })
  const refuse = (code: string) => answer(401, { type: '', title: '', status: 401, code })
  const tokens = () => ({ accessToken: `t${(issued += 1)}`, expiresInSeconds: 900 })
  const send = async ({ method, url, headers }: ApiRequest): Promise<ApiResponse> => {
    asked.push(`${method} ${url}`)
    await Promise.resolve()
    if (!reachable) throw new TypeError('nobody answers')
    if (url === '/v1/sessions/refresh') return over ? refuse('session-over') : answer(200, tokens())
    if (method === 'POST' && url === '/v1/sessions') return answer(201, { tokens: tokens(), account: ACCOUNT })
    const token = headers['authorization']?.slice('Bearer '.length)
    if (token === undefined || revoked.has(token)) return refuse('not-signed-in')
    return answer(200, url === '/v1/me' ? ACCOUNT : {})
  }
  const session = new Session({
    send,
    now: () => time,
    hint: { read: () => hinted, sells: () => hinted, write: (value) => void (hinted = value) },
    news: { tell: () => undefined, listen: (listener) => void (hear = listener) },
    forget: () => void (forgotten += 1),
  })
  return {
    session,
    asked,
    revoked,
    pass: (ms: number) => void (time += ms),
    end: () => void (over = true),
    cut: (cut: boolean) => void (reachable = !cut),
    hear: (value: boolean) => hear(value),
    kept: () => ({ hinted, forgotten }),
  }
}

describe('a session', () => {
  test('costs a visitor who never signed in no request', async () => {
    const { session, asked } = aBrowser({ signedIn: false })
    await session.start()
    assert.deepEqual(session.state, { who: 'nobody' })
    assert.equal(session.isVendor, false)
    assert.deepEqual(asked, [])
  })

  test('is found again by the cookie after the page was loaded anew', async () => {
    const { session, asked } = aBrowser()
    await Promise.all([session.start(), session.start()])
    assert.deepEqual(session.state, { who: 'somebody', account: ACCOUNT })
    assert.deepEqual(asked, ['POST /v1/sessions/refresh', 'GET /v1/me'])
  })

  test('renews its token before it is over, once however many need it', async () => {
    const { session, asked, pass } = aBrowser()
    await session.start()
    pass(14.6 * MINUTE)
    await Promise.all([1, 2, 3].map(() => session.api.call('GET', '/v1/orders', {})))
    assert.equal(asked.filter((line) => line.endsWith('/refresh')).length, 2)
  })

  test('asks once more when its token is refused early, and is over when there is no other', async () => {
    const { session, revoked, end } = aBrowser()
    await session.start()
    revoked.add('t1')
    await session.api.call('GET', '/v1/orders', {})
    revoked.add('t2')
    end()
    await assert.rejects(session.api.call('GET', '/v1/orders', {}), { name: 'Refused' })
    assert.deepEqual(session.state, { who: 'nobody' })
  })

  test('is not over because nobody answers', async () => {
    const { session, cut, kept } = aBrowser()
    cut(true)
    await session.start()
    assert.deepEqual(session.state, { who: 'unreachable' })
    assert.equal(kept().hinted, true)
    cut(false)
    await session.start()
    assert.deepEqual(session.state, { who: 'somebody', account: ACCOUNT })
  })

  test('that is signed out of keeps nothing, even when nobody answers', async () => {
    const { session, cut, kept } = aBrowser()
    await session.start()
    cut(true)
    await assert.rejects(session.signOut(), TypeError)
    assert.deepEqual(session.state, { who: 'nobody' })
    assert.deepEqual(kept(), { hinted: false, forgotten: 1 })
  })

  test('hears from other tabs', async () => {
    const { session, hear } = aBrowser()
    await session.start()
    hear(false)
    assert.deepEqual(session.state, { who: 'nobody' })
    hear(true)
    await session.start()
    assert.deepEqual(session.state, { who: 'somebody', account: ACCOUNT })
  })
})

test('a token goes along where somebody in particular is meant, and nowhere else', () => {
  const personal = [
    'GET /v1/me',
    'GET /v1/orders?limit=5',
    'DELETE /v1/sessions/current',
    'POST /v1/events/1/holds',
    'GET /v1/events/1/queue/live',
    'GET /v1/events/1/presales',
    'GET /v1/events/1/preview',
    'POST /v1/events',
    'POST /v1/venues/1/halls',
    'POST /v1/shows',
    'GET /v1/events/1/queue/challenge',
  ]
  const common = [
    'GET /v1/events/1',
    'GET /v1/events/1/queue/status',
    'GET /v1/events?q=a',
    'GET /v1/venues?name=a',
    'POST /v1/sessions',
    'POST /v1/sessions/refresh',
    'POST /v1/codes',
    'GET /v1/receipts/keys',
  ]
  const isPersonal = (line: string) => {
    const [method = '', url = ''] = line.split(' ')
    return needsPerson({ method, url })
  }
  assert.deepEqual(personal.filter(isPersonal), personal)
  assert.deepEqual(common.filter(isPersonal), [])
})
