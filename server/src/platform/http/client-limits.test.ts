import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { silentLog } from '../log.ts'
import type { SharedBuckets } from '../shared-buckets.ts'
import { ClientLimits, limitClients } from './client-limits.ts'
import { buildServer } from './server.ts'

const HOUR_MS = 3_600_000
const three = { capacity: 3, drainMs: HOUR_MS }
const ELSEWHERE = '203.0.113.7'
const PROXY = '198.51.100.1'

/** A server with one address behind a limit; tokens are account ids. */
function serverWith(options: {
  trustedProxies?: readonly string[]
  byNetwork?: typeof three
  byAccount?: typeof three
}) {
  const { trustedProxies = [], ...limit } = options
  const app = buildServer({ log: silentLog(), trustedProxies, authenticate: async () => undefined })
  let bodiesRead = 0
  limitClients(app, { kindOf: (_method, path) => (path === '/free' ? undefined : 'all'), limits: { all: limit } })
  app.addHook('onRequest', async (request) => {
    const accountId = request.headers.authorization
    if (accountId !== undefined) request.actor = { accountId, kind: 'individual', sessionId: 'session' }
  })
  app.addHook('preValidation', async () => void bodiesRead++)
  app.post('/', async () => 'done')
  app.post('/free', async () => 'done')
  return {
    bodiesRead: () => bodiesRead,
    async send(from: string, options: { forwardedFor?: string; account?: string; url?: string } = {}) {
      const answer = await app.inject({
        method: 'POST',
        url: options.url ?? '/',
        remoteAddress: from,
        headers: {
          ...(options.forwardedFor === undefined ? {} : { 'x-forwarded-for': options.forwardedFor }),
          ...(options.account === undefined ? {} : { authorization: options.account }),
        },
        payload: {},
      })
      return answer
    },
    [Symbol.asyncDispose]: () => app.close(),
  }
}

describe('a client that asks for too much', () => {
  test('is told so by a problem and when to come back, before its body is read; others are answered', async () => {
    await using server = serverWith({ byNetwork: three })
    for (let n = 0; n < 3; n++) assert.equal((await server.send(ELSEWHERE)).statusCode, 200)
    const refused = await server.send(ELSEWHERE)
    assert.equal(refused.statusCode, 429)
    assert.equal(refused.json<{ code: string }>().code, 'too-many-requests')
    assert.match(String(refused.headers['content-type']), /^application\/problem\+json/)
    assert.ok(Number(refused.headers['retry-after']) > 3_500)
    assert.equal(server.bodiesRead(), 3)
    assert.equal((await server.send('203.0.113.8')).statusCode, 200)
    assert.equal((await server.send(ELSEWHERE, { url: '/free' })).statusCode, 200)
  })

  test('is one IPv6 network, whatever address it takes there', async () => {
    await using server = serverWith({ byNetwork: three })
    for (let n = 1; n <= 3; n++) assert.equal((await server.send(`2001:db8:0:1::${n}`)).statusCode, 200)
    assert.equal((await server.send('2001:db8:0:1:ffff::1')).statusCode, 429)
    assert.equal((await server.send('2001:db8:0:2::1')).statusCode, 200)
  })

  test('is one account, from however many addresses, and its body is not read either', async () => {
    await using server = serverWith({ byAccount: three })
    for (let n = 0; n < 3; n++) assert.equal((await server.send(`203.0.113.${n}`, { account: 'ada' })).statusCode, 200)
    assert.equal((await server.send('203.0.113.9', { account: 'ada' })).statusCode, 429)
    assert.equal(server.bodiesRead(), 3)
    assert.equal((await server.send('203.0.113.9', { account: 'grace' })).statusCode, 200)
  })

  test('is never this machine', async () => {
    await using server = serverWith({ byNetwork: three })
    for (const here of ['127.0.0.1', '::1', '::ffff:127.0.0.1'])
      for (let n = 0; n < 5; n++) assert.equal((await server.send(here)).statusCode, 200)
  })
})

describe('the address of a client', () => {
  test('is not what it says of itself', async () => {
    await using server = serverWith({ byNetwork: three })
    for (let n = 0; n < 3; n++) await server.send(ELSEWHERE, { forwardedFor: `192.0.2.${n}` })
    assert.equal((await server.send(ELSEWHERE, { forwardedFor: '127.0.0.1' })).statusCode, 429)
  })

  test('is what a trusted proxy says last, whatever the client had sent before', async () => {
    await using server = serverWith({ byNetwork: three, trustedProxies: [PROXY] })
    for (let n = 0; n < 3; n++)
      assert.equal((await server.send(PROXY, { forwardedFor: `192.0.2.${n}, ${ELSEWHERE}` })).statusCode, 200)
    for (const forged of ['192.0.2.9', '127.0.0.1', PROXY, '::1'])
      assert.equal((await server.send(PROXY, { forwardedFor: `${forged}, ${ELSEWHERE}` })).statusCode, 429, forged)
    assert.equal((await server.send(PROXY, { forwardedFor: '203.0.113.8' })).statusCode, 200)
    // Not through the proxy: what it says of itself counts no more than from anybody.
    for (let n = 0; n < 3; n++) await server.send('192.0.2.77', { forwardedFor: `203.0.113.${n + 20}` })
    assert.equal((await server.send('192.0.2.77', { forwardedFor: '203.0.113.99' })).statusCode, 429)
  })
})

test('nodes that tell one another let through what one would, but for what came between two tellings', async () => {
  const limits = { all: { byNetwork: { capacity: 100, drainMs: HOUR_MS } } }
  let drops = 0
  const shared: SharedBuckets = {
    add: () => assert.fail('nothing is asked for a request'),
    raise: () => assert.fail('nor made fuller'),
    async adjust(_key, { capacity, drainMs }, more) {
      drops = Math.min(capacity, drops + more)
      return { waitMs: 0, levelMs: drops * drainMs, fresh: false }
    },
  }
  const nodes = [new ClientLimits({ limits, shared }), new ClientLimits({ limits, shared })]
  const round = async (times: number) => {
    let through = 0
    for (const node of nodes) for (let n = 0; n < times; n++) if (node.take('all', 'byNetwork', 'one') === 0) through++
    for (const node of nodes) await node.share()
    for (const node of nodes) await node.share()
    return through
  }
  assert.equal(await round(5), 10, 'few are nobody’s concern')
  assert.equal(drops, 0)
  assert.equal(await round(20), 40)
  assert.equal(drops, 50)
  // The first node was told of what the second let through after it only with its own next telling.
  const later = (await round(40)) + (await round(40)) + (await round(40))
  assert.ok(later >= 50 && later <= 90, `${later}`)
  assert.equal(await round(40), 0)
})

test('clients are remembered up to a bound, and forgotten once their bucket is empty', async () => {
  const limits = new ClientLimits({ limits: { all: { byNetwork: { capacity: 1, drainMs: 1_000 } } } })
  for (let n = 0; n < 100_001; n++) limits.take('all', 'byNetwork', `client ${n}`, 0)
  assert.equal(limits.take('all', 'byNetwork', 'client 1', 1), 999)
  assert.equal(limits.take('all', 'byNetwork', 'client 0', 1), 0)
  await limits.share(5_000)
  assert.equal(limits.remembered, 0)
})
