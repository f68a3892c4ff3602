import type { EventSummary } from '@foyer/contract/catalog.views'
import { Link } from 'react-router'
import { useFormats, useMessages } from '../../i18n/context.ts'
import { useNow } from '../../i18n/now.ts'
import { Poster } from '../../ui/poster/poster.tsx'
import { listingMessages } from './messages/index.ts'
import { SaleLine } from './sale-line.tsx'
import { posterSubject } from './subject.ts'

interface EventCardProps {
  readonly event: EventSummary
  /** How many other dates the show has here. */
  readonly more?: number
}

/** An event on a wall of posters. The whole of it leads to the event. */
export function EventCard({ event, more = 0 }: EventCardProps) {
  const m = useMessages(listingMessages)
  const formats = useFormats()
  const starts = new Date(event.startsAt)
  const day = formats.shortDay(starts, event.timeZone, useNow())
  return (
    <Link to={`/events/${event.id}`} className="group block no-underline">
      <Poster
        subject={posterSubject(event.show, event.performers)}
        className="transition-transform duration-150 group-hover:-translate-y-1"
      />
      <div className="mt-3">
        <h3 className="font-display text-body font-bold leading-snug group-hover:underline">{event.title}</h3>
        <p className="mt-1 text-small">
          <span className="figure">{day}</span> · <span className="figure">{formats.time(starts, event.timeZone)}</span>
        </p>
        <p className="text-small text-quiet">
          {event.venue.name}, {event.venue.city}
        </p>
        {more > 0 && <p className="text-small text-quiet">{m.moreDates(more)}</p>}
        <p className="mt-1 text-small">
          <SaleLine event={event} />
        </p>
      </div>
    </Link>
  )
}
