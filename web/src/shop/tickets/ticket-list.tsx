import type { Ticket } from '@foyer/contract/tickets'
import { Link } from 'react-router'
import { useApi } from '../../api/context.ts'
import { useMessages } from '../../i18n/context.ts'
import { buttonLook } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { NotHad } from '../session/not-had.tsx'
import { ShowMore } from '../session/show-more.tsx'
import { usePaged } from '../session/use-paged.ts'
import { byEvent, EveningRow } from './evening-row.tsx'
import { ticketMessages } from './messages/index.ts'

const PAGE_SIZE = 50

/** Tickets that still admit first, then those of before. */
export function TicketList() {
  const m = useMessages(ticketMessages)
  const api = useApi()
  const paged = usePaged('tickets', (after, signal) =>
    api.call('GET', '/v1/tickets', { query: { limit: PAGE_SIZE, ...after }, ...(signal && { signal }) }),
  )
  const { list: tickets } = paged
  if (tickets.state !== 'ready') return <NotHad fetched={tickets} />
  const { items } = tickets.value
  if (items.length === 0)
    return (
      <div className="mt-8">
        <EmptyState title={m.none.title} text={m.none.text}>
          <Link to="/search" className={buttonLook('main')}>
            {m.none.go}
          </Link>
          <Link to="/orders" className={buttonLook('plain')}>
            {m.none.orders}
          </Link>
        </EmptyState>
      </div>
    )
  const live = items.filter(stillAdmits).sort(bySeat)
  const past = items.filter((ticket) => !stillAdmits(ticket))
  return (
    <>
      <Group title={m.coming} tickets={live} />
      <Group title={m.past} tickets={past} />
      <ShowMore paged={paged} words={m.more} />
      <p className="-mx-2 mt-8">
        <Link to="/orders" className={buttonLook('quiet')}>
          {m.none.orders}
        </Link>
      </p>
    </>
  )
}

/** By evening, then as the seats lie beside one another. */
const bySeat = (a: Ticket, b: Ticket): number =>
  a.event.startsAt.localeCompare(b.event.startsAt) || a.eventId.localeCompare(b.eventId) || a.place - b.place

const stillAdmits = ({ state, admitsUntil }: Ticket): boolean =>
  state === 'issued' && Date.parse(admitsUntil) > Date.now()

function Group({ title, tickets }: { readonly title: string; readonly tickets: readonly Ticket[] }) {
  if (tickets.length === 0) return null
  return (
    <section className="mt-8">
      <h2 className="label">{title}</h2>
      <ul className="mt-2 border-t border-line">
        {byEvent(tickets).map((evening) => (
          <EveningRow key={evening[0].eventId} tickets={evening} />
        ))}
      </ul>
    </section>
  )
}
