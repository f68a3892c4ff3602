import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { after, test } from 'node:test'
import { Type } from 'typebox'
import { connect, hasPass, Refused } from './client.ts'
import { Strict } from './primitives.ts'
import { defineRoute } from './route.ts'

const seen: { url: string | undefined; key: unknown; authorization: unknown; body: string }[] = []
const server = createServer((request, response) => {
  let body = ''
  request.on('data', (chunk: Buffer) => (body += chunk.toString()))
  request.on('end', () => {
    seen.push({
      url: request.url,
      key: request.headers['idempotency-key'],
      authorization: request.headers.authorization,
      body,
    })
    if (request.url?.startsWith('/refuse') === true) {
      response.writeHead(503, { 'content-type': 'application/problem+json', 'retry-after': '7' })
      response.end(JSON.stringify({ type: 't', title: 'Busy', status: 503, code: 'try-again-soon' }))
    } else if (request.url === '/broken') response.writeHead(502).end('<h1>Bad gateway</h1>')
    else response.writeHead(200, { 'content-type': 'application/json' }).end('{"n":1}')
  })
})
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
const address = server.address()
assert.ok(address !== null && typeof address === 'object')
const client = connect(`http://127.0.0.1:${address.port}`)
after(() => server.close())

const common = { access: 'public', summary: '.', problems: [] } as const
const order = defineRoute({
  ...common,
  operation: 't.order',
  method: 'POST',
  path: '/orders/:id',
  params: Strict({ id: Type.String() }),
  query: Strict({ tag: Type.Optional(Type.Array(Type.String())), not: Type.Optional(Type.String()) }),
  body: Strict({ a: Type.Integer() }),
  success: { status: 200, body: Strict({ n: Type.Integer() }), description: '.' },
})
const bare = (path: string) =>
  defineRoute({
    ...common,
    operation: 't.bare',
    method: 'GET',
    path,
    success: { status: 200, body: null, description: '.' },
  })

test('parameters, query, body, key and token go where the contract says', async () => {
  const answer = await client
    .signedIn('token')
    .call(order, { params: { id: 'a/b' }, query: { tag: ['x', 'y'] }, body: { a: 1 }, key: 'k' })
  assert.deepEqual(answer, { n: 1 })
  assert.deepEqual(seen.at(-1), {
    url: '/orders/a%2Fb?tag=x&tag=y',
    key: 'k',
    authorization: 'Bearer token',
    body: '{"a":1}',
  })
})

test('a problem is thrown with its code and when to try again', async () => {
  await assert.rejects(
    client.call(bare('/refuse'), {}),
    (error) => error instanceof Refused && error.problem.code === 'try-again-soon' && error.retryAfter === 7,
  )
})

test('an answer that is no problem document is refused all the same', async () => {
  await assert.rejects(
    client.call(bare('/broken'), {}),
    (error) => error instanceof Refused && error.problem.status === 502 && error.problem.code === 'not-a-problem',
  )
})

test('a request that brings a pass is known by its body alone', () => {
  assert.equal(hasPass({ places: [1], pass: 'a.b' }), true)
  for (const body of [{ places: [1] }, { pass: undefined }, null, undefined, 'pass']) assert.equal(hasPass(body), false)
})
