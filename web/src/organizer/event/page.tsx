import type { OwnEvent } from '@foyer/contract/catalog.views'
import { useState } from 'react'
import { useApi } from '../../api/context.ts'
import { useMessages } from '../../i18n/context.ts'
import { NotHad } from '../../shop/session/not-had.tsx'
import { useFetched } from '../../shop/session/use-fetched.ts'
import { EventFrame } from '../event-frame.tsx'
import { AsFansSeeIt } from './as-fans-see-it.tsx'
import { DetailsSection } from './details-section.tsx'
import { ownEventMessages } from './messages/index.ts'
import { OwnSection } from './own-section.tsx'
import { ShowSection } from './show-section.tsx'
import { StandingSection } from './standing-section.tsx'
import { TurnsSection } from './turns-section.tsx'

/** One event of an organiser: how it stands, what it still needs, how it looks, and the turns that it can take. */
export function Page() {
  const m = useMessages(ownEventMessages)
  return <EventFrame title={m.title}>{({ event, put }) => <EventLoaded own={event} put={put} />}</EventFrame>
}

function EventLoaded({ own, put }: { readonly own: OwnEvent; readonly put: (event: OwnEvent) => void }) {
  const api = useApi()
  const params = { eventId: own.id }
  const [turns, setTurns] = useState(0)
  const preview = useFetched(`preview ${own.id}`, (signal) =>
    api.call('GET', '/v1/events/:eventId/preview', { params, signal }),
  )
  if (preview.state !== 'ready') return <NotHad fetched={preview} />
  const again = async () => {
    const [next, event] = await Promise.all([
      api.call('GET', '/v1/events/:eventId/preview', { params }),
      api.call('GET', '/v1/me/events/:eventId', { params }),
    ])
    preview.put(next)
    put(event)
  }
  const { event, missing, own: parts } = preview.value
  return (
    <div className="mt-8 grid gap-x-16 gap-y-12 desk:grid-cols-[minmax(0,1fr)_24rem]">
      <div className="min-w-0">
        <StandingSection event={event} missing={missing} again={again} />
        {/* A turn moves the hours that its form shows; saving the form itself does not. */}
        <DetailsSection key={turns} event={event} again={again} />
        <ShowSection event={event} again={again} isOwn={parts.show} />
        <OwnSection event={event} own={parts} />
        <TurnsSection
          event={event}
          again={async () => {
            await again()
            setTurns((before) => before + 1)
          }}
        />
      </div>
      <AsFansSeeIt event={event} />
    </div>
  )
}
