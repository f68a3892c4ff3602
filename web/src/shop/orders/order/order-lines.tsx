import type { Order } from '@foyer/contract/orders'
import { useMessages } from '../../../i18n/context.ts'
import { Price } from '../../../ui/price.tsx'
import { levelBeside, placeParts } from '../../checkout/place-parts.ts'
import { orderMessages } from '../messages/index.ts'

/** What was ordered, and what it is made of. */
export function OrderLines({ order }: { readonly order: Order }) {
  const m = useMessages(orderMessages)
  const column = [...order.lines.map(({ allIn }) => allIn), order.amount, order.fees]
  return (
    <div className="mt-8">
      <h2 className="sr-only">{m.places}</h2>
      <ul className="border-t border-line">
        {order.lines.map((line) => (
          <li key={line.place} className="flex items-baseline justify-between gap-4 border-b border-line py-3">
            <span>
              <span className="figure block text-h3">{placeParts(line, m)}</span>
              <span className="text-small text-quiet">{levelBeside(line.section, line.priceLevel)}</span>
            </span>
            <Price amount={line.allIn} beside={column} />
          </li>
        ))}
      </ul>
      <dl className="mt-4 grid grid-cols-[1fr_auto] gap-y-1">
        <dt className="subheading">{m.total}</dt>
        <dd className="text-right text-h3">
          <Price amount={order.amount} beside={column} />
        </dd>
        <dt className="text-quiet">{m.ofWhichFees}</dt>
        <dd className="text-right text-quiet">
          <Price amount={order.fees} beside={column} />
        </dd>
      </dl>
    </div>
  )
}
