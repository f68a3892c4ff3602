import type { Order } from '@foyer/contract/orders'
import { Link } from 'react-router'
import { useApi } from '../../../api/context.ts'
import { useMessages } from '../../../i18n/context.ts'
import { Button, buttonLook } from '../../../ui/button.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { download } from '../../session/fetch-signed-in.ts'
import { useFetched } from '../../session/use-fetched.ts'
import { useSubmit } from '../../session/sign-in/use-submit.ts'
import { orderMessages } from '../messages/index.ts'

/** The tickets of an order: on the screen, on paper, in the calendar. */
export function TicketLinks({ order }: { readonly order: Order }) {
  const m = useMessages(orderMessages)
  const api = useApi()
  const tickets = useFetched(`tickets of ${order.id} ${order.state}`, (signal) =>
    api.call('GET', '/v1/tickets', { query: { order: order.id, limit: 1 }, signal }),
  )
  const pdf = useSubmit(() => download(`/v1/orders/${order.id}/tickets.pdf`, 'tickets.pdf'))
  const calendar = useSubmit(() => download(`/v1/orders/${order.id}/calendar.ics`, 'event.ics'))
  const first = tickets.state === 'ready' ? tickets.value.items[0] : undefined
  const fault = pdf.fault ?? calendar.fault
  return (
    <div className="mt-6 flex flex-wrap gap-3">
      <Link
        to={order.places === 1 && first !== undefined ? `/tickets/${first.id}` : '/tickets'}
        className={`${buttonLook('main')} w-full tablet:w-auto`}
      >
        {m.showTickets}
      </Link>
      <Button kind="plain" onClick={pdf.run} aria-disabled={pdf.pending}>
        {m.pdf}
      </Button>
      <Button kind="plain" onClick={calendar.run} aria-disabled={calendar.pending}>
        {m.calendar}
      </Button>
      {fault !== undefined && <Notice kind="stop">{fault}</Notice>}
    </div>
  )
}
