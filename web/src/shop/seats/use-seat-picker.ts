import { startTransition, useEffect, useEffectEvent, useState } from 'react'
import { compileManifest } from '@foyer/contract/compiled-manifest'
import type { Manifest } from '@foyer/contract/manifest'
import type { EventView } from '@foyer/contract/catalog.views'
import { useApi } from '../../api/context.ts'
import type { HoldAnswer } from '../../seat-map/hold-wish.ts'
import { Picker } from '../../seat-map/picker.ts'
import { makePlan } from '../../seat-map/plan.ts'
import { SeatBoard } from '../../seat-map/seat-board.ts'
import { askForPass, dropPass } from '../queue/pass-desk.ts'
import { browserSession } from '../session/browser-session.ts'
import { AvailabilityFollower, type Link } from './follow-availability.ts'
import { holder, type Holding } from './hold-places.ts'
import { keepChoice, keptChoice, takePending } from './kept-choice.ts'

/** Staleness is told in steps of this many seconds, and not before the first. */
const TOLD_EVERY_S = 5

export type SeatData =
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly retry: () => void }
  | { readonly state: 'ready'; readonly picker: Picker; readonly staleSeconds: number | undefined }

/** Fetches what the map of an event is made of, and follows what is free, while the page is shown. */
export function useSeatPicker(event: EventView, leave: (holding: Holding) => HoldAnswer): SeatData {
  const api = useApi()
  const [attempt, setAttempt] = useState(0)
  const [data, setData] = useState<{ picker: Picker } | 'failed' | undefined>()
  const [link, setLink] = useState<Link>({ state: 'live' })
  const staleSeconds = useSeconds(link)
  const onAnswer = useEffectEvent(leave)

  useEffect(() => {
    const { manifest } = event
    if (manifest === null) return undefined
    const leaving = new AbortController()
    let follower: AvailabilityFollower | undefined
    const open = async () => {
      const response = await fetch(manifest.url, { signal: leaving.signal })
      if (!response.ok) throw new TypeError(`manifest: ${response.status}`)
      const document = (await response.json()) as Manifest
      if (leaving.signal.aborted) return
      const plan = makePlan(document, compileManifest(document), event.priceLevels)
      const board = new SeatBoard(plan)
      const hold = holder({
        api,
        eventId: event.id,
        isSignedIn: async () => (await browserSession().token()) !== undefined,
        passes: {
          needed: event.waitingRoom !== null,
          ask: () => askForPass(api, event.id),
          drop: () => dropPass(event.id),
        },
      })
      const picker = new Picker({
        plan,
        board,
        allowance: event.sale.allowance,
        hold: async (wish) => onAnswer(await hold(wish)),
        onChoice: (choice) => keepChoice(event.id, manifest.hash, choice),
      })
      const stopWaiting = board.listen(() => {
        stopWaiting()
        picker.restore(keptChoice(event.id, manifest.hash))
        if (takePending(event.id)) void picker.hold()
      })
      const address = `/v1/events/${event.id}/availability`
      follower = new AvailabilityFollower(
        board,
        {
          openStream: () => new EventSource(`${address}/stream`),
          fetchSnapshot: () => api.call('GET', '/v1/events/:eventId/availability', { params: { eventId: event.id } }),
          now: Date.now,
          random: Math.random,
        },
        setLink,
      )
      follower.start()
      // In slices: the page answers while the parts of the map are made.
      startTransition(() => setData({ picker }))
    }
    open().catch(() => {
      // Told on the page, with a button to try again.
      if (!leaving.signal.aborted) setData('failed')
    })
    return () => {
      leaving.abort()
      follower?.stop()
    }
  }, [event, api, attempt])

  if (data === 'failed')
    return {
      state: 'failed',
      retry: () => {
        setData(undefined)
        setAttempt(attempt + 1)
      },
    }
  return data === undefined ? { state: 'loading' } : { state: 'ready', picker: data.picker, staleSeconds }
}

/** How old what is shown is, while that is worth a word. */
function useSeconds(link: Link): number | undefined {
  const [now, setNow] = useState(0)
  useEffect(() => {
    if (link.state === 'live') return undefined
    const timer = setInterval(() => setNow(Date.now()), TOLD_EVERY_S * 1_000)
    return () => clearInterval(timer)
  }, [link.state])
  if (link.state === 'live' || now <= link.since) return undefined
  const seconds = Math.floor((now - link.since) / 1_000 / TOLD_EVERY_S) * TOLD_EVERY_S
  return seconds < TOLD_EVERY_S ? undefined : seconds
}
