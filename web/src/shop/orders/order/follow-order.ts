import type { Order } from '@foyer/contract/orders'
import type { PollInstead } from '@foyer/contract/streams'
import type { Api } from '../../../api/api.ts'
import { eventsOf } from '../../../api/event-lines.ts'
import { pause } from '../../../api/pause.ts'

/** Between two looks where the stream cannot be had. */
const LOOK_MS = 3_000
/** A stream that says nothing for so long, not even that it is there, is taken for broken. */
const SILENCE_MAX_MS = 45_000

interface Following {
  readonly orderId: string
  readonly api: Pick<Api, 'call'>
  readonly openStream: (path: string, signal: AbortSignal) => Promise<Response>
  readonly signal: AbortSignal
  readonly onOrder: (order: Order) => void
  /** Whether anything is still under way. */
  readonly isMoving: (order: Order) => boolean
}

/**
 * Follows an order by its stream until nothing is under way any more. Where the stream breaks or cannot be had, it is
 * looked at every few seconds, and the stream is tried again: one of them gets through. Where the server sends its readers
 * away from the stream, it is looked at as often and for as long as it says.
 */
export async function followOrder(following: Following): Promise<void> {
  const { orderId, api, signal, onOrder, isMoving } = following
  let streamAt = 0
  let everyMs = LOOK_MS
  while (!signal.aborted) {
    if (performance.now() >= streamAt) {
      const { last, instead } = await readStream(following).catch(() => NOTHING)
      if (last !== undefined && !isMoving(last)) return
      streamAt = performance.now() + (instead?.streamAfterSeconds ?? 0) * 1_000
      everyMs = instead === undefined ? LOOK_MS : instead.everySeconds * 1_000
    }
    await pause(everyMs, signal)
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

interface Told {
  /** The last order that the stream told before it ended. */
  readonly last?: Order | undefined
  /** What to do instead, where the server says so. */
  readonly instead?: PollInstead
}

const NOTHING: Told = {}

async function readStream({ orderId, openStream, signal, onOrder }: Following): Promise<Told> {
  const silence = new AbortController()
  let timer = setTimeout(() => silence.abort(), SILENCE_MAX_MS)
  try {
    const response = await openStream(`/v1/orders/${orderId}/stream`, AbortSignal.any([signal, silence.signal]))
    let last: Order | undefined
    if (response.body === null) return NOTHING
    const heard = () => {
      clearTimeout(timer)
      timer = setTimeout(() => silence.abort(), SILENCE_MAX_MS)
    }
    for await (const { event, data } of eventsOf(response.body, heard)) {
      if (event === 'poll') return { last, instead: JSON.parse(data) as PollInstead }
      if (event !== 'order') continue
      last = JSON.parse(data) as Order
      onOrder(last)
    }
    return { last }
  } finally {
    clearTimeout(timer)
  }
}
