import { useEffect, useEffectEvent } from 'react'
import { Link } from 'react-router'
import { useMessages } from '../../i18n/context.ts'
import { useSession } from '../session/use-session.ts'
import { keptPlace } from './kept-places.ts'
import { queueMessages } from './messages/index.ts'
import { wordsOf } from './no-pass.tsx'
import type { PassSeen } from './use-pass.ts'

const MINUTE_S = 60
const SOON_S = 120
/** A link beside text, as high as a thumb. */
const WAY = 'inline-flex min-h-11 shrink-0 items-center font-display font-semibold'

interface PassBarProps {
  readonly eventId: string
  readonly seen: PassSeen
  /** Before the sale nobody is asked whether they may come in. */
  readonly isOnSale: boolean
}

/** A line on the page of the seats: how long one may choose, or that the way leads through the waiting room. */
export function PassBar({ eventId, seen, isOnSale }: PassBarProps) {
  const m = useMessages(queueMessages)
  const session = useSession()
  const { answer, isAsking, secondsLeft } = seen
  const ask = useEffectEvent(() => {
    if (isOnSale && answer === undefined && keptPlace(eventId) !== undefined) seen.ask()
  })
  useEffect(() => {
    if (session.who === 'somebody') ask()
  }, [session.who])
  const back = (words: string) => (
    <Link to={`/events/${eventId}/queue`} className={WAY}>
      {words}
    </Link>
  )
  if (answer !== undefined && 'refused' in answer && answer.refused === 'no-queue') return null
  if (secondsLeft !== undefined && secondsLeft > 0)
    return (
      <section aria-label={m.pass.label} className="pass-bar">
        <p className="figure text-body">{m.pass.inside(Math.ceil(secondsLeft / MINUTE_S))}</p>
        {/* Told once when it comes, not every second. */}
        <p role="status" className="text-small empty:hidden">
          {secondsLeft <= MINUTE_S ? m.pass.lastMinute : secondsLeft <= SOON_S ? m.pass.soon : ''}
        </p>
      </section>
    )
  const isOver = secondsLeft === 0
  const words = isOver
    ? m.pass.over
    : isAsking
      ? m.pass.asking
      : answer === undefined || 'pass' in answer
        ? m.pass.first
        : answer.refused === 'not-your-turn'
          ? m.pass.notYet
          : wordsOf(m, answer)
  return (
    <section aria-label={m.pass.label} className="pass-bar">
      <p role="status" className="text-small">
        {words}
      </p>
      {answer !== undefined && 'refused' in answer && answer.refused === 'in-use' ? (
        <Link to={`/checkout/${answer.holdId}`} className={WAY}>
          {m.noPass.toCheckout}
        </Link>
      ) : (
        back(isOver ? m.pass.backAgain : m.pass.back)
      )}
    </section>
  )
}
