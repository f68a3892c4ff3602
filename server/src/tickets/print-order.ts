import type { Actor } from '../platform/http/route.ts'
import { describeTickets } from './described-ticket.ts'
import type { PrintedTicket } from './pdf/ticket-page.ts'
import { printTicket } from './present.ts'
import { findTicketsOfOrder } from './queries.ts'
import type { TicketServices } from './services.ts'

type Printing = Pick<TicketServices, 'db' | 'facts' | 'keys'>

export type PrintOrderOutcome =
  | { readonly tickets: readonly PrintedTicket[] }
  | { readonly refused: 'no-such-order' }
  | { readonly refused: 'no-live-tickets' }

/** The tickets of an order that somebody still holds and that still admit, ready to be set, by place. */
export async function printOrder(
  { db, facts, keys }: Printing,
  holder: Pick<Actor, 'accountId'>,
  orderId: string,
): Promise<PrintOrderOutcome> {
  const order = await facts.findOrderFor(holder, orderId)
  if (order === undefined) return { refused: 'no-such-order' }
  const held = await findTicketsOfOrder(db.sql, holder.accountId, order)
  const live = held.filter((ticket) => ticket.state === 'issued')
  if (live.length === 0) return { refused: 'no-live-tickets' }
  const described = await describeTickets(facts, live)
  return { tickets: described.map((ticket) => printTicket(ticket, order, keys)) }
}

/** The same as a document; undefined when there is nothing to print. */
export async function orderTicketsPdf(
  services: TicketServices,
  holder: Pick<Actor, 'accountId'>,
  orderId: string,
): Promise<Buffer | 'busy' | undefined> {
  const printed = await printOrder(services, holder, orderId)
  return 'refused' in printed ? undefined : services.pdf.render(printed.tickets, services.clock.now())
}
