import type { EventView } from '@foyer/contract/catalog.views'
import { Link } from 'react-router'
import { useFormats } from '../../i18n/context.ts'
import { useNow } from '../../i18n/now.ts'

type Event = Pick<EventView, 'id' | 'title' | 'startsAt' | 'timeZone'> & {
  readonly venue: { readonly name: string; readonly city: string }
}

/** Which event it is about: title, when in the venue's time, where. */
export function WhichEvent({ event }: { readonly event: Event }) {
  const f = useFormats()
  const now = useNow()
  const starts = new Date(event.startsAt)
  return (
    <div className="mt-8">
      <Link to={`/events/${event.id}`} className="subheading no-underline hover:underline">
        {event.title}
      </Link>
      <p className="mt-1 text-quiet">
        <time dateTime={event.startsAt}>
          {f.day(starts, event.timeZone, now)}, {f.time(starts, event.timeZone)}
        </time>
        {' · '}
        {event.venue.name}, {event.venue.city}
      </p>
    </div>
  )
}
