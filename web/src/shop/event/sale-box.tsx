import type { EventView } from '@foyer/contract/catalog.views'
import { Link } from 'react-router'
import { useFormats, useMessages } from '../../i18n/context.ts'
import { useNow } from '../../i18n/now.ts'
import { buttonLook } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Price } from '../../ui/price.tsx'
import { standingOfEvent, type Standing } from '../listing/standing.ts'
import { eventMessages } from './messages/index.ts'
import { OnSaleCountdown } from './on-sale-countdown.tsx'
import { QueueBox } from './queue-box.tsx'

interface SaleBoxProps {
  readonly event: EventView
  /** Why it was postponed or cancelled, in the organiser's words. */
  readonly reason: string | null
  readonly hasOthers: boolean
}

/** What it costs and the one thing to press, whose words are the truth; or why there is nothing to press. */
export function SaleBox({ event, reason, hasOthers }: SaleBoxProps) {
  const m = useMessages(eventMessages)
  const standing = standingOfEvent(event)
  return (
    <section className="col-span-2 mt-8 self-end border-t-2 border-ink pt-5 tablet:col-span-1 tablet:col-start-2">
      {(standing.kind === 'on-sale' || standing.kind === 'not-yet') && <FromPrice event={event} />}
      {event.waitingRoom !== null && leadsThroughQueue(standing) && (
        <QueueBox event={event} waitingRoom={event.waitingRoom} isOnSale={event.sale.state === 'on-sale'} />
      )}
      {standing.kind === 'on-sale' && event.waitingRoom === null && (
        <>
          <Link
            to="seats"
            className={`${buttonLook('main')} mt-4 w-full min-h-14 text-lead tablet:w-auto tablet:px-10`}
          >
            {isFree(event) ? m.reserve : m.choose}
          </Link>
          <p className="mt-3 text-small text-quiet">
            {standing.few && <strong className="text-ink">{m.few} </strong>}
            {event.availability !== null && `${m.left(event.availability.available)} · `}
            {m.limit(event.sale.allowance)}
          </p>
        </>
      )}
      {standing.kind === 'not-yet' && event.waitingRoom === null && (
        <NotYet event={event} onSaleAt={standing.onSaleAt} />
      )}
      {standing.kind === 'sold-out' && <Notice title={m.soldOut}>{m.soldOutText}</Notice>}
      {standing.kind === 'cancelled' && (
        <Notice kind="stop" title={m.cancelled}>
          {reason !== null && <p>{m.reason(reason)}</p>}
          <p>{m.cancelledText}</p>
        </Notice>
      )}
      {standing.kind === 'postponed' && (
        <Notice kind="stop" title={m.postponed}>
          {reason !== null && <p>{m.reason(reason)}</p>}
          <p>{m.postponedText}</p>
        </Notice>
      )}
      {standing.kind === 'over' && <Notice title={m.over}>{m.overText}</Notice>}
      {standing.kind === 'no-tickets' && <Notice title={m.noTickets}>{m.noTicketsText}</Notice>}
      <p className="mt-4 flex flex-wrap gap-x-6">
        {standing.kind !== 'cancelled' && standing.kind !== 'postponed' && (
          <a href={`/events/${event.id}/event.ics`} className="inline-flex min-h-11 items-center font-semibold">
            {m.calendar}
          </a>
        )}
        {hasOthers && (
          <a href="#other-dates" className="inline-flex min-h-11 items-center font-semibold">
            {m.otherDates}
          </a>
        )}
        {standing.kind !== 'on-sale' && standing.kind !== 'not-yet' && (
          <Link to={`/venues/${event.venue.id}`} className="inline-flex min-h-11 items-center font-semibold">
            {m.elsewhere(event.venue.name)}
          </Link>
        )}
      </p>
    </section>
  )
}

/** Also when everything is taken at the moment: whoever waits hears of what comes back. */
const leadsThroughQueue = ({ kind }: Standing): boolean =>
  kind === 'on-sale' || kind === 'not-yet' || kind === 'sold-out'

const lowest = ({ priceLevels }: EventView) =>
  priceLevels.map((level) => level.price.allIn).toSorted((a, b) => a.minor - b.minor)[0]

const isFree = (event: EventView): boolean => event.priceLevels.every((level) => level.price.allIn.minor === 0)

function FromPrice({ event }: { readonly event: EventView }) {
  const m = useMessages(eventMessages)
  const amount = lowest(event)
  if (amount === undefined) return null
  if (isFree(event)) return <p className="figure text-h2">{m.free}</p>
  return (
    <p className="flex flex-wrap items-baseline gap-x-3">
      <span>
        {event.priceLevels.length > 1 && `${m.from} `}
        <Price amount={amount} className="text-h2" />
      </span>
      <span className="text-small text-quiet">{m.allIn}</span>
    </p>
  )
}

function NotYet({ event, onSaleAt }: { readonly event: EventView; readonly onSaleAt: string }) {
  const m = useMessages(eventMessages)
  const formats = useFormats()
  const at = new Date(onSaleAt)
  const when = `${formats.day(at, event.timeZone, useNow())}, ${m.at(formats.time(at, event.timeZone))}`
  return (
    <div className="mt-4">
      <Notice kind="signal" title={m.opens(when)}>
        <OnSaleCountdown onSaleAt={onSaleAt} />
      </Notice>
    </div>
  )
}
