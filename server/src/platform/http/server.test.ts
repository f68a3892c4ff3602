import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, type AddressInfo, type Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { defineRoute, Id, Strict } from '@foyer/contract'
import { Type } from 'typebox'
import { postgres } from '../driver.ts'
import { newId } from '../ids.ts'
import { silentLog } from '../log.ts'
import { problem } from './problem.ts'
import { route, type Actor } from './route.ts'
import { buildServer } from './server.ts'

const buyer: Actor = { accountId: 'a', kind: 'individual', sessionId: 's' }

const ordering = defineRoute({
  operation: 'test.order',
  method: 'POST',
  path: '/order/:count',
  access: 'individual',
  summary: 'Orders.',
  params: Strict({ count: Type.Integer({ minimum: 1 }) }),
  query: Strict({ places: Type.Optional(Type.Array(Type.Integer())) }),
  body: Strict({ at: Type.String({ format: 'date-time' }), kind: Type.Enum(['a', 'b']) }),
  success: { status: 201, body: Strict({ count: Type.Integer() }), description: 'Ordered.' },
  problems: ['too-many-requests'],
  idempotencyKey: 'optional',
})

const looking = defineRoute({
  operation: 'test.look',
  method: 'GET',
  path: '/things/:thingId',
  access: 'public',
  summary: 'Looks.',
  params: Strict({ thingId: Id }),
  success: { status: 200, body: Strict({ count: Type.Integer() }), description: 'Seen.' },
  problems: [],
})

function appFor(actor: Actor | undefined) {
  const app = buildServer({ log: silentLog(), authenticate: async () => actor, trustedProxies: [] })
  route(app, ordering, async ({ params, body }) => {
    if (body.kind === 'b') throw problem('too-many-requests', { headers: { 'retry-after': '3' } })
    return { count: params.count }
  })
  return app
}

const good = { method: 'POST', url: '/order/2', payload: { at: '2027-01-01T00:00:00Z', kind: 'a' } } as const

test('a good request is answered with the status of the contract, and is not cached', async () => {
  const answer = await appFor(buyer).inject(good)
  assert.equal(answer.statusCode, 201)
  assert.deepEqual(answer.json(), { count: 2 })
  assert.equal(answer.headers['cache-control'], 'no-store')
  assert.equal(answer.headers['x-content-type-options'], 'nosniff')
})

test('a body of the wrong kind is refused with the field and what was expected; texts are not read as numbers', async () => {
  const app = appFor(buyer)
  for (const [payload, field] of [
    [{ kind: 'a' }, 'body.at'],
    [{ at: 'yesterday', kind: 'a' }, 'body.at'],
    [{ at: '2027-01-01T00:00:00Z', kind: 'c' }, 'body.kind'],
    [{ at: '2027-01-01T00:00:00Z', kind: 'a', extra: 1 }, 'body.extra'],
    [{ at: 5, kind: 'a' }, 'body.at'],
  ] as const) {
    const answer = await app.inject({ ...good, payload })
    assert.equal(answer.statusCode, 400)
    assert.equal(answer.headers['content-type'], 'application/problem+json; charset=utf-8')
    assert.equal(answer.json().code, 'bad-request')
    assert.equal(answer.json().errors[0].field, field)
  }
})

test('bad parameters, broken JSON, other media types and large bodies are told apart', async () => {
  const app = appFor(buyer)
  assert.equal((await app.inject({ ...good, url: '/order/none' })).json().errors[0].field, 'params.count')
  assert.equal((await app.inject({ ...good, url: '/order/2?places=x' })).json().errors[0].field, 'query.places[0]')
  const json = { 'content-type': 'application/json' }
  assert.equal((await app.inject({ ...good, payload: '{', headers: json })).json().code, 'bad-request')
  assert.equal(
    (await app.inject({ ...good, payload: 'a', headers: { 'content-type': 'text/plain' } })).json().code,
    'unsupported-media-type',
  )
  assert.equal(
    (await app.inject({ ...good, payload: JSON.stringify('x'.repeat(40_000)), headers: json })).json().code,
    'body-too-large',
  )
})

test('nobody and the other kind of account are kept out before the body is read', async () => {
  assert.equal((await appFor(undefined).inject({ ...good, payload: '{' })).json().code, 'not-signed-in')
  assert.equal(
    (await appFor({ ...buyer, kind: 'vendor' }).inject({ ...good, payload: '{' })).json().code,
    'not-allowed',
  )
})

