import type { EventSummary } from '@foyer/contract/catalog.views'
import { Link } from 'react-router'
import { useFormats, useMessages } from '../../i18n/context.ts'
import { useNow } from '../../i18n/now.ts'
import { Poster } from '../../ui/poster/poster.tsx'
import type { Group } from './by-show.ts'
import { listingMessages } from './messages/index.ts'
import { SaleLine } from './sale-line.tsx'
import { standingOfSummary } from './standing.ts'
import { posterSubject } from './subject.ts'
import { VenueLine } from './venue-line.tsx'

/** Dates that are in sight at once: a row of them on a desk, two on a phone. The others unfold. */
const DATES_SHOWN = 6

interface RunRowProps {
  /** Events of a show at a venue, on several days. */
  readonly group: Group
  readonly venue?: boolean
}

/** A show at a venue and its dates, each of which leads to its own event. */
export function RunRow({ group, venue = true }: RunRowProps) {
  const m = useMessages(listingMessages)
  const [event] = group
  // One more than fits is shown in place of the words that it is hidden.
  const shown = group.length === DATES_SHOWN + 1 ? group.length : DATES_SHOWN
  const [first, rest] = [group.slice(0, shown), group.slice(shown)]
  return (
    <div className="grid grid-cols-[4.5rem_1fr] gap-x-4 border-t border-line py-4 tablet:grid-cols-[5.5rem_1fr] tablet:gap-x-6">
      <Poster subject={posterSubject(event.show, event.performers)} className="tablet:row-span-2" />
      <div className="flex flex-wrap items-baseline justify-between gap-x-6">
        <div>
          <h3 className="subheading">
            <Link to={`/shows/${event.show.id}`} className="no-underline hover:underline">
              {event.title}
            </Link>
          </h3>
          <VenueLine event={event} venue={venue} />
        </div>
        <p className="text-small tablet:text-body">
          <SaleLine event={cheapest(group)} />
        </p>
      </div>
      <div className="col-span-2 mt-3 tablet:col-span-1 tablet:col-start-2">
        <Dates events={first} />
        {rest.length > 0 && (
          <details>
            <summary className="fold mt-1 inline-flex min-h-11 items-center gap-2 text-small font-semibold">
              {m.moreDates(rest.length)}
            </summary>
            <Dates events={rest} />
          </details>
        )}
      </div>
    </div>
  )
}

/** The event that stands for what a run costs: the cheapest that can be had, or the first where none can. */
function cheapest([first, ...others]: Group): EventSummary {
  const price = (event: EventSummary) =>
    standingOfSummary(event).kind === 'on-sale' && event.from !== null ? event.from.minor : Infinity
  return others.reduce((best, event) => (price(event) < price(best) ? event : best), first)
}

const Dates = ({ events }: { readonly events: readonly EventSummary[] }) => (
  <ul className="grid grid-cols-[repeat(auto-fill,minmax(6.25rem,1fr))] gap-2">
    {events.map((event) => (
      <li key={event.id}>
        <DateLink event={event} />
      </li>
    ))}
  </ul>
)

function DateLink({ event }: { readonly event: EventSummary }) {
  const m = useMessages(listingMessages)
  const formats = useFormats()
  const starts = new Date(event.startsAt)
  const { kind } = standingOfSummary(event)
  const gone = kind === 'sold-out' ? m.soldOut : kind === 'cancelled' ? m.cancelled : undefined
  return (
    <Link
      to={`/events/${event.id}`}
      className="figure block h-full rounded border border-quiet/60 bg-raised px-3 py-1.5 leading-snug no-underline hover:border-ink"
    >
      <span className="block text-small">{formats.shortDay(starts, event.timeZone, useNow())}</span>
      <span className={`block ${gone === undefined ? '' : 'text-quiet line-through'}`}>
        {formats.time(starts, event.timeZone)}
      </span>
      {gone !== undefined && <span className="block text-small text-quiet">{gone}</span>}
    </Link>
  )
}
