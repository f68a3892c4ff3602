import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, type AddressInfo, type Socket } from 'node:net'
import { after, before, describe, test } from 'node:test'
import { defineRoute } from '@foyer/contract'
import type { FastifyInstance } from 'fastify'
import { silentLog } from '../log.ts'
import { openEventStream, openEventStreamCount } from './event-stream.ts'
import { route } from './route.ts'
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
  /** What happens between a request and its stream. */
  let prepare: (connection: Socket) => Promise<unknown> = async () => undefined

  before(async () => {
    app = buildServer({ log: silentLog(), authenticate: async () => undefined, trustedProxies: [] })
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

  test('is not begun for a HEAD, which would have no end', async () => {
    assert.equal((await app.inject({ method: 'HEAD', url: '/stream' })).statusCode, 404)
  })
})
