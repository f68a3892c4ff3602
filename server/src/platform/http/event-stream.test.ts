import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, type AddressInfo, type Socket } from 'node:net'
import { after, before, describe, test } from 'node:test'
import { defineRoute } from '@foyer/contract'
import type { FastifyInstance } from 'fastify'
import { silentLog } from '../log.ts'
import {
  boundEventStreams,
  Broadcast,
  closeEventStreams,
  openEventStream,
  openEventStreamCount,
  type EventStream,
} from './event-stream.ts'
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

describe('a stream of events', { timeout: 60_000 }, () => {
  let app: FastifyInstance
  let port: number
  let closings = 0
  const streams = new Set<EventStream>()
  /** Who is asking. */
  let actor: Actor | undefined
  /** What happens between a request and its stream. */
  let prepare: (connection: Socket) => Promise<unknown> = async () => undefined

  before(async () => {
    app = buildServer({ log: silentLog(), authenticate: async () => actor, trustedProxies: [] })
    route(app, following, async ({ request, reply }) => {
      await prepare(request.raw.socket)
      const stream = openEventStream(request, reply, () => {
        closings++
        streams.delete(stream)
      })
      streams.add(stream)
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

  test('takes its connection with it when it ends, though the client keeps its own side open', async () => {
    const client = connect({ port, host: '127.0.0.1', allowHalfOpen: true })
    client.on('error', () => undefined)
    client.write(REQUEST)
    await once(client, 'data')
    closeEventStreams()
    const connections = () => new Promise<number>((resolve) => app.server.getConnections((_, count) => resolve(count)))
    while ((await connections()) > 0) await new Promise((resolve) => setImmediate(resolve))
    client.destroy()
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

  test('is refused to a network that has as many as it may, not to another or to whoever is signed in', async () => {
    const clients: Socket[] = []
    const ask = async (localAddress: string) => {
      const client = connect({ port, host: '127.0.0.1', localAddress })
      clients.push(client)
      client.write(REQUEST)
      const [head] = await once(client, 'data')
      return Number(String(head).slice(9, 12))
    }
    boundEventStreams({ most: 50, perNetwork: 3 })
    const three = [await ask('127.0.0.7'), await ask('127.0.0.7'), await ask('127.0.0.7')]
    assert.deepEqual([...three, await ask('127.0.0.7'), await ask('127.0.0.8')], [200, 200, 200, 429, 200])
    actor = { accountId: newId(), kind: 'individual', sessionId: newId() }
    assert.equal(await ask('127.0.0.7'), 200)
    actor = undefined
    closeEventStreams()
    assert.equal(openEventStreamCount(), 0)

    // Of what the system allows, a thousand files are for other things than streams, and the last streams not for strangers.
    boundEventStreams({ most: 50, perNetwork: 50 }, 1_002)
    assert.deepEqual([await ask('127.0.0.7'), await ask('127.0.0.7'), await ask('127.0.0.8')], [200, 200, 503])
    closeEventStreams()
    boundEventStreams({ most: 1_000, perNetwork: 1_000 })
    for (const client of clients) client.destroy()
  })

  test('is one of many that are told the same, in order, and whoever does not read is dropped', async () => {
    const [reader, deaf] = [connect(port, '127.0.0.1'), connect(port, '127.0.0.1')]
    let read = ''
    reader.on('data', (chunk: Buffer) => (read += chunk.toString('latin1')))
    deaf.on('error', () => undefined).pause()
    for (const client of [reader, deaf]) client.write(REQUEST)
    await until(() => openEventStreamCount() === 2)
    const broadcast = new Broadcast()
    const padding = 'x'.repeat(500_000)
    for (let n = 0; openEventStreamCount() === 2 && n < 200; n++) {
      broadcast.send(streams, `${n};${padding}`)
      await until(() => !broadcast.busy)
      await until(() => read.endsWith(`${n};${padding}`))
    }
    assert.equal(openEventStreamCount(), 1)
    broadcast.send(streams, 'a')
    broadcast.send(streams, 'b')
    assert.equal(broadcast.busy, true)
    await until(() => read.endsWith('ab'))
    for (const client of [reader, deaf]) client.destroy()
    await until(() => openEventStreamCount() === 0)
  })

  test('is not begun for a HEAD, which would have no end', async () => {
    assert.equal((await app.inject({ method: 'HEAD', url: '/stream' })).statusCode, 404)
  })
})
