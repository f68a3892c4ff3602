import type { QueueLive } from '@foyer/contract/queue'
import { useEffect, useState } from 'react'
import { useApi } from '../../api/context.ts'
import { fetchSignedIn } from '../../shop/session/fetch-signed-in.ts'
import { followLive, type Via } from './follow-live.ts'

/** The last picture of a sale, and how it came. */
export interface LiveState {
  readonly live: QueueLive | undefined
  readonly via: Via | 'connecting'
}

/** Follows a sale as long as the page is shown. `put` takes the picture that a change was answered with. */
export function useLive(eventId: string): LiveState & { put: (live: QueueLive) => void } {
  const api = useApi()
  const [state, setState] = useState<LiveState>({ live: undefined, via: 'connecting' })
  useEffect(() => {
    const leaving = new AbortController()
    const { signal } = leaving
    void followLive({
      eventId,
      api,
      signal,
      openStream: (path, either) => fetchSignedIn(path, { signal: either }),
      onLive: (live, via) => setState((before) => ({ live: laterOf(before.live, live), via })),
      onLost: () => setState((before) => ({ ...before, via: 'lost' })),
    })
    return () => leaving.abort()
  }, [api, eventId])
  return { ...state, put: (live) => setState((before) => ({ ...before, live: laterOf(before.live, live) })) }
}

/** Answers overtake one another: an older picture never takes the place of a later one. */
const laterOf = (known: QueueLive | undefined, next: QueueLive): QueueLive =>
  known !== undefined && known.at > next.at ? known : next
