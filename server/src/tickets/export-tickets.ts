import type { ExportPart } from '../platform/export-part.ts'
import { findTicketPage } from './queries.ts'

const EXPORTED_TICKETS_MAX = 10_000

/** What tickets keep about a person: those that they hold, the latest first. No code: it would admit whoever reads it. */
export const ticketsOfPerson: ExportPart = {
  name: 'tickets',
  async collect(sql, accountId) {
    const page = { after: undefined, limit: EXPORTED_TICKETS_MAX }
    const tickets = await findTicketPage(sql, accountId, {}, page)
    return tickets.map(
      ({ eventId, ticketId, orderId, placeNo, holderName, state, issuedAt, revokedAt, revokedBecause }) => ({
        eventId,
        ticketId,
        orderId,
        place: placeNo,
        holder: holderName,
        state,
        issuedAt,
        revokedAt,
        revokedBecause,
      }),
    )
  },
}
