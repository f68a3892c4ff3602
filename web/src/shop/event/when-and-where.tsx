import type { EventView } from '@foyer/contract/catalog.views'
import { Link } from 'react-router'
import { useFormats, useMessages } from '../../i18n/context.ts'
import { useNow } from '../../i18n/now.ts'
import { eventMessages } from './messages/index.ts'

interface WhenAndWhereProps {
  readonly event: EventView
  /** What the organiser said of the new date. */
  readonly reason: string | null
}

/** When in the venue's own time, said to be so, and where. */
export function WhenAndWhere({ event, reason }: WhenAndWhereProps) {
  const m = useMessages(eventMessages)
  const formats = useFormats()
  const now = useNow()
  const { timeZone, venue } = event
  const starts = new Date(event.startsAt)
  const time = (instant: string) => formats.time(new Date(instant), timeZone)
  const beside = [
    event.doorsAt === null ? undefined : m.doors(time(event.doorsAt)),
    event.endsAt === null ? undefined : m.until(time(event.endsAt)),
  ].filter((one) => one !== undefined)
  return (
    <div className="mt-6 grid gap-5">
      <div>
        <p className="subheading">
          <time
            dateTime={event.startsAt}
            // What no longer holds is struck; why is said below.
            className={event.status === 'cancelled' || event.status === 'postponed' ? 'line-through' : undefined}
          >
            {formats.dayAndTime(formats.day(starts, timeZone, now), m.at(time(event.startsAt)))}
          </time>
        </p>
        {beside.length > 0 && <p>{beside.join(' · ')}</p>}
        <p className="text-small text-quiet">{m.localTime(formats.zone(starts, timeZone))}</p>
        {event.previousStartsAt !== null && event.status === 'rescheduled' && (
          <p className="mt-2 border-l-4 border-signal pl-3 text-small">
            {m.moved(formats.day(new Date(event.previousStartsAt), timeZone, now))}
            {reason !== null && ` ${m.reason(reason)}`}
          </p>
        )}
      </div>
      <div>
        <p className="subheading">
          <Link to={`/venues/${venue.id}`}>{venue.name}</Link>
        </p>
        <p>
          {event.hall !== null && event.hall.name !== venue.name && `${event.hall.name} · `}
          {venue.city}, {formats.country(venue.country)}
        </p>
      </div>
    </div>
  )
}
