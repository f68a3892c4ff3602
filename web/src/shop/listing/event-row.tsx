import type { EventSummary } from '@foyer/contract/catalog.views'
import { Link } from 'react-router'
import { useFormats, useMessages } from '../../i18n/context.ts'
import { useNow } from '../../i18n/now.ts'
import { Poster } from '../../ui/poster/poster.tsx'
import type { Group } from './by-show.ts'
import { listingMessages } from './messages/index.ts'
import { SaleLine } from './sale-line.tsx'
import { posterSubject } from './subject.ts'
import { VenueLine } from './venue-line.tsx'

interface EventRowProps {
  /** Events that differ by their time of the day alone. */
  readonly group: Group
  /** Without one where all rows would show the same. */
  readonly poster?: boolean
  readonly venue?: boolean
}

/** Events in a list: one row leads to one event as a whole; of several, each time leads to its own. */
export function EventRow({ group, poster = true, venue = true }: EventRowProps) {
  const m = useMessages(listingMessages)
  const formats = useFormats()
  const now = useNow()
  const [event, ...others] = group
  const starts = new Date(event.startsAt)
  // Under the title of its show a row is told by its day.
  const isTold = poster || event.title !== event.show.title
  const day = formats.shortDay(starts, event.timeZone, now)
  const when = others.length === 0 ? `${day} · ${m.at(formats.time(starts, event.timeZone))}` : day
  const columns = poster ? 'grid-cols-[4.5rem_1fr] tablet:grid-cols-[5.5rem_1fr_auto]' : 'tablet:grid-cols-[1fr_auto]'
  return (
    <div className={`group relative grid gap-x-4 border-t border-line py-4 tablet:gap-x-6 ${columns}`}>
      {poster && <Poster subject={posterSubject(event.show, event.performers)} />}
      <div>
        {isTold && <p className="figure text-small">{when}</p>}
        <h3 className={`subheading ${isTold ? 'mt-1' : 'figure'}`}>
          <Link to={`/events/${event.id}`} className="no-underline after:absolute after:inset-0 group-hover:underline">
            {isTold ? event.title : when}
          </Link>
        </h3>
        <VenueLine event={event} venue={venue} />
        {others.length > 0 && <Times group={group} />}
        <p className="mt-1 text-small tablet:hidden">
          <SaleLine event={event} />
        </p>
      </div>
      <p className="hidden self-center text-right tablet:block">
        <SaleLine event={event} />
      </p>
    </div>
  )
}

const Times = ({ group }: { readonly group: Group }) => (
  <ul className="mt-2 flex flex-wrap gap-2">
    {group.map((event) => (
      <li key={event.id}>
        <Time event={event} />
      </li>
    ))}
  </ul>
)

function Time({ event }: { readonly event: EventSummary }) {
  const formats = useFormats()
  const isGone = event.availability === 'none' || event.status === 'cancelled'
  return (
    <Link
      to={`/events/${event.id}`}
      className={`figure relative inline-flex min-h-9 items-center rounded border border-quiet/60 bg-raised px-3 no-underline hover:border-ink ${isGone ? 'line-through' : ''}`}
    >
      {formats.time(new Date(event.startsAt), event.timeZone)}
    </Link>
  )
}
