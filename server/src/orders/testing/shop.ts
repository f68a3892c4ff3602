import assert from 'node:assert/strict'
import type { AddressInfo } from 'node:net'
import type { Order } from '@foyer/contract/orders'
import { buildServer } from '../../platform/http/server.ts'
import { closeEventStreams } from '../../platform/http/event-stream.ts'
import { newId } from '../../platform/ids.ts'
import { silentLog } from '../../platform/log.ts'
import { keysFrom } from '../../platform/secrets.ts'
import { openOrders, type Orders } from '../index.ts'
import { aWorld, type World, type WorldOptions } from './world.ts'

/** A shop that serves over HTTP, with the sandbox's webhooks coming in; in a world otherwise as `aWorld` has it. */
export interface Shop extends AsyncDisposable {
  readonly world: World
  readonly orders: Orders
  readonly url: string
  /** A request as an account; the parsed answer with its status. */
  call(method: string, path: string, options?: CallOptions): Promise<Answer>
  /** An order made over HTTP by a new buyer. */
  buy(eventId: string, places: readonly number[]): Promise<{ buyerId: string; holdId: string; order: Order }>
  sessionOf(orderId: string): Promise<string>
}

export interface CallOptions {
  readonly as?: string
  readonly kind?: 'individual' | 'vendor'
  readonly body?: unknown
  readonly key?: string
  readonly headers?: Readonly<Record<string, string>>
}

export interface Answer {
  readonly status: number
  readonly body: Record<string, unknown>
}

export async function aShop(options: WorldOptions = {}): Promise<Shop> {
  const world = await aWorld(options)
  const log = silentLog()
  const app = buildServer({
    log,
    trustedProxies: [],
    authenticate: async (request) => {
      const accountId = request.headers['x-account']
      if (typeof accountId !== 'string') return undefined
      return { accountId, kind: request.headers['x-kind'] === 'vendor' ? 'vendor' : 'individual', sessionId: 's' }
    },
  })
  const orders = await openOrders({
    db: world.db,
    inventory: world.inventory,
    tickets: world.deps.tickets,
    gateway: world.gateway,
    deriveKey: keysFrom(Buffer.alloc(32, 7)),
    publicUrl: 'http://foyer.test',
    log,
    ...(options.answerWithinMs === undefined ? {} : { answerWithinMs: options.answerWithinMs }),
  })
  orders.registerRoutes(app)
  await app.listen({ port: 0, host: '127.0.0.1' })
  const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
  world.sandbox.setSwitches({ webhooks: { url: `${url}/v1/webhooks/stripe` } })

  const shop: Shop = {
    world,
    orders,
    url,
    async call(method, path, { as, kind = 'individual', body, key, headers = {} } = {}) {
      const response = await fetch(url + path, {
        method,
        headers: {
          ...(as === undefined ? {} : { 'x-account': as, 'x-kind': kind }),
          ...(key === undefined ? {} : { 'idempotency-key': key }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      const text = await response.text()
      return { status: response.status, body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>) }
    },
    async buy(eventId, places) {
      const buyerId = await world.aBuyer()
      const holdId = await world.hold(eventId, buyerId, places)
      const answer = await shop.call('POST', '/v1/orders', { as: buyerId, key: newId(), body: { holdId } })
      assert.equal(answer.status, 201, JSON.stringify(answer.body))
      return { buyerId, holdId, order: answer.body as Order }
    },
    async sessionOf(orderId) {
      const [row] = await world.db.sql<{ id: string }[]>`
        select session_id as id from payments where order_id = ${orderId}`
      assert.ok(row !== undefined)
      return row.id
    },
    async [Symbol.asyncDispose]() {
      await world.sandbox.webhooksSettled()
      closeEventStreams()
      await app.close()
      await orders.drain()
      await orders.stop()
      await world[Symbol.asyncDispose]()
    },
  }
  return shop
}

/**
 * Reads a stream of server-sent events to its end; the data of each event. `onFirst` is called when the first one is there:
 * a stream whose head has come has not yet told anything.
 */
export async function readStream(response: Response, onFirst: () => void = () => undefined): Promise<Order[]> {
  let [text, isFirst] = ['', true]
  const decoder = new TextDecoder()
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true })
    if (isFirst && EVENT.test(text)) {
      isFirst = false
      onFirst()
    }
  }
  return [...text.matchAll(new RegExp(EVENT, 'gm'))].map((match) => JSON.parse(match[1] ?? '') as Order)
}

const EVENT = /^event: order\ndata: (.*)\n/m
