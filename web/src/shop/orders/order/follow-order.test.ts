import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Order } from '@foyer/contract/orders'
import { followOrder } from './follow-order.ts'

const order = (state: string) => ({ state }) as unknown as Order
const told = (event: string, data: object) => new Response(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)

test('sent away from the stream, one looks as often as the server says, and goes back when it says', async (t) => {
  // Time goes on by 20 ms with each look, and not otherwise.
  let now = 0
  t.mock.method(performance, 'now', () => now)
  const heard: string[] = []
  let [streams, looks] = [0, 0]
  const look = async (): Promise<Order> => {
    now += 20
    return order(`pending ${++looks}`)
  }
  await followOrder({
    orderId: 'o',
    api: { call: look },
    openStream: async () =>
      ++streams === 1 ? told('poll', { everySeconds: 0.001, streamAfterSeconds: 0.05 }) : told('order', order('paid')),
    signal: new AbortController().signal,
    onOrder: ({ state }) => heard.push(state),
    isMoving: ({ state }) => state !== ('paid' as Order['state']),
  })
  assert.equal(streams, 2)
  assert.deepEqual(heard, ['pending 1', 'pending 2', 'pending 3', 'paid'])
})
