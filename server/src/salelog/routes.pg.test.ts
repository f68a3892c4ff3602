import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { SaleProof } from '@foyer/contract/sale-log'
import { verifySaleProof } from '@foyer/contract/sale-log.proof'
import { verifySaleLog } from '@foyer/contract/sale-log.verify'
import type { FastifyInstance } from 'fastify'
import { buildServer } from '../platform/http/server.ts'
import { newId } from '../platform/ids.ts'
import { silentLog } from '../platform/log.ts'
import { registerSaleLogRoutes } from './routes.ts'
import { aLogWorld, type LogWorld } from './testing/log-world.ts'

describe('the public log over HTTP', () => {
  let world: LogWorld
  let app: FastifyInstance
  let eventId: string
  let orderId: string
  const buyer = newId()
  const unlogged = newId()

  before(async () => {
    world = await aLogWorld()
    eventId = await world.anEvent(400)
    const holds = await Promise.all(Array.from({ length: 299 }, (_, place) => world.hold(eventId, [place])))
    orderId = await world.sell(eventId, holds[0] ?? '')
    await world.bringOn(eventId)
    app = buildServer({
      log: silentLog(),
      trustedProxies: [],
      authenticate: async ({ headers }) => {
        const accountId = headers['x-account']
        return typeof accountId === 'string' ? { accountId, kind: 'individual', sessionId: 's' } : undefined
      },
    })
    registerSaleLogRoutes(app, {
      db: world.db,
      keys: world.keys,
      findOrderFor: async ({ accountId }, asked) =>
        accountId === buyer && [orderId, unlogged].includes(asked) ? { eventId } : undefined,
    })
  })
  after(async () => {
    await app.close()
    await world[Symbol.asyncDispose]()
  })

  const get = (path: string, headers = {}) => app.inject({ url: `/v1/events/${eventId}/log/${path}`, headers })

  test('verifies as it is served', async () => {
    const files = {
      async read(path: string) {
        const answer = await get(path)
        return answer.statusCode === 404 ? undefined : answer.rawPayload
      },
    }
    const key = (await get('key')).payload
    const verdict = await verifySaleLog({ files, key })
    assert.ok(verdict.ok, JSON.stringify(verdict))
    assert.equal(verdict.report.size, 301)
  })

  test('what never changes may be kept for ever, by anybody, and the checkpoint for a second', async () => {
    const cached = async (path: string) => (await get(path)).headers['cache-control']
    assert.equal(await cached('checkpoint'), 'public, max-age=1')
    for (const path of ['tile/entries/000', 'tile/0/000', 'tile/0/001.p/45', 'tile/1/000.p/1'])
      assert.equal(await cached(path), 'public, max-age=31536000, immutable', path)
    assert.equal((await get('tile/0/000')).headers['access-control-allow-origin'], '*')
  })

  test('a part of a tile that has grown since is still there, and what is not there yet is not', async () => {
    const [whole, part] = [await get('tile/0/000'), await get('tile/0/000.p/7')]
    assert.deepEqual(part.rawPayload, whole.rawPayload.subarray(0, 7 * 32))
    for (const path of [
      'tile/0/001',
      'tile/0/001.p/46',
      'tile/entries/001.p/46',
      'tile/9/000',
      'tile/0/2',
      'tile/0/../key',
    ])
      assert.equal((await get(path)).statusCode, 404, path)
    assert.equal((await app.inject(`/v1/events/${newId()}/log/checkpoint`)).statusCode, 404)
    assert.equal((await get(`manifest/${'a'.repeat(64)}.json`)).statusCode, 404)
  })

  test('a buyer is given the proof of their order, and of no other', async () => {
    const asked = (order: string, account = buyer) =>
      app.inject({ url: `/v1/orders/${order}/proof`, headers: { 'x-account': account } })
    const proof = (await asked(orderId)).json<SaleProof>()
    const verdict = await verifySaleProof(proof, (await get('key')).payload)
    assert.ok(verdict.ok, JSON.stringify(verdict))
    assert.deepEqual(verdict.leaf.places, [0])
    assert.equal((await asked(orderId, newId())).statusCode, 404)
    const early = await asked(unlogged)
    assert.deepEqual([early.statusCode, early.headers['retry-after']], [409, '2'])
    assert.equal(early.json<{ code: string }>().code, 'not-in-the-log-yet')
  })
})
