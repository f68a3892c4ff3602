import type { OwnEvent } from '@foyer/contract/catalog.views'
import { Link } from 'react-router'
import { useFormats, useMessages } from '../i18n/context.ts'
import { useNow } from '../i18n/now.ts'
import { organizerMessages } from './messages/index.ts'

const ACTION =
  'inline-flex min-h-11 items-center px-2 font-display font-semibold underline decoration-line hover:decoration-current'

/** One event in the list of its organiser: how it stands, how it sells, and the way to its screens. */
export function EventRow({ event }: { readonly event: OwnEvent }) {
  const m = useMessages(organizerMessages)
  const f = useFormats()
  const now = useNow()
  const starts = new Date(event.startsAt)
  return (
    <li className="grid gap-x-6 gap-y-1 border-t border-line py-4 tablet:grid-cols-[1fr_auto] desk:grid-cols-[1fr_16rem_14rem]">
      <div>
        <p className="figure text-small">
          {f.shortDay(starts, event.timeZone, now)}, {f.time(starts, event.timeZone)}
        </p>
        <h2 className="subheading mt-1">
          <Link to={`/organise/events/${event.id}`} className="inline-block py-1">
            {event.title}
          </Link>
        </h2>
        <p className="mt-1 text-small text-quiet">
          {event.venue.name}, {event.venue.city}
        </p>
      </div>
      <div className="text-small tablet:text-right desk:text-left">
        <Standing event={event} />
        <p className="text-quiet">{roomOf(event)}</p>
      </div>
      <div className="tablet:col-span-2 desk:col-span-1">
        <Sold event={event} />
        <p className="-mx-2 mt-1 flex flex-wrap gap-x-2">
          <Link
            to={`/organise/events/${event.id}/tickets`}
            className={ACTION}
            aria-label={`${m.toTickets}: ${event.title}`}
          >
            {m.toTickets}
          </Link>
          <Link
            to={`/organise/events/${event.id}/on-sale`}
            className={ACTION}
            aria-label={`${m.toOnSale}: ${event.title}`}
          >
            {m.toOnSale}
          </Link>
          <Link to={`/organise/events/${event.id}/live`} className={ACTION} aria-label={`${m.toLive}: ${event.title}`}>
            {m.toLive}
          </Link>
        </p>
      </div>
    </li>
  )

  function roomOf({ waitingRoom }: OwnEvent): string {
    if (waitingRoom === null) return m.room.none
    return waitingRoom.ended ? m.room.over : m.room.open
  }
}

const TONES = {
  draft: 'text-quiet',
  'not-yet': 'text-ink',
  'on-sale': 'text-good',
  paused: 'text-signal',
  over: 'text-quiet',
  cancelled: 'text-stop',
} as const

function Standing({ event: { sale, timeZone } }: { readonly event: OwnEvent }) {
  const m = useMessages(organizerMessages)
  const f = useFormats()
  const now = useNow()
  const when = sale.onSaleAt === null ? undefined : new Date(sale.onSaleAt)
  const isAhead = sale.state === 'not-yet' || sale.state === 'draft'
  return (
    <p>
      <span className={`font-display font-semibold ${TONES[sale.state]}`}>{m.standing[sale.state]}</span>
      {isAhead && when !== undefined && (
        <span className="figure block">
          {m.onSaleAt(`${f.shortDay(when, timeZone, now)}, ${f.time(when, timeZone)}`)}
        </span>
      )}
    </p>
  )
}

function Sold({ event: { places, sold, available } }: { readonly event: OwnEvent }) {
  const m = useMessages(organizerMessages)
  const f = useFormats()
  if (places === 0) return <p className="text-small text-quiet">{m.noPlaces}</p>
  return (
    <div className="text-small">
      <p className="figure">
        {m.sold(f.number(sold), f.number(places))}
        {available !== null && <span className="text-quiet"> · {m.left(available)}</span>}
      </p>
      <svg viewBox="0 0 100 2" preserveAspectRatio="none" aria-hidden="true" className="mt-1 block h-1.5 w-full">
        <rect width="100" height="2" className="fill-line" />
        <rect width={(100 * sold) / places} height="2" className="fill-ink" />
      </svg>
    </div>
  )
}
