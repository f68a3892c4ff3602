import assert from 'node:assert/strict'
import { once } from 'node:events'
import { Agent, request } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { describe, test } from 'node:test'
import { silentLog } from '../log.ts'
import { drain, partWith } from './drain.ts'
import { openEventStream } from './event-stream.ts'
import { buildServer } from './server.ts'

/** A server that answers when it is let, and streams. */
async function aServer() {
  const app = buildServer({ log: silentLog(), authenticate: async () => undefined, trustedProxies: [] })
  const [arrived, answer] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  let stopping = false
  partWith(app, () => stopping)
  app.get('/slow', async () => {
    arrived.resolve()
    await answer.promise
    return { done: true }
  })
  app.get('/stream', (request, reply) => void openEventStream(request, reply, () => undefined))
  await app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.server.address() as AddressInfo
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    arrived: arrived.promise,
    answer: () => answer.resolve(),
    async stop() {
      stopping = true
      await drain(app)
    },
  }
}

describe('a server that stops', () => {
  test('answers what it has accepted, asks to part, and does not wait for connections that are kept', async () => {
    const server = await aServer()
    const agent = new Agent({ keepAlive: true })
    const sent = request(`${server.url}/slow`, { agent }).end()
    await server.arrived
    const stopped = server.stop()
    server.answer()
    const [answer] = (await once(sent, 'response')) as [{ statusCode: number; headers: Record<string, string> }]
    assert.equal(answer.statusCode, 200)
    assert.equal(answer.headers['connection'], 'close')
    sent.destroy()
    await stopped
    agent.destroy()
  })

  test('ends the streams, their connections too', async () => {
    const server = await aServer()
    const stream = await fetch(`${server.url}/stream`)
    const text = stream.text()
    await server.stop()
    assert.match(await text, /^retry: \d+\n\n$/)
  })

  test('cuts off who sends half a request and no more', async (t) => {
    t.mock.timers.enable({ apis: ['setTimeout'] })
    const server = await aServer()
    const socket = connect(server.port, '127.0.0.1')
    await once(socket, 'connect')
    socket.write('POST /slow HTTP/1.1\r\nhost: foyer\r\ncontent-length: 10\r\n\r\n1')
    // Cut off as it is, it hears of a reset connection.
    const closed = new Promise((resolve) => socket.on('error', () => undefined).once('close', resolve))
    const stopped = server.stop()
    t.mock.timers.tick(5_000)
    await stopped
    await closed
  })
})
