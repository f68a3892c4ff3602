import type { Ticket } from '@foyer/contract/tickets'
import { Link } from 'react-router'
import { useFormats, useMessages } from '../../i18n/context.ts'
import { useNow } from '../../i18n/now.ts'
import { placeParts } from '../checkout/place-parts.ts'
import { ticketMessages } from './messages/index.ts'

/** Tickets of one event, the first of which stands for what they share. */
export type Evening = readonly [Ticket, ...Ticket[]]

/** Tickets by event, in the order of the first of each. */
export function byEvent(tickets: readonly Ticket[]): Evening[] {
  const evenings = new Map<string, [Ticket, ...Ticket[]]>()
  for (const ticket of tickets) {
    const evening = evenings.get(ticket.eventId)
    if (evening === undefined) evenings.set(ticket.eventId, [ticket])
    else evening.push(ticket)
  }
  return [...evenings.values()]
}

/** An event in the list of tickets: when and where once, and under it each ticket, which leads to its code. */
export function EveningRow({ tickets }: { readonly tickets: Evening }) {
  const f = useFormats()
  const now = useNow()
  const [{ event }] = tickets
  const starts = new Date(event.startsAt)
  return (
    <li className="grid gap-x-6 border-b border-line py-5 tablet:grid-cols-[9rem_1fr]">
      <p className="figure text-h3">{f.shortDay(starts, event.timeZone, now)}</p>
      <div>
        <p className="subheading">{event.title}</p>
        <p className="text-quiet">
          {f.time(starts, event.timeZone)} · {event.venue}, {event.city}
        </p>
        <ul className="mt-3 grid gap-2">
          {tickets.map((ticket) => (
            <li key={ticket.id}>
              <TicketLink ticket={ticket} />
            </li>
          ))}
        </ul>
      </div>
    </li>
  )
}

/** A ticket as a stub: its place, and a line to tear along before the sign of its code. */
function TicketLink({ ticket }: { readonly ticket: Ticket }) {
  const m = useMessages(ticketMessages)
  const isRevoked = ticket.state === 'revoked'
  return (
    <Link
      to={`/tickets/${ticket.id}`}
      className="flex min-h-12 items-stretch rounded border border-quiet/60 bg-raised no-underline hover:border-ink"
    >
      <span className="flex-1 px-4 py-2.5">
        <span className="sr-only">{ticket.event.title}, </span>
        <span className={`figure ${isRevoked ? 'text-quiet line-through' : ''}`}>{placeParts(ticket, m)}</span>
        {isRevoked && <span className="block text-small text-stop">{m.revoked.title}</span>}
      </span>
      <span className="grid w-14 place-items-center border-l border-dashed border-quiet/60">
        <svg viewBox="0 0 14 14" aria-hidden="true" className="size-5">
          <path
            fill="currentcolor"
            fillRule="evenodd"
            d="M0 0h6v6H0zm1.5 1.5v3h3v-3zM8 0h6v6H8zm1.5 1.5v3h3v-3zM0 8h6v6H0zm1.5 1.5v3h3v-3zM8 8h2v2H8zm4 0h2v2h-2zm-2 2h2v2h-2zm-2 2h2v2H8zm4 0h2v2h-2z"
          />
        </svg>
      </span>
    </Link>
  )
}
