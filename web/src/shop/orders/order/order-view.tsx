import type { Order } from '@foyer/contract/orders'
import { Link } from 'react-router'
import { useApi } from '../../../api/context.ts'
import { useFormats, useLanguage, useMessages } from '../../../i18n/context.ts'
import { Button, buttonLook } from '../../../ui/button.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { WhichEvent } from '../../checkout/which-event.tsx'
import { SandboxMail } from '../../session/sandbox-mail.tsx'
import { useFetched } from '../../session/use-fetched.ts'
import { useSubmit } from '../../session/sign-in/use-submit.ts'
import { orderMessages } from '../messages/index.ts'
import { OrderLines } from './order-lines.tsx'
import { Receipt } from './receipt.tsx'
import { keepReturnLanguage } from './return-language.ts'
import { gravityOf, hasTickets, mayChooseAgain, standingOf } from './standing.ts'
import { TicketLinks } from './ticket-links.tsx'

interface OrderViewProps {
  readonly order: Order
  readonly onChange: (order: Order) => void
}

/** How an order stands first, in plain words with the way on; then what it is. */
export function OrderView({ order, onChange }: OrderViewProps) {
  const m = useMessages(orderMessages)
  const f = useFormats()
  const api = useApi()
  const language = useLanguage()
  const standing = standingOf(order)
  const { title, says } = m.standings[standing]
  const event = useFetched(order.eventId, (signal) =>
    api.call('GET', '/v1/events/:eventId', { params: { eventId: order.eventId }, signal }),
  )
  const cancel = useSubmit(async () => {
    onChange(await api.call('POST', '/v1/orders/:orderId/cancellations', { params: { orderId: order.id } }))
  })
  const payUrl = order.payment?.url ?? null
  return (
    <>
      <div role="status">
        <h2 className="title" data-standing={standing}>
          {title}
        </h2>
        <div className="mt-6">
          <Notice kind={gravityOf(standing)}>
            <p>{says}</p>
            {order.refunded.minor > 0 && <p>{m.soMuchBack(f.price(order.refunded))}</p>}
          </Notice>
        </div>
      </div>
      {standing === 'to-pay' && (
        <div className="mt-6 flex flex-wrap items-center gap-3">
          {payUrl === null ? (
            <p className="text-quiet">{m.openingPayment}</p>
          ) : (
            <a href={payUrl} onClick={() => keepReturnLanguage(language)} className={buttonLook('main')}>
              {m.payNow(f.price(order.amount))}
            </a>
          )}
          <Button kind="quiet" onClick={cancel.run} aria-disabled={cancel.pending}>
            {m.cancel}
          </Button>
          {cancel.fault !== undefined && <Notice kind="stop">{cancel.fault}</Notice>}
        </div>
      )}
      {mayChooseAgain(standing) && (
        <p className="mt-6">
          <Link to={`/events/${order.eventId}/seats`} className={buttonLook('main')}>
            {m.chooseAgain}
          </Link>
        </p>
      )}
      {hasTickets(standing) && (
        <>
          <TicketLinks order={order} />
          <div className="mt-6 empty:hidden">
            <SandboxMail />
          </div>
        </>
      )}
      {event.state === 'ready' && <WhichEvent event={event.value} />}
      <OrderLines order={order} />
      {order.receipt !== null && <Receipt orderId={order.id} receipt={order.receipt} />}
      <p className="mt-10 text-small text-quiet">
        {m.number} <span className="figure break-all">{order.id}</span>
      </p>
    </>
  )
}