test('a refusal keeps its headers, and an unknown address is a 404 problem', async () => {
  const refused = await appFor(buyer).inject({ ...good, payload: { ...good.payload, kind: 'b' } })
  assert.equal(refused.statusCode, 429)
  assert.equal(refused.headers['retry-after'], '3')
  assert.equal((await appFor(buyer).inject({ url: '/nowhere' })).json().code, 'not-found')
})

test('an Idempotency-Key over 255 characters is refused', async () => {
  const answer = await appFor(buyer).inject({ ...good, headers: { 'idempotency-key': 'k'.repeat(256) } })
  assert.equal(answer.json().errors[0].field, 'headers.idempotency-key')
})

test('an id has one spelling: in lower case, with nothing around it', async () => {
  const app = buildServer({ log: silentLog(), authenticate: async () => undefined, trustedProxies: [] })
  route(app, looking, async () => ({ count: 1 }))
  const id = newId()
  assert.equal((await app.inject({ url: `/things/${id}` })).statusCode, 200)
  for (const spelling of [id.toUpperCase(), `urn:uuid:${id}`, `{${id}}`, id.replaceAll('-', '')]) {
    const answer = await app.inject({ url: `/things/${spelling}` })
    assert.equal(answer.statusCode, 400, spelling)
    assert.deepEqual(answer.json().errors, [{ field: 'params.thingId', expected: 'a UUID in lower case' }])
  }
})

test('an address that cannot be read is a problem like any other', async () => {
  const app = appFor(buyer)
  for (const url of ['/order/%zz', '/order/%ff', `/order/${'1'.repeat(300)}`]) {
    const answer = await app.inject({ ...good, url })
    assert.equal(answer.statusCode, 400)
    assert.equal(answer.headers['content-type'], 'application/problem+json; charset=utf-8')
    assert.equal(answer.json().errors[0].field, 'path')
  }
})

test('what is no HTTP, or has too many headers, is answered with a problem before it is cut off', async (t) => {
  const app = appFor(buyer)
  t.after(() => app.close())
  await app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.server.address() as AddressInfo
  for (const [request, field] of [
    ['HELLO\r\n\r\n', 'request'],
    [`GET / HTTP/1.1\r\nHost: x\r\nX: ${'a'.repeat(20_000)}\r\n\r\n`, 'headers'],
  ] as const) {
    const connection = connect(port, '127.0.0.1').on('error', () => undefined)
    connection.write(request)
    const [head = '', body = ''] = (await text(connection)).split('\r\n\r\n')
    assert.match(head, /^HTTP\/1\.1 400 .*application\/problem\+json/s)
    assert.equal(JSON.parse(body).errors[0].field, field)
  }
})

test('a connection that nothing came over is closed without a word, one with half a request is told why', async (t) => {
  const app = appFor(buyer)
  t.after(() => app.close())
  await app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.server.address() as AddressInfo
  // What Node says of a connection once the time for a head is over.
  const late = Object.assign(new Error('Request timeout'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' })
  for (const [sent, said] of [
    ['', /^$/],
    ['GET / HTTP/1.1\r\n', /^HTTP\/1\.1 400 .*its head within 15 seconds/s],
  ] as const) {
    const opened = once(app.server, 'connection')
    const connection = connect(port, '127.0.0.1').on('error', () => undefined)
    connection.write(sent)
    const [accepted] = (await opened) as [Socket]
    while (accepted.bytesRead < sent.length) await setTimeout(5)
    app.server.emit('clientError', late, accepted)
    assert.match(await text(connection), said)
  }
})

test('a database that is away, full, or takes no writes for the moment is no fault of ours: it is to be tried again', async () => {
  const app = appFor(undefined)
  const failures = [
    ...['ECONNREFUSED', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENOTFOUND', 'CONNECT_TIMEOUT', 'CONNECTION_CLOSED'].map((code) =>
      Object.assign(new Error(code), { code }),
    ),
    ...['25006', '40P01', '53300', '55P03', '57014', '57P03'].map((code) => fromServer(code)),
  ]
  for (const [index, failure] of failures.entries())
    app.get(`/fails/${index}`, async () => {
      throw failure
    })
  app.get('/faulty', async () => {
    throw fromServer('42601')
  })
  for (const [index, { message }] of failures.entries()) {
    const answer = await app.inject({ url: `/fails/${index}` })
    assert.deepEqual([message, answer.statusCode, answer.json().code], [message, 503, 'try-again-soon'])
    assert.equal(answer.headers['retry-after'], '2')
  }
  assert.equal((await app.inject({ url: '/faulty' })).statusCode, 500)
})

function fromServer(code: string): Error {
  const { PostgresError } = postgres
  return Object.assign(new PostgresError(code), { code })
}
