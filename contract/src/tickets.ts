import { Type, type Static, type TSchema } from 'typebox'
import { Id, Instant, Page, PageQuery, Strict, TimeZone } from './primitives.ts'
import { defineRoute } from './route.ts'
import { TICKET_CODE_LENGTH_MAX } from './ticket-code.ts'
import { TicketKeySet } from './ticket-keys.ts'

/** What may become of a ticket. Only an issued one admits. */
export const ticketMoves = {
  issued: ['revoked'],
  revoked: [],
} as const satisfies Record<string, readonly string[]>
export type TicketState = keyof typeof ticketMoves

/** Why a ticket was revoked: its money went back, its event or order was called off, or the payment is disputed. */
export const ticketRevocations = ['refunded', 'cancelled', 'disputed'] as const
export type TicketRevocation = (typeof ticketRevocations)[number]

const nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])

export const Ticket = Strict(
  {
    id: Id,
    eventId: Id,
    orderId: Id,
    state: Type.Enum(['issued', 'revoked'] satisfies TicketState[]),
    holder: Type.String({ description: 'Name on the ticket.' }),
    place: Type.Integer({ minimum: 0, description: 'Number of the place in the manifest of the event.' }),
    section: Type.String(),
    row: nullable(Type.String()),
    seat: nullable(Type.String()),
    gate: Type.Union([Type.String(), Type.Null()], { description: 'Entrance that leads there.' }),
    level: Type.Union([Type.String(), Type.Null()], { description: 'Storey or tier.' }),
    event: Strict({
      title: Type.String(),
      status: Type.Enum(['scheduled', 'postponed', 'rescheduled', 'cancelled']),
      startsAt: Instant,
      doorsAt: nullable(Instant),
      timeZone: TimeZone,
      venue: Type.String(),
      city: Type.String(),
    }),
    code: Type.Union([Type.String({ maxLength: TICKET_CODE_LENGTH_MAX }), Type.Null()], {
      description:
        'What the QR code says: signed, so that a door verifies it with no network. Whoever shows it first is let in. ' +
        'It stays the same unless the event moves. Null once the ticket is revoked.',
    }),
    admitsFrom: Type.String({ format: 'date-time', description: 'The code is good from here.' }),
    admitsUntil: Type.String({ format: 'date-time', description: 'The code is good before this moment.' }),
    issuedAt: Instant,
    revokedAt: nullable(Instant),
    revokedBecause: nullable(Type.Enum([...ticketRevocations])),
  },
  { description: 'The right of one holder to one place.' },
)
export type Ticket = Static<typeof Ticket>

const TicketParams = Strict({ ticketId: Id })
const OrderParams = Strict({ orderId: Id })
const PDF = { contentType: 'application/pdf', description: 'A page a ticket, tagged for screen readers.' }

export const ticketRoutes = {
  list: defineRoute({
    operation: 'tickets.list',
    method: 'GET',
    path: '/v1/tickets',
    access: 'individual',
    summary: 'The tickets that you hold, the latest issued first.',
    query: Strict({
      ...PageQuery,
      event: Type.Optional(Id),
      order: Type.Optional(Id),
      upcoming: Type.Optional(
        Type.Boolean({ description: 'With true, only tickets that still admit: not revoked, and not over.' }),
      ),
    }),
    success: { status: 200, body: Page(Ticket), description: 'A page of tickets.' },
    problems: [],
  }),
  get: defineRoute({
    operation: 'tickets.get',
    method: 'GET',
    path: '/v1/tickets/:ticketId',
    access: 'individual',
    summary: 'One of your tickets.',
    params: TicketParams,
    success: { status: 200, body: Ticket, description: 'The ticket.' },
    problems: ['not-found'],
  }),
  codePng: defineRoute({
    operation: 'tickets.codePng',
    method: 'GET',
    path: '/v1/tickets/:ticketId/code.png',
    access: 'individual',
    summary: 'The QR code of your ticket as PNG.',
    params: TicketParams,
    success: {
      status: 200,
      body: { contentType: 'image/png', description: 'Black on white, with its quiet zone, 8 pixels a module.' },
      description: 'The picture.',
    },
    problems: ['not-found', 'ticket-revoked'],
  }),
  codeSvg: defineRoute({
    operation: 'tickets.codeSvg',
    method: 'GET',
    path: '/v1/tickets/:ticketId/code.svg',
    access: 'individual',
    summary: 'The QR code of your ticket as SVG.',
    params: TicketParams,
    success: {
      status: 200,
      body: { contentType: 'image/svg+xml', description: 'Black on white, with its quiet zone.' },
      description: 'The picture.',
    },
    problems: ['not-found', 'ticket-revoked'],
  }),
  pdf: defineRoute({
    operation: 'tickets.pdf',
    method: 'GET',
    path: '/v1/tickets/:ticketId/ticket.pdf',
    access: 'individual',
    summary: 'Your ticket to print.',
    params: TicketParams,
    success: { status: 200, body: PDF, description: 'The document.' },
    problems: ['not-found', 'ticket-revoked'],
  }),
  orderPdf: defineRoute({
    operation: 'tickets.orderPdf',
    method: 'GET',
    path: '/v1/orders/:orderId/tickets.pdf',
    access: 'individual',
    summary: 'All tickets of your order to print.',
    description: 'Those that you still hold and that still admit, by place.',
    params: OrderParams,
    success: { status: 200, body: PDF, description: 'The document.' },
    problems: ['not-found', 'no-live-tickets'],
  }),
  orderCalendar: defineRoute({
    operation: 'tickets.orderCalendar',
    method: 'GET',
    path: '/v1/orders/:orderId/calendar.ics',
    access: 'individual',
    summary: 'Your order as a calendar entry.',
    description: 'Fetched again after a change, it moves or cancels the entry that is there.',
    params: OrderParams,
    success: {
      status: 200,
      body: { contentType: 'text/calendar', description: 'iCalendar (RFC 5545).' },
      description: 'The entry.',
    },
    problems: ['not-found', 'no-live-tickets'],
  }),
  keys: defineRoute({
    operation: 'tickets.keys',
    method: 'GET',
    path: '/v1/events/:eventId/ticket-keys',
    access: 'public',
    summary: 'Keys that the ticket codes of an event are verified with.',
    description:
      'With them anybody can tell a genuine code, with no network: `foyer verify ticket <code> --keys <file>`.',
    params: Strict({ eventId: Id }),
    success: { status: 200, body: TicketKeySet, description: 'The public keys.' },
    problems: ['not-found'],
  }),
}
