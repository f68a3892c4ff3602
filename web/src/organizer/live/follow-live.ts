import type { QueueLive } from '@foyer/contract/queue'
import type { Api } from '../../api/api.ts'
import { eventsIn } from '../../shop/orders/order/event-lines.ts'

/** How a picture came, or that none comes. */
export type Via = 'stream' | 'polling' | 'lost'

/** Between two looks where the stream cannot be had. */
const LOOK_MS = 3_000
/** A picture comes each second: after so long without one the stream is taken for broken. */
const SILENCE_MAX_MS = 10_000

export interface FollowingLive {
  readonly eventId: string
  readonly api: Pick<Api, 'call'>
  readonly openStream: (path: string, signal: AbortSignal) => Promise<Response>
  readonly signal: AbortSignal
  readonly onLive: (live: QueueLive, via: Via) => void
  /** Nobody answers; asked again all the same. */
  readonly onLost: () => void
  readonly lookMs?: number
}

/**
 * Follows a sale by its stream. Where that breaks or cannot be had, it is looked at every few seconds, and the stream is
 * tried again each time. Ends when it is told to.
 */
export async function followLive(following: FollowingLive): Promise<void> {
  const { eventId, api, signal, onLive, onLost, lookMs = LOOK_MS } = following
  while (!signal.aborted) {
    // Whatever broke it, what is done next is the same.
    await readStream(following).catch(() => undefined)
    if (signal.aborted) return
    const live = await api
      .call('GET', '/v1/events/:eventId/queue/live', { params: { eventId }, signal })
      .catch(() => undefined)
    if (signal.aborted) return
    if (live === undefined) onLost()
    else onLive(live, 'polling')
    await pause(lookMs, signal)
  }
}

async function readStream({ eventId, openStream, signal, onLive }: FollowingLive): Promise<void> {
  const silence = new AbortController()
  let timer = setTimeout(() => silence.abort(), SILENCE_MAX_MS)
  const either = AbortSignal.any([signal, silence.signal])
  try {
    const response = await openStream(`/v1/events/${eventId}/queue/live/stream`, either)
    if (response.body === null) return
    for await (const { event, data } of eventsIn(textOf(response.body))) {
      if (event !== 'live') continue
      clearTimeout(timer)
      timer = setTimeout(() => silence.abort(), SILENCE_MAX_MS)
      onLive(JSON.parse(data) as QueueLive, 'stream')
    }
  } finally {
    clearTimeout(timer)
  }
}

async function* textOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = body.getReader()
  const decoder = new TextDecoder()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      yield decoder.decode(value, { stream: true })
    }
  } finally {
    reader.releaseLock()
  }
}

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })
