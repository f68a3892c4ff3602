import type { EventView } from '@foyer/contract/catalog.views'
import { COME_WITHIN_MS } from '@foyer/contract/queue-place'
import { useEffect, useRef, useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { useFormats, useLanguage, useMessages } from '../../i18n/context.ts'
import { Button, buttonLook } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { spanUntil } from '../event/span-until.ts'
import { SignedInOnly } from '../session/signed-in-only.tsx'
import { queueMessages } from './messages/index.ts'
import { NoPassNotice } from './no-pass.tsx'
import type { QueueView } from './queue-view.ts'
import { TellMe } from './tell-me.tsx'
import { useMoments } from './timeline.tsx'
import { useClock, useSecondsSince } from './use-clock.ts'
import { usePass } from './use-pass.ts'
import type { QueueSeen } from './use-queue.ts'
import { waitWords } from './wait-words.ts'

interface StateProps {
  readonly event: EventView
  readonly queue: QueueSeen
}

const SECOND_MS = 1_000
const MINUTE_S = 60

/** Before the lobby opens. */
export function Before({ event, queue: { news } }: StateProps) {
  const { before: m } = useMessages(queueMessages)
  const moment = useMoments(event)
  return (
    <>
      <h2 className="heading">{m.title(moment(news.status.lobbyOpensAt))}</h2>
      <Countdown to={news.status.lobbyOpensAt} skewMs={news.skewMs} />
      <p className="prose mt-4">{m.text}</p>
      <div className="no-script-hidden mt-6">
        <SignedInOnly buyers before={<p className="mb-6 text-quiet">{m.signIn}</p>}>
          {({ name }) => <p className="text-quiet">{m.signedIn(name)}</p>}
        </SignedInOnly>
      </div>
    </>
  )
}

/** In the lobby's time or later, and not in the queue. */
export function Out({ event, queue, late }: StateProps & { readonly late: boolean }) {
  const { out: m } = useMessages(queueMessages)
  const moment = useMoments(event)
  const { news, entering, enter } = queue
  const { status } = news
  const isBusy = entering !== undefined && entering !== 'busy' && entering !== 'failed'
  return (
    <>
      <h2 className="heading">{late ? m.lateTitle : m.title}</h2>
      <p className="prose mt-4">{late ? m.lateText : m.text(moment(status.lobbyClosesAt))}</p>
      <p className="figure mt-4 text-lead">
        {late ? m.inQueue(Math.max(0, status.last - status.watermark)) : m.inLobby(status.inLobby)}
      </p>
      <div className="no-script-hidden mt-6">
        <SignedInOnly buyers before={<p className="prose mb-6">{m.signIn}</p>}>
          {() => (
            <>
              <Button
                onClick={enter}
                aria-disabled={isBusy}
                className="min-h-14 w-full text-lead tablet:w-auto tablet:px-10"
              >
                {m.enter}
              </Button>
              <div role="status" className="mt-4 min-h-8">
                {isBusy && <p>{m.steps[entering]}</p>}
              </div>
              <div role="alert" className="empty:hidden">
                {(entering === 'busy' || entering === 'failed') && <Notice kind="stop">{m[entering]}</Notice>}
              </div>
            </>
          )}
        </SignedInOnly>
      </div>
    </>
  )
}

/** In the lobby. */
export function Lobby({ event, queue: { news } }: StateProps) {
  const { lobby: m, waiting } = useMessages(queueMessages)
  const moment = useMoments(event)
  const { status } = news
  return (
    <>
      <h2 className="heading">{m.title}</h2>
      <p className="subheading mt-4">{m.drawn(moment(status.lobbyClosesAt))}</p>
      <Countdown to={status.lobbyClosesAt} skewMs={news.skewMs} />
      <p className="prose mt-4">{m.text}</p>
      <p className="figure mt-6 text-lead">
        {/* The figures are a second old, and one is in. */}
        {m.inLobby(Math.max(1, status.inLobby))} · {waiting.left(status.placesLeft)}
      </p>
      <TellMe />
    </>
  )
}

/** While the draw is made. */
export function Drawing() {
  const { drawing: m } = useMessages(queueMessages)
  return (
    <>
      <h2 className="heading">{m.title}</h2>
      <p className="prose mt-4">{m.text}</p>
      <p className="mt-2 text-quiet">{m.offline}</p>
      <TellMe />
    </>
  )
}

/** With a number, before the turn. */
export function Waiting({
  event,
  queue: { news },
  view,
}: StateProps & { view: Extract<QueueView, { kind: 'waiting' }> }) {
  const m = useMessages(queueMessages)
  const { waiting } = m
  const formats = useFormats()
  const moment = useMoments(event)
  const { status } = news
  const { place, number } = view
  return (
    <>
      <h2 className="heading">
        {place.ahead === 0 ? (
          waiting.next
        ) : (
          <>
            <span className="figure mr-3 block text-waiting tabular-nums" data-ahead={place.ahead}>
              {formats.number(place.ahead)}
            </span>
            {waiting.title(place.ahead)}
          </>
        )}
      </h2>
      <p className="lead mt-4">
        {view.paused !== null
          ? waiting.paused[view.paused].text
          : view.begun
            ? `${waitWords(m, place.wait)}.`
            : waiting.begins(moment(status.onSaleAt))}
      </p>
      {!view.begun && <Countdown to={status.onSaleAt} skewMs={news.skewMs} />}
      <p className="mt-1 text-quiet">{waiting.number(formats.number(number))}</p>
      <div className="mt-6">
        <p className="figure text-lead">{waiting.left(status.placesLeft)}</p>
        {status.placesHeld > 0 && <p className="text-quiet">{waiting.held(status.placesHeld)}</p>}
        {place.outlook === 'poor' ? (
          <div className="mt-3">
            <Notice kind="stop">{waiting.outlook.poor}</Notice>
          </div>
        ) : (
          <p className="mt-1">{waiting.outlook[place.outlook]}</p>
        )}
      </div>
      <TellMe />
    </>
  )
}

/** Called. */
export function Turn({ event, queue }: StateProps) {
  const { turn: m } = useMessages(queueMessages)
  const navigate = useNavigate()
  const pass = usePass(event.id)
  const [wants, setWants] = useState(false)
  const [hasLeft, setLeft] = useState(false)
  const heading = useRef<HTMLHeadingElement>(null)
  const { calledAt } = queue
  const since = useSecondsSince(calledAt)
  const { answer, secondsLeft } = pass
  const isIn = secondsLeft !== undefined && secondsLeft > 0
  useEffect(() => {
    // Whoever was waiting here is taken to what has come.
    if (calledAt !== undefined) heading.current?.focus()
  }, [calledAt])
  useEffect(() => {
    if (wants && answer !== undefined && ('pass' in answer || answer.refused === 'no-queue'))
      void navigate(`/events/${event.id}/seats`)
  }, [wants, answer, navigate, event.id])
  const kept = since === undefined ? undefined : COME_WITHIN_MS / SECOND_MS - since
  const goIn = () => {
    setWants(true)
    setLeft(false)
    pass.ask()
  }
  const leave = async () => {
    await pass.leave().catch(() => undefined)
    setLeft(true)
  }
  return (
    <>
      <h2 ref={heading} tabIndex={-1} className="title text-signal outline-none" data-turn>
        {m.title}
      </h2>
      {isIn ? (
        <p className="lead mt-4">{m.inside(Math.ceil(secondsLeft / MINUTE_S))}</p>
      ) : secondsLeft === 0 ? (
        <p className="lead mt-4">{m.over}</p>
      ) : (
        <>
          <p className="lead mt-4">{kept === undefined ? m.now : kept > 0 ? m.within(kept) : m.after}</p>
          {kept !== undefined && kept > 0 && <p className="mt-1 text-quiet">{m.after}</p>}
        </>
      )}
      <div className="mt-6 flex flex-wrap items-center gap-x-4 gap-y-3">
        <SignedInOnly buyers>
          {() => (
            <Button
              onClick={goIn}
              aria-disabled={pass.isAsking}
              className="min-h-14 w-full text-lead tablet:w-auto tablet:px-10"
            >
              {pass.isAsking ? m.asking : m.choose}
            </Button>
          )}
        </SignedInOnly>
        {isIn && (
          <Button kind="quiet" onClick={() => void leave()}>
            {m.leave}
          </Button>
        )}
      </div>
      <div role="status" className="mt-6 empty:hidden">
        {hasLeft && <Notice kind="good">{m.left}</Notice>}
      </div>
      {wants && answer !== undefined && 'refused' in answer && answer.refused !== 'no-queue' && (
        <div className="mt-6">
          <NoPassNotice answer={answer} />
        </div>
      )}
    </>
  )
}

/** Nothing to wait for. */
export function Over({ event, kind }: { readonly event: EventView; readonly kind: 'sold-out' | 'ended' }) {
  const m = useMessages(queueMessages)
  const isSoldOut = kind === 'sold-out'
  return (
    <>
      <h2 className="heading">{isSoldOut ? m.soldOut.title : m.ended.title}</h2>
      <p className="prose mt-4">{isSoldOut ? m.soldOut.text : m.ended.text}</p>
      <p className="mt-6">
        <Link
          to={isSoldOut ? `/events/${event.id}` : `/events/${event.id}/seats`}
          className={buttonLook(isSoldOut ? 'plain' : 'main')}
        >
          {isSoldOut ? m.soldOut.event : m.ended.seats}
        </Link>
      </p>
    </>
  )
}

/** How long until a moment, by the minute: calm enough to leave open. */
function Countdown({ to, skewMs }: { readonly to: string; readonly skewMs: number }) {
  const now = useClock(skewMs)
  return <p className="lead text-quiet first-letter:uppercase">{spanUntil(new Date(to), now, useLanguage())}</p>
}
