import type { Order } from '@foyer/contract/orders'
import type { Api } from '../../../api/api.ts'
import { eventsOf } from '../../../api/event-lines.ts'
import { pause } from '../../../api/pause.ts'

/** Between two looks where the stream cannot be had. */
const LOOK_MS = 3_000
/** A stream that says nothing for so long, not even that it is there, is taken for broken. */
const SILENCE_MAX_MS = 45_000

interface Following {
  readonly orderId: string
  readonly api: Api
  readonly openStream: (path: string, signal: AbortSignal) => Promise<Response>
  readonly signal: AbortSignal
  readonly onOrder: (order: Order) => void
  /** Whether anything is still under way. */
  readonly isMoving: (order: Order) => boolean
}

/**
 * Follows an order by its stream until nothing is under way any more. Where the stream breaks or cannot be had, it is
 * looked at every few seconds, and the stream is tried again: one of them gets through.
 */
export async function followOrder(following: Following): Promise<void> {
  const { orderId, api, signal, onOrder, isMoving } = following
  while (!signal.aborted) {
    const last = await readStream(following).catch(() => undefined)
    if (last !== undefined && !isMoving(last)) return
    await pause(LOOK_MS, signal)
    if (signal.aborted) return
    const order = await api
      .call('GET', '/v1/orders/:orderId', { params: { orderId }, signal })
      // Nobody answers for now: asked again after the next pause.
      .catch(() => undefined)
    if (order === undefined) continue
    onOrder(order)
    if (!isMoving(order)) return
  }
}

/** @returns the last order that the stream told before it ended. */
async function readStream({ orderId, openStream, signal, onOrder }: Following): Promise<Order | undefined> {
  const silence = new AbortController()
  let timer = setTimeout(() => silence.abort(), SILENCE_MAX_MS)
  try {
    const response = await openStream(`/v1/orders/${orderId}/stream`, AbortSignal.any([signal, silence.signal]))
    let last: Order | undefined
    if (response.body === null) return undefined
    for await (const { event, data } of eventsOf(response.body)) {
      clearTimeout(timer)
      timer = setTimeout(() => silence.abort(), SILENCE_MAX_MS)
      if (event !== 'order') continue
      last = JSON.parse(data) as Order
      onOrder(last)
    }
    return last
  } finally {
    clearTimeout(timer)
  }
}
