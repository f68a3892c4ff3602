import { useEffect, useEffectEvent } from 'react'
import { Link } from 'react-router'
import { useApi } from '../../api/context.ts'
import { useMessages } from '../../i18n/context.ts'
import { buttonLook } from '../../ui/button.tsx'
import { EventFrame, type OwnEventScreen } from '../event-frame.tsx'
import { Announcer } from './announcer.tsx'
import { Changes } from './changes.tsx'
import { Controls } from './controls.tsx'
import { Latency, PriceLevels, Refusals, Signals } from './details.tsx'
import { Figures } from './figures.tsx'
import { Lines } from './lines.tsx'
import { liveMessages } from './messages/index.ts'
import { Standing } from './standing.tsx'
import { useLive } from './use-live.ts'

/** A sale as it goes on: figures, lines, and the few controls there are. */
export function Page() {
  const m = useMessages(liveMessages)
  return <EventFrame title={m.title}>{(screen) => <Live {...screen} />}</EventFrame>
}

function Live({ event, account, put: screenPut }: OwnEventScreen) {
  const m = useMessages(liveMessages)
  const api = useApi()
  const { live, via, put } = useLive(event.id)
  const { timeZone } = event
  const phase = live?.status?.phase
  // What is told of the event above is told anew when the sale has come further.
  const readAgain = useEffectEvent(async () => {
    const params = { eventId: event.id }
    // Where nobody answers, what is told stays until the next step; that nobody answers is said already.
    await api.call('GET', '/v1/me/events/:eventId', { params }).then(screenPut, () => undefined)
  })
  useEffect(() => {
    if (phase !== undefined) void readAgain()
  }, [phase])
  if (live === undefined)
    return (
      <p role="status" className="py-10 text-quiet">
        {m.via.connecting}
      </p>
    )
  return (
    <div data-live>
      <Announcer live={live} />
      <Standing live={live} via={via} timeZone={timeZone} />
      <div className="mt-2 grid gap-x-14 gap-y-10 desk:grid-cols-[1fr_21rem]">
        <div className="min-w-0">
          <Figures live={live} />
          <Lines pulse={live.pulse} />
        </div>
        <div className="desk:row-span-2">
          {live.status === null ? (
            <NoRoom eventId={event.id} />
          ) : (
            <Controls eventId={event.id} live={live} put={put} timeZone={timeZone} />
          )}
        </div>
        <div className="grid min-w-0 content-start gap-x-14 gap-y-10 tablet:grid-cols-2">
          <PriceLevels live={live} />
          <Refusals live={live} />
          <Latency live={live} />
          <Signals live={live} />
          {live.status !== null && <Changes changes={live.changes} accountId={account.accountId} timeZone={timeZone} />}
        </div>
      </div>
    </div>
  )
}

function NoRoom({ eventId }: { readonly eventId: string }) {
  const m = useMessages(liveMessages)
  return (
    <div className="mt-6 border-l-4 border-line pl-5">
      <p>{m.noRoom}</p>
      <Link to={`/organise/events/${eventId}/on-sale`} className={`${buttonLook('quiet')} -ml-2`}>
        {m.setRoom}
      </Link>
    </div>
  )
}
