import { accountOf, codeLetter, type Accounts } from '../accounts/index.ts'
import { describeEventForTicket, describePlaces, loadSaleFacts } from '../catalog/index.ts'
import type { MailFacts } from '../notifications/index.ts'
import type { Orders } from '../orders/index.ts'
import type { Queryable } from '../platform/database.ts'
import { orderTicketsPdf, type TicketServices } from '../tickets/index.ts'

/** What mail must know of people, codes, orders and tickets. */
export const mailFacts = (
  sql: Queryable,
  accounts: Pick<Accounts, 'codes'>,
  orders: Pick<Orders, 'findOrderFor'>,
  tickets: TicketServices,
): MailFacts => ({
  personOf: (accountId) => accountOf(sql, accountId),
  codeOf: (codeId) => codeLetter({ sql, codes: accounts.codes }, codeId),
  async orderOf(accountId, orderId) {
    const order = await orders.findOrderFor({ accountId }, orderId)
    if (order === undefined) return undefined
    const [event, facts] = await Promise.all([
      describeEventForTicket(sql, order.eventId),
      loadSaleFacts(sql, order.eventId),
    ])
    if (event === undefined || facts === undefined) return undefined
    const { title, startsAt, venue } = event
    const places = describePlaces(
      facts,
      order.lines.map(({ place }) => place),
    )
    const { amount, refunded } = order
    const { name, city, timeZone } = venue
    return { orderId, title, startsAt, timeZone, venue: name, city, places, amount, refunded }
  },
  ticketsOf: (accountId, orderId) => orderTicketsPdf(tickets, { accountId }, orderId),
})
