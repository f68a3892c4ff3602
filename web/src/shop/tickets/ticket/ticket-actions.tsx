import type { Ticket } from '@foyer/contract/tickets'
import { Link } from 'react-router'
import { useMessages } from '../../../i18n/context.ts'
import { Button, buttonLook } from '../../../ui/button.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { download } from '../../session/fetch-signed-in.ts'
import { useSubmit } from '../../session/sign-in/use-submit.ts'
import { ticketMessages } from '../messages/index.ts'

/** On paper, in the calendar, and the order that it belongs to. */
export function TicketActions({ ticket }: { readonly ticket: Ticket }) {
  const m = useMessages(ticketMessages)
  const pdf = useSubmit(() => download(`/v1/tickets/${ticket.id}/ticket.pdf`, 'ticket.pdf'))
  const calendar = useSubmit(() => download(`/v1/orders/${ticket.orderId}/calendar.ics`, 'event.ics'))
  const fault = pdf.fault ?? calendar.fault
  return (
    <div className="mt-5 flex flex-wrap gap-3">
      {ticket.state === 'issued' && (
        <>
          <Button kind="plain" onClick={pdf.run} aria-disabled={pdf.pending}>
            {m.pdf}
          </Button>
          <Button kind="plain" onClick={calendar.run} aria-disabled={calendar.pending}>
            {m.calendar}
          </Button>
        </>
      )}
      <Link to={`/orders/${ticket.orderId}`} className={`${buttonLook('quiet')} -ml-2`}>
        {m.order}
      </Link>
      <div role="status" className="w-full empty:hidden">
        {fault !== undefined && <Notice kind="stop">{fault}</Notice>}
      </div>
    </div>
  )
}
