import type { Ticket } from '@foyer/contract/tickets'
import { Link } from 'react-router'
import { useFormats, useMessages } from '../../../i18n/context.ts'
import { useNow } from '../../../i18n/now.ts'
import { Notice } from '../../../ui/notice.tsx'
import { ticketMessages } from '../messages/index.ts'
import { QrCode } from './qr-code.tsx'
import { TicketActions } from './ticket-actions.tsx'
import { useWakefulScreen } from './use-wakeful-screen.ts'

interface TicketCardProps {
  readonly ticket: Ticket
  /** As it is now; so, and kept for when there is no network; or as it was when it was kept. */
  readonly shown: 'now' | 'kept' | 'from-here'
}

/** The code large on white in any theme, and all that the person at the gate and its holder need to know. */
export function TicketCard({ ticket, shown }: TicketCardProps) {
  const m = useMessages(ticketMessages)
  const f = useFormats()
  const now = useNow()
  const { event, code } = ticket
  const starts = new Date(event.startsAt)
  useWakefulScreen(code !== null)
  const facts: readonly (readonly [string, string | null])[] = [
    [m.facts.section, ticket.section],
    [m.facts.row, ticket.row],
    [m.facts.seat, ticket.seat],
    [m.facts.gate, ticket.gate],
    [m.facts.level, ticket.level === ticket.section ? null : ticket.level],
    [m.facts.doors, event.doorsAt === null ? null : f.time(new Date(event.doorsAt), event.timeZone)],
    [m.facts.starts, f.time(starts, event.timeZone)],
  ]
  return (
    <article className="mx-auto max-w-md">
      {event.status === 'cancelled' && <Notice kind="stop">{m.cancelled}</Notice>}
      {event.status === 'postponed' && <Notice kind="signal">{m.postponed}</Notice>}
      {code === null ? (
        <Notice kind="stop" title={m.revoked.title}>
          <p>{m.revoked.because[ticket.revokedBecause ?? 'cancelled']}</p>
        </Notice>
      ) : (
        <div className="rounded bg-[#fff] px-1 pt-1 pb-4 text-center text-[#000] shadow-lift print:shadow-none">
          <QrCode code={code} label={m.codeLabel} />
          <p className="font-display font-semibold">{ticket.holder}</p>
        </div>
      )}
      <h2 className="heading mt-6">{event.title}</h2>
      <p className="mt-1 text-quiet">
        <time dateTime={event.startsAt}>{f.day(starts, event.timeZone, now)}</time> · {event.venue}, {event.city}
      </p>
      <dl className="mt-5 grid grid-cols-3 gap-x-4 gap-y-4 border-y border-line py-4">
        {facts.map(
          ([label, value]) =>
            value !== null && (
              <div key={label}>
                <dt className="label">{label}</dt>
                <dd className="figure text-h3">{value}</dd>
              </div>
            ),
        )}
      </dl>
      {code !== null && (
        <p className="mt-4 text-small text-quiet print:hidden">
          {shown === 'kept' ? m.worksOffline : shown === 'from-here' && m.shownFromHere} {m.bright}
        </p>
      )}
      <div className="print:hidden">
        <TicketActions ticket={ticket} />
      </div>
      <p className="mt-6 print:hidden">
        <Link to="/tickets" className="inline-flex min-h-11 items-center">
          {m.allTickets}
        </Link>
      </p>
    </article>
  )
}
