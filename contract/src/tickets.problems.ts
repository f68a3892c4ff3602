import { problems } from './problem.ts'

export const ticketProblems = problems({
  'ticket-revoked': {
    status: 410,
    title: 'This ticket is no longer good',
    meaning: 'It was revoked, for example because its money was given back. Its code admits nobody any more.',
    remedy: 'Look at `revokedBecause` of the ticket. If you expected to go, see your orders or ask the organiser.',
  },
  'no-live-tickets': {
    status: 409,
    title: 'This order has no tickets that admit anybody',
    meaning: 'The order is not confirmed yet, or all its tickets were revoked.',
    remedy: 'Follow the order at GET /v1/orders/{orderId}/stream: tickets are there from the moment it is confirmed.',
  },
})
