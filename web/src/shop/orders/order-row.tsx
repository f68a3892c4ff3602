import type { OrderSummary } from '@foyer/contract/orders'
import { Link } from 'react-router'
import { useApi } from '../../api/context.ts'
import { useFormats, useMessages } from '../../i18n/context.ts'
import type { Amount } from '../../i18n/format.ts'
import { useNow } from '../../i18n/now.ts'
import { Price } from '../../ui/price.tsx'
import { useFetched } from '../session/use-fetched.ts'
import { orderMessages } from './messages/index.ts'
import { gravityOf, standingOf } from './order/standing.ts'

/** A standing in the colour that its own page says it in. */
const INKS = {
  plain: '',
  signal: 'font-semibold text-signal',
  good: 'font-semibold text-good',
  stop: 'font-semibold text-stop',
} as const

interface OrderRowProps {
  readonly order: OrderSummary
  /** What the other orders of the list cost. */
  readonly beside: readonly Amount[]
}

/** One order in the list: what for, how it stands, how much. */
export function OrderRow({ order, beside }: OrderRowProps) {
  const m = useMessages(orderMessages)
  const f = useFormats()
  const now = useNow()
  const standing = standingOf(order)
  const api = useApi()
  const event = useFetched(order.eventId, (signal) =>
    api.call('GET', '/v1/events/:eventId', { params: { eventId: order.eventId }, signal }),
  )
  const known = event.state === 'ready' ? event.value : undefined
  const starts = known === undefined ? undefined : new Date(known.startsAt)
  return (
    <li className="border-b border-line">
      <Link
        to={`/orders/${order.id}`}
        className="flex items-baseline justify-between gap-4 py-4 no-underline hover:bg-raised"
      >
        <span className="min-h-12">
          <span className="subheading block">{known?.title ?? m.someEvent}</span>
          <span className="text-quiet">
            {starts !== undefined && known !== undefined && `${f.shortDay(starts, known.timeZone, now)} · `}
            {m.placeCount(order.places)} ·{' '}
            <span className={INKS[gravityOf(standing)]}>{m.standings[standing].title}</span>
          </span>
        </span>
        <Price amount={order.amount} beside={beside} />
      </Link>
    </li>
  )
}
