import assert from 'node:assert/strict'
import { setImmediate as settled } from 'node:timers/promises'
import { afterEach, beforeEach, mock, test } from 'node:test'
import type { Order } from '@foyer/contract/orders'
import type { Api } from '../../../api/api.ts'
import { followOrder } from './follow-order.ts'

const MOVING = { id: 'o', state: 'awaiting-payment' } as unknown as Order
const DONE = { id: 'o', state: 'confirmed' } as unknown as Order

beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }))
afterEach(() => mock.timers.reset())

/** Follows an order by streams that say what the test lets them say. */
function following() {
  const streams: { say: (text: string) => void; isCutOff: () => boolean }[] = []
  const seen: Order[] = []
  const leaving = new AbortController()
  const openStream = (_path: string, signal: AbortSignal): Promise<Response> => {
    let put: ReadableStreamDefaultController<Uint8Array> | undefined
    const body = new ReadableStream<Uint8Array>({ start: (controller) => void (put = controller) })
    signal.addEventListener('abort', () => put?.error(signal.reason))
    streams.push({ say: (text) => put?.enqueue(new TextEncoder().encode(text)), isCutOff: () => signal.aborted })
    return Promise.resolve(new Response(body))
  }
  const api = { call: () => Promise.resolve(MOVING) } as unknown as Api
  const done = followOrder({
    orderId: 'o',
    api,
    openStream,
    signal: leaving.signal,
    onOrder: (order) => seen.push(order),
    isMoving: ({ state }) => state === MOVING.state,
  })
  return { streams, seen, leaving, done }
}

/** Lets seconds pass, and whatever they cause. */
async function pass(seconds: number): Promise<void> {
  await settled()
  mock.timers.tick(seconds * 1_000)
  await settled()
  await settled()
}

test('a stream that says it is there, and nothing else, is not taken for broken', async () => {
  const { streams, seen, leaving, done } = following()
  for (let minute = 0; minute < 5; minute++) {
    await pass(30)
    streams[0]?.say(': here\n\n')
    await pass(30)
    streams[0]?.say(': here\n\n')
  }
  await settled()
  assert.equal(streams.length, 1)
  assert.equal(streams[0]?.isCutOff(), false)
  streams[0]?.say(`event: order\ndata: ${JSON.stringify(DONE)}\n\n`)
  await settled()
  assert.deepEqual(seen, [DONE])
  leaving.abort()
  await done
})

test('a stream that says nothing at all is given up, the order looked at, and the stream opened again', async () => {
  const { streams, seen, leaving, done } = following()
  await pass(44)
  assert.equal(streams[0]?.isCutOff(), false)
  await pass(2)
  assert.equal(streams[0]?.isCutOff(), true)
  await pass(3)
  assert.deepEqual(seen, [MOVING])
  assert.equal(streams.length, 2)
  leaving.abort()
  await pass(3)
  await done
})
