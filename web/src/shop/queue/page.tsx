import { Refused } from '@foyer/contract/client'
import type { EventView } from '@foyer/contract/catalog.views'
import type { QueueStatus } from '@foyer/contract/queue'
import { useEffect, useEffectEvent, useState } from 'react'
import { Link } from 'react-router'
import { Head } from '../../document/head.tsx'
import { useFormats, useMessages } from '../../i18n/context.ts'
import { useNow } from '../../i18n/now.ts'
import { usePageData, type LoadContext } from '../../page.ts'
import { buttonLook } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Announcer } from './announcer.tsx'
import { queueMessages } from './messages/index.ts'
import { isSoundWanted, notify, playTones } from './signals.ts'
import { Before, Drawing, Lobby, Out, Over, Turn, Waiting } from './states.tsx'
import { Timeline } from './timeline.tsx'
import { useLookAgain } from './use-look-again.ts'
import { useQueue, type QueueSeen } from './use-queue.ts'

export async function load({ api, params, signal }: LoadContext) {
  const eventId = params['eventId'] ?? ''
  const event = await api.call('GET', '/v1/events/:eventId', { params: { eventId }, signal })
  if (event.waitingRoom === null) return { event, status: null }
  try {
    return { event, status: await api.call('GET', '/v1/events/:eventId/queue/status', { params: { eventId }, signal }) }
  } catch (error) {
    // It ended since the event was read.
    if (error instanceof Refused && error.problem.status === 404) return { event, status: null }
    throw error
  }
}

/** The waiting room of an event. */
export function Page() {
  const { event, status } = usePageData<typeof load>()
  const m = useMessages(queueMessages)
  const [hadNone] = useState(status === null)
  return (
    <div className="frame arriving py-6 tablet:py-10">
      <p role="status" className="sr-only">
        {hadNone && status !== null && m.none.opened}
      </p>
      {status === null ? <NoQueue event={event} /> : <WaitingRoom key={event.id} event={event} first={status} />}
    </div>
  )
}

function WaitingRoom({ event, first }: { readonly event: EventView; readonly first: QueueStatus }) {
  const m = useMessages(queueMessages)
  const queue = useQueue(event, first)
  const { news, view } = queue
  useSignals(event, queue)
  const isOver = view.kind === 'sold-out' || view.kind === 'ended'
  return (
    <>
      <Head
        title={view.kind === 'turn' ? m.turnTitle(event.title) : m.title(event.title)}
        description={m.description(event.title)}
        canonical={`/events/${event.id}`}
      />
      <Which event={event} />
      <div className="mt-8 grid gap-x-16 gap-y-12 desk:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="max-w-reading" data-view={view.kind}>
          <noscript>
            <div className="mb-6">
              <Notice kind="signal">{m.noScript}</Notice>
            </div>
          </noscript>
          {news.status.message !== null && (
            <div className="mb-6">
              <Notice kind="signal" title={m.fromOrganiser}>
                {news.status.message}
              </Notice>
            </div>
          )}
          {view.kind === 'waiting' && view.paused !== null && (
            <p className="label mb-2 text-signal">{m.waiting.paused[view.paused].title}</p>
          )}
          <State event={event} queue={queue} />
          {news.staleSince !== undefined && (
            <div className="mt-6">
              <Notice live>{m.stale}</Notice>
            </div>
          )}
        </div>
        <aside className="space-y-10">
          {!isOver && (
            <>
              <Timeline event={event} status={news.status} />
              <Safe />
            </>
          )}
          <CheckIt event={event} />
        </aside>
      </div>
      <Announcer view={view} message={news.status.message} />
    </>
  )
}

function State({ event, queue }: { readonly event: EventView; readonly queue: QueueSeen }) {
  const { view } = queue
  switch (view.kind) {
    case 'before':
      return <Before event={event} queue={queue} />
    case 'out':
      return <Out event={event} queue={queue} late={view.late} />
    case 'lobby':
      return <Lobby event={event} queue={queue} />
    case 'drawing':
      return <Drawing />
    case 'waiting':
      return <Waiting event={event} queue={queue} view={view} />
    case 'turn':
      return <Turn event={event} queue={queue} />
    case 'sold-out':
    case 'ended':
      return <Over event={event} kind={view.kind} />
  }
}

/** Tells whoever looks elsewhere that their turn has come. */
function useSignals(event: EventView, { calledAt }: QueueSeen): void {
  const m = useMessages(queueMessages)
  const tell = useEffectEvent(() => {
    if (isSoundWanted()) playTones()
    if (document.hidden) notify(event.id, m.turnTitle(event.title), m.tell.body)
  })
  useEffect(() => {
    if (calledAt !== undefined) tell()
  }, [calledAt])
}

function Which({ event }: { readonly event: EventView }) {
  const m = useMessages(queueMessages)
  const formats = useFormats()
  const now = useNow()
  const starts = new Date(event.startsAt)
  return (
    <div className="border-b border-line pb-5">
      <p className="label">{m.label}</p>
      <h1 className="subheading mt-1">
        <Link to={`/events/${event.id}`}>{event.title}</Link>
      </h1>
      <p className="text-small text-quiet">
        {formats.shortDay(starts, event.timeZone, now)}, {formats.time(starts, event.timeZone)} · {event.venue.name},{' '}
        {event.venue.city}
      </p>
    </div>
  )
}

function Safe() {
  const { safe: m } = useMessages(queueMessages)
  return (
    <section>
      <h2 className="subheading">{m.title}</h2>
      <ul className="mt-3 space-y-2 text-small">
        {[m.close, m.device, m.early].map((words) => (
          <li key={words}>{words}</li>
        ))}
      </ul>
    </section>
  )
}

function CheckIt({ event }: { readonly event: EventView }) {
  const { check: m } = useMessages(queueMessages)
  return (
    <section>
      <h2 className="subheading">{m.title}</h2>
      <p className="mt-3 text-small">{m.text}</p>
      <Link to={`/events/${event.id}/draw`} className="inline-flex min-h-11 items-center text-small font-semibold">
        {m.link}
      </Link>
    </section>
  )
}

/** Whoever came before it was opened sees it open. */
function NoQueue({ event }: { readonly event: EventView }) {
  const m = useMessages(queueMessages)
  useLookAgain()
  return (
    <>
      <Head title={m.title(event.title)} hidden />
      <Which event={event} />
      <h2 className="heading mt-8">{m.none.title}</h2>
      <p className="prose mt-4">{m.none.text}</p>
      <p className="mt-6">
        <Link to={`/events/${event.id}`} className={buttonLook('main')}>
          {m.none.event}
        </Link>
      </p>
    </>
  )
}
