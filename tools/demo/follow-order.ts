import type { Client } from '@foyer/contract/client'
import { orderRoutes, type Order } from '@foyer/contract/orders'

const PATIENCE_MS = 30_000

/** Follows an order's stream until it ends. @returns the order as it ended, and the states it went through. */
export async function followOrder(buyer: Client, orderId: string): Promise<{ order: Order; states: string[] }> {
  const path = orderRoutes.stream.path.replace(':orderId', orderId)
  const response = await fetch(buyer.baseUrl + path, {
    headers: { authorization: `Bearer ${buyer.accessToken ?? ''}`, accept: 'text/event-stream' },
    signal: AbortSignal.timeout(PATIENCE_MS),
  })
  if (!response.ok || response.body === null) throw new Error(`the stream answered ${response.status}`)
  const states: string[] = []
  let order: Order | undefined
  let pending = ''
  for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
    const events = (pending + chunk).split('\n\n')
    pending = events.pop() ?? ''
    for (const event of events) {
      const data = event.split('\n').find((line) => line.startsWith('data: '))
      if (data === undefined || !event.includes('event: order')) continue
      order = JSON.parse(data.slice('data: '.length)) as Order
      if (states.at(-1) !== order.state) states.push(order.state)
    }
  }
  if (order === undefined) throw new Error('the stream ended without a word')
  return { order, states }
}
