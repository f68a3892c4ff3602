import type { Ticket } from '@foyer/contract/tickets'
import { Link } from 'react-router'
import { useFormats, useMessages } from '../../i18n/context.ts'
import { useNow } from '../../i18n/now.ts'
import { placeParts } from '../checkout/place-parts.ts'
import { ticketMessages } from './messages/index.ts'

/** One ticket in a list; the whole of it leads to its code. */
export function TicketRow({ ticket }: { readonly ticket: Ticket }) {
  const m = useMessages(ticketMessages)
  const f = useFormats()
  const now = useNow()
  const { event } = ticket
  const starts = new Date(event.startsAt)
  return (
    <li className="border-b border-line">
      <Link
        to={`/tickets/${ticket.id}`}
        className="grid gap-x-6 py-4 no-underline hover:bg-raised tablet:grid-cols-[9rem_1fr]"
      >
        <span className="figure text-h3 text-signal">{f.shortDay(starts, event.timeZone, now)}</span>
        <span>
          <span className="subheading block">{event.title}</span>
          <span className="block text-quiet">
            {f.time(starts, event.timeZone)} · {event.venue}, {event.city}
          </span>
          <span className="figure block">{placeParts(ticket, m)}</span>
          {ticket.state === 'revoked' && <span className="block text-stop">{m.revoked.title}</span>}
        </span>
      </Link>
    </li>
  )
}
