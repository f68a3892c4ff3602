import type { EventView } from '@foyer/contract/catalog.views'
import { Link } from 'react-router'
import { useFormats } from '../../i18n/context.ts'
import { useNow } from '../../i18n/now.ts'
import { Poster } from '../../ui/poster/poster.tsx'
import { posterSubject } from '../listing/subject.ts'

/** Which event it is about: its poster, title, when in the venue's time, where. */
export function WhichEvent({ event }: { readonly event: EventView }) {
  const f = useFormats()
  const now = useNow()
  const starts = new Date(event.startsAt)
  return (
    <div className="mt-8 grid grid-cols-[5rem_1fr] items-center gap-x-5 tablet:grid-cols-[7rem_1fr] tablet:gap-x-6">
      <Poster
        subject={posterSubject(
          event.show,
          event.performers.filter(({ billing }) => billing === 0),
        )}
      />
      <div>
        <Link to={`/events/${event.id}`} className="heading no-underline hover:underline">
          {event.title}
        </Link>
        <p className="mt-2 font-medium">
          <time dateTime={event.startsAt}>
            {f.dayAndTime(f.day(starts, event.timeZone, now), f.time(starts, event.timeZone))}
          </time>
        </p>
        <p className="text-quiet">
          {event.venue.name}, {event.venue.city}
        </p>
      </div>
    </div>
  )
}
