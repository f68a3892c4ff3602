import type { EventView } from '@foyer/contract/catalog.views'
import { Refused } from '@foyer/contract/client'
import type { QueueStatus } from '@foyer/contract/queue'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { useApi } from '../../api/context.ts'
import { useSession } from '../session/use-session.ts'
import { enterQueue, type EnteringStep } from './enter-queue.ts'
import { StatusFollower, type StatusNews } from './follow-status.ts'
import { keepPlace, placeIn, type KeptPlace } from './kept-places.ts'
import { queueView, type QueueView } from './queue-view.ts'
import { useDrawnNumber } from './use-drawn-number.ts'
import { useKeptPlaces } from './use-kept-places.ts'

/** For so long after the sale began the way back is shown on other pages. */
const SHOWN_AFTER_SALE_MS = 6 * 3_600_000

/** A waiting room as one person sees it. */
export interface QueueSeen {
  readonly news: StatusNews
  readonly view: QueueView
  /** The place that this browser keeps. */
  readonly kept: KeptPlace | undefined
  /** When the turn came while the page looked on: `performance.now()`; undefined where it had come before. */
  readonly calledAt: number | undefined
  /** What is being done while entering, or why it did not go. */
  readonly entering: EnteringStep | 'busy' | 'failed' | undefined
  readonly enter: () => void
}

/** Follows the waiting room of an event for whoever is here. */
export function useQueue(event: EventView, first: QueueStatus): QueueSeen {
  const { id: eventId } = event
  const [news, setNews] = useState<StatusNews>({ status: first, skewMs: 0, staleSince: undefined })
  const session = useSession()
  const accountId = session.who === 'somebody' ? session.account.accountId : undefined
  // Whoever is not known yet, or not reached, sees what was kept; another account does not.
  const kept = placeIn(useKeptPlaces(), eventId, accountId)
  const view = queueView(news.status, kept && { number: kept.place.number })
  useFollowing(eventId, first, kept?.place.number ?? null, setNews)
  useDrawnNumber(eventId, news.status, kept)
  const { entering, enter } = useEntering(event, news.status)
  return { news, view, kept, entering, enter, calledAt: useMomentOfTurn(view) }
}

function useFollowing(
  eventId: string,
  first: QueueStatus,
  number: number | null,
  onNews: (news: StatusNews) => void,
): void {
  const api = useApi()
  const numberNow = useEffectEvent(() => number)
  useEffect(() => {
    const address = `/v1/events/${eventId}/queue`
    const follower = new StatusFollower({
      first,
      number: () => numberNow(),
      world: {
        openStream: () => new EventSource(`${address}/stream`),
        fetchStatus: () => api.call('GET', '/v1/events/:eventId/queue/status', { params: { eventId } }),
        now: Date.now,
        random: Math.random,
      },
      onNews,
      // The organiser took it away, or it ended long ago: as if it had ended.
      onGone: () => onNews({ status: { ...first, phase: 'ended' }, skewMs: 0, staleSince: undefined }),
    })
    follower.start()
    return () => follower.stop()
  }, [api, eventId, first, onNews])
}

/** Enters when it is pressed; whoever enters on a second device gets the place that they have. */
function useEntering(event: EventView, status: QueueStatus) {
  const api = useApi()
  const session = useSession()
  const [entering, setEntering] = useState<EnteringStep | 'busy' | 'failed'>()
  const leaving = useRef<AbortController>(undefined)
  useEffect(() => () => leaving.current?.abort(), [])
  const enter = async () => {
    if (session.who !== 'somebody' || (entering !== undefined && entering !== 'busy' && entering !== 'failed')) return
    const { signal } = (leaving.current = new AbortController())
    try {
      const { entered, about } = await enterQueue({ api, eventId: event.id, signal, onStep: setEntering })
      const shownUntil = Date.parse(status.onSaleAt) + SHOWN_AFTER_SALE_MS
      const seen = { seedCommitment: about.seedCommitment, announcement: about.announcement }
      const { id: eventId, title } = event
      keepPlace({ ...entered, eventId, title, accountId: session.account.accountId, seen, shownUntil })
      setEntering(undefined)
    } catch (error) {
      if (signal.aborted) return
      const isBusy = error instanceof Refused && (error.problem.status === 503 || error.problem.status === 429)
      setEntering(isBusy ? 'busy' : 'failed')
    }
  }
  return { entering, enter: () => void enter() }
}

/** When the turn came, if it came while the page was watching. */
function useMomentOfTurn(view: QueueView): number | undefined {
  const before = useRef<QueueView['kind']>(undefined)
  const [calledAt, setCalledAt] = useState<number>()
  useEffect(() => {
    if (view.kind === 'turn' && before.current === 'waiting') setCalledAt(performance.now())
    before.current = view.kind
  }, [view.kind])
  return view.kind === 'turn' ? calledAt : undefined
}
