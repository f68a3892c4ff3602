import type { PlaceNo } from '@foyer/contract'
import type { TicketRevocation } from '@foyer/contract/tickets'
import type { Queryable, Tx } from '../platform/database.ts'
import type { OrderKey, TicketRow } from './ticket.ts'

export interface NewTicket extends OrderKey {
  readonly ticketId: string
  readonly place: PlaceNo
  readonly holder: { readonly accountId: string; readonly name: string }
}

/** The first tickets of orders. Writes nothing where an order ever had tickets, whatever became of them. */
export const insertFirstTickets = (tx: Tx, tickets: readonly NewTicket[], keyNumber: number) => tx<
  { ticketId: string }[]
>`
  insert into tickets (event_id, ticket_id, order_id, place_no, holder_account_id, holder_name, state, key_number)
  select event_id, ticket_id, order_id, place_no, holder_id, holder_name, 'issued', ${keyNumber}
    from unnest(${tickets.map((ticket) => ticket.eventId)}::uuid[], ${tickets.map((ticket) => ticket.ticketId)}::uuid[],
                ${tickets.map((ticket) => ticket.orderId)}::uuid[], ${tickets.map((ticket) => ticket.place)}::int[],
                ${tickets.map((ticket) => ticket.holder.accountId)}::uuid[],
                ${tickets.map((ticket) => ticket.holder.name)}::text[])
           as one (event_id, ticket_id, order_id, place_no, holder_id, holder_name)
   where not exists (select from tickets t where t.event_id = one.event_id and t.order_id = one.order_id)
  returning ticket_id as "ticketId"`

/** Revokes the live tickets of an order: all of them, or those for some places. */
export const updateToRevoked = (
  tx: Tx,
  order: OrderKey,
  places: readonly PlaceNo[] | 'all',
  because: TicketRevocation,
) => tx<{ ticketId: string }[]>`
  update tickets set state = 'revoked', revoked_at = now(), revoked_because = ${because}
   where event_id = ${order.eventId} and order_id = ${order.orderId} and state = 'issued'
     and (${places === 'all'} or place_no = any(${places === 'all' ? [] : (places as PlaceNo[])}::int[]))
  returning ticket_id as "ticketId"`

/** Takes the name of somebody who deleted their account off every ticket. */
export const blankHolderName = (sql: Queryable, accountId: string) => sql`
  update tickets set holder_name = '' where holder_account_id = ${accountId} and holder_name <> ''`

export interface TicketFilter {
  readonly eventIds?: readonly string[]
  readonly orderId?: string
  readonly liveOnly?: boolean
}

/** A page of somebody's tickets, the latest first, after the ticket where the page before ended. */
export const findTicketPage = (
  sql: Queryable,
  accountId: string,
  filter: TicketFilter,
  page: { readonly after: string | undefined; readonly limit: number },
) => sql<TicketRow[]>`
  select ${ticketColumns(sql)} from tickets
   where holder_account_id = ${accountId}
         ${page.after === undefined ? sql`` : sql`and ticket_id < ${page.after}`}
         ${filter.eventIds === undefined ? sql`` : sql`and event_id = any(${filter.eventIds as string[]}::uuid[])`}
         ${filter.orderId === undefined ? sql`` : sql`and order_id = ${filter.orderId}`}
         ${filter.liveOnly === true ? sql`and state = 'issued'` : sql``}
   order by ticket_id desc limit ${page.limit}`

/** An order, and whose tickets of it. */
export interface AskedTickets {
  readonly accountId: string
  readonly orderId: string
}

/**
 * For each, the tickets of the order that the account holds, the latest first; in one round trip. The lists are selected,
 * so that the planner does not count them: else it makes a plan anew for each short list, longer than its work takes.
 */
export async function findTicketsOfOrders(sql: Queryable, asked: readonly AskedTickets[]): Promise<TicketRow[][]> {
  const rows = await sql<(TicketRow & { n: number })[]>`
    select n, ${ticketColumns(sql)}
      from unnest((select ${asked.map((one) => one.accountId)}::uuid[]), (select ${asked.map((one) => one.orderId)}::uuid[]))
             with ordinality as asked (account_id, asked_order_id, n)
      join tickets on holder_account_id = account_id and order_id = asked_order_id
     order by ticket_id desc`
  const found: TicketRow[][] = asked.map(() => [])
  for (const { n, ...ticket } of rows) found[n - 1]?.push(ticket)
  return found
}

/** One ticket, if this account holds it. */
export const findTicket = (sql: Queryable, accountId: string, ticketId: string) => sql<TicketRow[]>`
  select ${ticketColumns(sql)} from tickets where holder_account_id = ${accountId} and ticket_id = ${ticketId}`

/** Tickets of an order that this account holds, in order of place. */
export const findTicketsOfOrder = (sql: Queryable, accountId: string, order: OrderKey) => sql<TicketRow[]>`
  select ${ticketColumns(sql)} from tickets
   where event_id = ${order.eventId} and order_id = ${order.orderId} and holder_account_id = ${accountId}
   order by place_no, ticket_id`

/** Events that somebody holds live tickets of, the latest bought first. */
export const findEventsWithLiveTickets = (sql: Queryable, accountId: string, limit: number) => sql<
  { eventId: string }[]
>`
  select event_id as "eventId" from tickets where holder_account_id = ${accountId} and state = 'issued'
   group by event_id order by max(issued_at) desc limit ${limit}`

const ticketColumns = (sql: Queryable) => sql`
  event_id as "eventId", ticket_id as "ticketId", order_id as "orderId", place_no as "placeNo",
  holder_account_id as "holderAccountId", holder_name as "holderName", state, key_number as "keyNumber",
  issued_at as "issuedAt", revoked_at as "revokedAt", revoked_because as "revokedBecause"`
