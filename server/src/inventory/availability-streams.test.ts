import { connect, type AddressInfo } from 'node:net'
import { test } from 'node:test'
import { silentLog } from '../platform/log.ts'
import { closeEventStreams } from '../platform/http/event-stream.ts'
import { buildServer } from '../platform/http/server.ts'
import type { AvailabilityListener, AvailabilitySnapshot } from './availability.ts'
import { AvailabilityStreams } from './availability-streams.ts'

const snapshot: AvailabilitySnapshot = { version: 1, places: 8, bitmap: new Uint8Array(1), counts: [] }

/** An inventory whose next snapshot comes when it is let go. */
function anInventory() {
  const listeners = new Set<AvailabilityListener>()
  let waiting: Promise<void> | undefined
  return {
    listeners,
    holdBack(): () => void {
      const { promise, resolve } = Promise.withResolvers<void>()
      waiting = promise
      return resolve
    },
    async availability() {
      await waiting
      return snapshot
    },
    async watch(_eventId: string, listener: AvailabilityListener) {
      listeners.add(listener)
      return { snapshot, stop: () => void listeners.delete(listener) }
    },
  }
}

const until = async (holds: () => boolean) => {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve))
}

test(
  'whoever joins while the last reader leaves hears of the next change; the last to leave ends the watching',
  { timeout: 60_000 },
  async (t) => {
    const inventory = anInventory()
    const streams = new AvailabilityStreams(inventory)
    let [came, left] = [0, 0]
    /** What happens in the moment in which somebody has come. */
    let meanwhile: () => void = () => undefined
    const app = buildServer({ log: silentLog(), authenticate: async () => undefined, trustedProxies: [] })
    app.get('/stream', async (request, reply) => {
      came++
      request.raw.socket.once('close', () => left++)
      const opened = streams.open('event', request, reply, Number.NaN)
      meanwhile()
      await opened
      return reply
    })
    t.after(() => app.close())
    await app.listen({ port: 0, host: '127.0.0.1' })
    const { port } = app.server.address() as AddressInfo
    const follow = () => {
      const connection = connect(port, '127.0.0.1').setEncoding('utf8')
      let told = ''
      connection.on('data', (text: string) => (told += text))
      connection.write('GET /stream HTTP/1.1\r\nHost: x\r\n\r\n')
      return {
        leave: () => connection.destroy(),
        hears: (event: string) => until(() => told.includes(`event: ${event}`)),
      }
    }

    const first = follow()
    await first.hears('snapshot')
    const letGo = inventory.holdBack()
    const second = follow()
    await until(() => came === 2)
    first.leave()
    await until(() => left === 1)
    letGo()
    await second.hears('snapshot')
    for (const listener of inventory.listeners) listener({ version: 2, taken: [3], freed: [] })
    await second.hears('change')
    meanwhile = closeEventStreams
    const third = follow()
    await third.hears('snapshot')
    meanwhile = () => undefined
    for (const listener of inventory.listeners) listener({ version: 3, taken: [4], freed: [] })
    await third.hears('change')
    third.leave()
    await until(() => inventory.listeners.size === 0)
  },
)
