import type { EventSummary } from '@foyer/contract/catalog.views'
import { Link } from 'react-router'
import { useFormats, useMessages } from '../../i18n/context.ts'
import { useNow } from '../../i18n/now.ts'
import { Poster } from '../../ui/poster/poster.tsx'
import { listingMessages } from './messages/index.ts'
import { SaleLine } from './sale-line.tsx'
import { posterSubject } from './subject.ts'

interface EventRowProps {
  readonly event: EventSummary
  /** Without one where all rows would show the same. */
  readonly poster?: boolean
}

/** An event in a list. The whole of it leads to the event. */
export function EventRow({ event, poster = true }: EventRowProps) {
  const m = useMessages(listingMessages)
  const formats = useFormats()
  const starts = new Date(event.startsAt)
  return (
    <Link
      to={`/events/${event.id}`}
      className={`group grid gap-4 border-t border-line py-4 no-underline tablet:gap-6 ${poster ? 'grid-cols-[4.5rem_1fr] tablet:grid-cols-[5.5rem_1fr_auto]' : 'tablet:grid-cols-[1fr_auto]'}`}
    >
      {poster && <Poster subject={posterSubject(event.show, event.performers)} />}
      <div>
        <p className="text-small">
          <span className="figure">{formats.shortDay(starts, event.timeZone, useNow())}</span>
          {' · '}
          <span className="figure">{m.at(formats.time(starts, event.timeZone))}</span>
        </p>
        <h3 className="subheading mt-1 group-hover:underline">{event.title}</h3>
        <p className="mt-1 text-small text-quiet">
          {event.venue.name}, {event.venue.city}
          {event.distanceKm !== null && ` · ${m.distance(formats.number(Math.round(event.distanceKm)))}`}
        </p>
        <p className="mt-1 text-small tablet:hidden">
          <SaleLine event={event} />
        </p>
      </div>
      <p className="hidden self-center text-right tablet:block">
        <SaleLine event={event} />
      </p>
    </Link>
  )
}
