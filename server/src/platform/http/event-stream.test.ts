import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, type AddressInfo, type Socket } from 'node:net'
import { after, before, describe, test } from 'node:test'
import { defineRoute } from '@foyer/contract'
import type { FastifyInstance } from 'fastify'
import { silentLog } from '../log.ts'
import { closeEventStreams, openEventStream, openEventStreamCount } from './event-stream.ts'
import { newId } from '../ids.ts'
import { route, type Actor } from './route.ts'
import { buildServer } from './server.ts'

const following = defineRoute({
  operation: 'test.follow',
  method: 'GET',
  path: '/stream',
  access: 'public',
  summary: 'Follows.',
  success: { status: 200, body: { contentType: 'text/event-stream', description: 'Events.' }, description: 'Follows.' },
  problems: [],
})
const REQUEST = 'GET /stream HTTP/1.1\r\nHost: x\r\n\r\n'

describe('a stream of events', { timeout: 10_000 }, () => {
  let app: FastifyInstance
  let port: number
  let closings = 0
  /** Who is asking. */
  let actor: Actor | undefined
  /** What happens between a request and its stream. */
  let prepare: (connection: Socket) => Promise<unknown> = async () => undefined

  before(async () => {
    app = buildServer({ log: silentLog(), authenticate: async () => actor, trustedProxies: [] })
    route(app, following, async ({ request, reply }) => {
      await prepare(request.raw.socket)
      openEventStream(request, reply, () => closings++)
      return reply
    })
    await app.listen({ port: 0, host: '127.0.0.1' })
    port = (app.server.address() as AddressInfo).port
  })
  after(() => app.close())

  const until = async (holds: () => boolean) => {
    while (!holds()) await new Promise((resolve) => setImmediate(resolve))
  }

  test('ends when its client goes', async () => {
    closings = 0
    const client = connect(port, '127.0.0.1')
    client.write(REQUEST)
    await once(client, 'data')
    assert.equal(openEventStreamCount(), 1)
    client.destroy()
    await until(() => closings === 1)
    assert.equal(openEventStreamCount(), 0)
  })

  test('ends when its client has gone before it began', async () => {
    closings = 0
    const client = connect(port, '127.0.0.1')
    prepare = async (connection) => {
      client.destroy()
      await once(connection, 'close')
    }
    client.write(REQUEST)
    await until(() => closings === 1)
    assert.equal(openEventStreamCount(), 0)
  })

  test('is refused to an account that has twenty, and to no other; there is room again once one of them ends', async () => {
    prepare = async () => undefined
    const mine: Actor = { accountId: newId(), kind: 'individual', sessionId: newId() }
    const follow = async (who: Actor | undefined) => {
      actor = who
      const client = connect(port, '127.0.0.1')
      client.write(REQUEST)
      const [head] = await once(client, 'data')
      return { client, status: Number(String(head).slice(9, 12)) }
    }
    const twenty = await Promise.all(Array.from({ length: 20 }, () => follow(mine)))
    assert.deepEqual(
      twenty.map(({ status }) => status),
      twenty.map(() => 200),
    )
    const more = await follow(mine)
    const others = [await follow({ ...mine, accountId: newId() }), await follow(undefined)]
    assert.deepEqual([more.status, ...others.map(({ status }) => status)], [429, 200, 200])

    closings = 0
    twenty[0]?.client.destroy()
    await until(() => closings === 1)
    const again = await follow(mine)
    assert.equal(again.status, 200)
    for (const { client } of [...twenty, more, ...others, again]) client.destroy()
    await until(() => openEventStreamCount() === 0)
    actor = undefined
  })

  test('is refused to a network beyond a thousand, while whoever is signed in still gets one', async () => {
    const ask = () => app.inject({ url: '/stream', remoteAddress: '203.0.113.7', payloadAsStream: true })
    const crowd = await Promise.all(Array.from({ length: 1_000 }, ask))
    assert.ok(crowd.every(({ statusCode }) => statusCode === 200))
    assert.equal((await ask()).statusCode, 429)
    actor = { accountId: newId(), kind: 'individual', sessionId: newId() }
    assert.equal((await ask()).statusCode, 200)
    closeEventStreams()
    assert.equal(openEventStreamCount(), 0)
    actor = undefined
  })

  test('is not begun for a HEAD, which would have no end', async () => {
    assert.equal((await app.inject({ method: 'HEAD', url: '/stream' })).statusCode, 404)
  })
})
