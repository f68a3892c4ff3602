import type { QueueStatus } from '@foyer/contract/queue'
import { spreadMs } from '@foyer/contract/queue-place'
import { Refused } from '@foyer/contract/client'
import { useEffect, useEffectEvent, useState } from 'react'
import { useApi } from '../../api/context.ts'
import { growingPauseMs } from '../../api/pause.ts'
import { amendPlace, forgetPlaces, type KeptPlace } from './kept-places.ts'

/** Until it is there. It mostly is at once; where it is not, whoever waits for it is one of many. */
const AGAIN = { firstMs: 3_000, maxMs: 30_000 }
/** The announcement is out a moment after the lobby closed. */
const ANNOUNCED_AFTER_MS = 1_500

/**
 * What has to be asked once after the lobby closed: the announcement, which fixes who takes part before anybody knows what
 * decides, kept to be compared with the draw file later; and, when it is drawn, the number.
 */
export function useDrawnNumber(eventId: string, status: QueueStatus, kept: KeptPlace | undefined): void {
  const api = useApi()
  const isClosed = status.phase !== 'before' && status.phase !== 'lobby'
  const takesPart = kept !== undefined && kept.place.commitment !== null
  const token = kept?.token ?? ''

  useAsking(takesPart && isClosed && kept.seen.announcement === null, ANNOUNCED_AFTER_MS, status.inLobby, async () => {
    const about = await api.call('GET', '/v1/events/:eventId/queue', { params: { eventId } })
    if (about.announcement === null || kept === undefined) return false
    amendPlace(eventId, { seen: { ...kept.seen, announcement: about.announcement } })
    return true
  })

  useAsking(takesPart && status.drawn && kept.place.number === null, 0, status.inLobby, async () => {
    try {
      const place = await api.call('POST', '/v1/events/:eventId/queue/place', { params: { eventId }, body: { token } })
      if (place.number === null) return false
      amendPlace(eventId, { place })
      return true
    } catch (error) {
      if (!(error instanceof Refused) || error.problem.code !== 'queue-token-refused') throw error
      // Signed with a secret that is no more: entering again gives the same place.
      forgetPlaces(eventId)
      return true
    }
  })
}

/** Asks for something until it is there, beginning at a moment of one's own among all who ask. */
function useAsking(isWanted: boolean, afterMs: number, people: number, ask: () => Promise<boolean>): void {
  const [attempt, setAttempt] = useState(0)
  const askNow = useEffectEvent(ask)
  const waitMs = useEffectEvent(() =>
    attempt === 0 ? afterMs + spreadMs(people, Math.random()) : growingPauseMs(attempt, Math.random(), AGAIN),
  )
  useEffect(() => {
    if (!isWanted) return undefined
    let left = false
    const again = () => {
      if (!left) setAttempt(attempt + 1)
    }
    const timer = setTimeout(() => void askNow().then((there) => there || again(), again), waitMs())
    return () => {
      left = true
      clearTimeout(timer)
    }
  }, [isWanted, attempt])
}
