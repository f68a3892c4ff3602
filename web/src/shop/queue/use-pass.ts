import { useEffect, useState } from 'react'
import { useApi } from '../../api/context.ts'
import { askForPass, dropPass, passInHand, secondsLeftOf, type PassAnswer } from './pass-desk.ts'

const SECOND_MS = 1_000
/** More than is said, at random, so that those who wait for room do not ask in step. */
const SPREAD_SHARE = 0.5

/** A pass as a page shows it. */
export interface PassSeen {
  /** What came of asking last; undefined before. */
  readonly answer: PassAnswer | undefined
  readonly isAsking: boolean
  /** Of the pass in hand; 0 when it is over. */
  readonly secondsLeft: number | undefined
  /** Asks now, and again by itself while there is no room. */
  readonly ask: () => void
  /** What somebody else asked, such as a hold that needed a pass. */
  readonly put: (answer: PassAnswer) => void
  /** Gives up the room: the next is called. */
  readonly leave: () => Promise<void>
}

/** The pass of this browser for an event. Begins with the one in hand, if there is one. */
export function usePass(eventId: string): PassSeen {
  const api = useApi()
  const [answer, setAnswer] = useState<PassAnswer>()
  const [asked, setAsked] = useState(0)
  const [isAsking, setAsking] = useState(false)

  useEffect(() => setAnswer((known) => known ?? passInHand(eventId)), [eventId])
  useEffect(() => {
    if (asked === 0) return undefined
    let left = false
    setAsking(true)
    void askForPass(api, eventId).then((came) => {
      if (left) return
      setAnswer(came)
      setAsking(false)
    })
    return () => void (left = true)
  }, [api, eventId, asked])

  const again = answer !== undefined && 'refused' in answer && answer.refused === 'full' ? answer : undefined
  useEffect(() => {
    if (again === undefined) return undefined
    const wait = again.seconds * SECOND_MS * (1 + SPREAD_SHARE * Math.random())
    const timer = setTimeout(() => setAsked((before) => before + 1), wait)
    return () => clearTimeout(timer)
  }, [again])

  return {
    answer,
    isAsking,
    secondsLeft: useSecondsLeft(answer),
    ask: () => setAsked(asked + 1),
    put: setAnswer,
    async leave() {
      dropPass(eventId)
      setAnswer(undefined)
      await api.call('DELETE', '/v1/events/:eventId/queue/pass', { params: { eventId } })
    },
  }
}

function useSecondsLeft(answer: PassAnswer | undefined): number | undefined {
  const held = answer !== undefined && 'pass' in answer ? answer : undefined
  const [seconds, setSeconds] = useState<number>()
  useEffect(() => {
    if (held === undefined) return undefined
    const tick = () => setSeconds(secondsLeftOf(held, performance.now()))
    tick()
    const timer = setInterval(tick, SECOND_MS)
    return () => clearInterval(timer)
  }, [held])
  return held === undefined ? undefined : seconds
}
