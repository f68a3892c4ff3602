import { Link, useLocation } from 'react-router'
import { useMessages } from '../../i18n/context.ts'
import { useNow } from '../../i18n/now.ts'
import { layoutMessages } from '../layout/messages/index.ts'
import { useKeptPlaces } from './use-kept-places.ts'

/** Where the way back would be one too many: the waiting room itself, the seats and what follows them. */
const SILENT = /^\/(?:events\/[^/]+\/(?:queue|seats)|checkout\/)/

/** Leads whoever waits somewhere back to their place, from every page. */
export function QueueReminder() {
  const m = useMessages(layoutMessages)
  const { pathname } = useLocation()
  const places = useKeptPlaces()
  const now = useNow().getTime()
  const place = places.find(({ shownUntil }) => shownUntil > now)
  if (place === undefined || SILENT.test(pathname)) return null
  return (
    <aside aria-label={m.queue.label} className="border-b border-line bg-signal-soft">
      <p className="frame flex flex-wrap items-center justify-between gap-x-6 text-small">
        <span className="py-1">{m.queue.waits(place.title)}</span>
        <Link
          to={`/events/${place.eventId}/queue`}
          className="inline-flex min-h-11 items-center font-display font-semibold"
        >
          {m.queue.back}
        </Link>
      </p>
    </aside>
  )
}
