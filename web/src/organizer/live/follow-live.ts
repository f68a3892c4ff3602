import type { QueueLive } from '@foyer/contract/queue'
import type { PollInstead } from '@foyer/contract/streams'
import type { Api } from '../../api/api.ts'
import { eventsOf } from '../../api/event-lines.ts'
import { pause } from '../../api/pause.ts'

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
 * tried again each time; where the server sends its readers away from it, as often and for as long as it says. Ends when
 * it is told to.
 */
export async function followLive(following: FollowingLive): Promise<void> {
  const { eventId, api, signal, onLive, onLost, lookMs = LOOK_MS } = following
  let streamAt = 0
  let everyMs = lookMs
  while (!signal.aborted) {
    if (performance.now() >= streamAt) {
      // Whatever broke it, what is done next is the same.
      const instead = await readStream(following).catch(() => undefined)
      streamAt = performance.now() + (instead?.streamAfterSeconds ?? 0) * 1_000
      everyMs = instead === undefined ? lookMs : instead.everySeconds * 1_000
    }
    if (signal.aborted) return
    const live = await api
      .call('GET', '/v1/events/:eventId/queue/live', { params: { eventId }, signal })
      .catch(() => undefined)
    if (signal.aborted) return
    if (live === undefined) onLost()
    else onLive(live, 'polling')
    await pause(everyMs, signal)
  }
}

/** @returns what to do instead, where the server says so. */
async function readStream({ eventId, openStream, signal, onLive }: FollowingLive): Promise<PollInstead | undefined> {
  const silence = new AbortController()
  let timer = setTimeout(() => silence.abort(), SILENCE_MAX_MS)
  const either = AbortSignal.any([signal, silence.signal])
  try {
    const response = await openStream(`/v1/events/${eventId}/queue/live/stream`, either)
    if (response.body === null) return undefined
    for await (const { event, data } of eventsOf(response.body)) {
      if (event === 'poll') return JSON.parse(data) as PollInstead
      if (event !== 'live') continue
      clearTimeout(timer)
      timer = setTimeout(() => silence.abort(), SILENCE_MAX_MS)
      onLive(JSON.parse(data) as QueueLive, 'stream')
    }
    return undefined
  } finally {
    clearTimeout(timer)
  }
}
