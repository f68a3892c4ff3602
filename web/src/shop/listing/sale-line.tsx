import type { EventSummary } from '@foyer/contract/catalog.views'
import { useFormats, useMessages } from '../../i18n/context.ts'
import { useNow } from '../../i18n/now.ts'
import { Price } from '../../ui/price.tsx'
import { listingMessages } from './messages/index.ts'
import { standingOfSummary } from './standing.ts'

/** What it costs, or why it cannot be had: in a few words. */
export function SaleLine({ event }: { readonly event: EventSummary }) {
  const m = useMessages(listingMessages)
  const formats = useFormats()
  const now = useNow()
  const standing = standingOfSummary(event)
  switch (standing.kind) {
    case 'on-sale':
      return (
        <>
          <FromPrice event={event} />
          {standing.few && <span className="ml-2 font-semibold text-signal">{m.few}</span>}
        </>
      )
    case 'not-yet': {
      const at = new Date(standing.onSaleAt)
      const when = `${formats.shortDay(at, event.timeZone, now)} ${formats.time(at, event.timeZone)}`
      return <span className="text-quiet">{m.onSaleAt(when)}</span>
    }
    case 'sold-out':
      return <span className="text-quiet">{m.soldOut}</span>
    case 'postponed':
      return <span className="font-semibold text-stop">{m.postponed}</span>
    case 'cancelled':
      return <span className="font-semibold text-stop">{m.cancelled}</span>
    case 'over':
      return <span className="text-quiet">{m.over}</span>
    case 'no-tickets':
      return <span className="text-quiet">{m.noTickets}</span>
  }
}

function FromPrice({ event: { from } }: { readonly event: EventSummary }) {
  const m = useMessages(listingMessages)
  if (from === null) return null
  if (from.minor === 0) return <span className="figure">{m.free}</span>
  return (
    <span>
      {m.from} <Price amount={from} />
    </span>
  )
}
