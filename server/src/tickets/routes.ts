import { ticketRoutes as contract } from '@foyer/contract/tickets'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { problem, required } from '../platform/http/problem.ts'
import { route, type Actor } from '../platform/http/route.ts'
import { orderCalendar } from './calendar.ts'
import { describeTickets, ticketCode, type DescribedTicket } from './described-ticket.ts'
import { findTicketFor, gatherTicketsOfOrders, ticketsOf } from './find-tickets.ts'
import { CURRENT_KEY_NUMBER } from './keys.ts'
import { presentTicket, printTicket } from './present.ts'
import { printOrder } from './print-order.ts'
import { qrPng, qrSvg } from './qr.ts'
import { findTicketsOfOrder } from './queries.ts'
import type { TicketServices } from './services.ts'
import type { PrintedTicket } from './pdf/ticket-page.ts'

/** Registers the routes of tickets. */
export function registerTicketRoutes(app: FastifyInstance, services: TicketServices): void {
  const { db, facts, keys } = services
  const ofOrder = gatherTicketsOfOrders(db.sql)

  route(app, contract.list, async ({ actor, query }) => {
    const { event, order, upcoming, cursor, limit = 20 } = query
    const wanted = {
      ...(event === undefined ? {} : { eventId: event }),
      ...(order === undefined ? {} : { orderId: order }),
      ...(upcoming === undefined ? {} : { upcoming }),
      ...(cursor === undefined ? {} : { cursor }),
      limit,
    }
    const page = await ticketsOf(services, actor.accountId, wanted, ofOrder)
    if ('refused' in page)
      throw problem('bad-request', { errors: [{ field: 'query.cursor', expected: '`next` of the page before' }] })
    const described = await describeTickets(facts, page.items)
    return { items: described.map((ticket) => presentTicket(ticket, keys)), next: page.next }
  })

  route(app, contract.get, async ({ actor, params }) =>
    presentTicket(await requireTicket(services, actor, params.ticketId), keys),
  )

  route(app, contract.codePng, async ({ actor, params, reply }) => {
    const code = ticketCode(await requireLiveTicket(services, actor, params.ticketId), keys)
    return send(reply, 'image/png', qrPng(code))
  })

  route(app, contract.codeSvg, async ({ actor, params, reply }) => {
    const code = ticketCode(await requireLiveTicket(services, actor, params.ticketId), keys)
    return send(reply, 'image/svg+xml', qrSvg(code))
  })

  route(app, contract.pdf, async ({ actor, params, reply }) => {
    const described = await requireLiveTicket(services, actor, params.ticketId)
    const order = await facts.findOrderFor(actor, described.ticket.orderId)
    return sendPdf(services, reply, [printTicket(described, order, keys)])
  })

  route(app, contract.orderPdf, async ({ actor, params, reply }) => {
    const printed = await printOrder(services, actor, params.orderId)
    if (!('refused' in printed)) return sendPdf(services, reply, printed.tickets)
    throw problem(printed.refused === 'no-such-order' ? 'not-found' : printed.refused)
  })

  route(app, contract.orderCalendar, async ({ actor, params, reply }) => {
    const { eventId, orderId } = required(await facts.findOrderFor(actor, params.orderId))
    const described = await describeTickets(
      facts,
      await findTicketsOfOrder(db.sql, actor.accountId, { eventId, orderId }),
    )
    const [first] = described
    if (first === undefined) throw problem('no-live-tickets')
    const places = described.filter(({ ticket }) => ticket.state === 'issued').map(({ place }) => place)
    reply.header('content-disposition', `inline; filename="order-${orderId}.ics"`)
    return send(reply, 'text/calendar; charset=utf-8', orderCalendar({ orderId, event: first.event, places }))
  })

  route(app, contract.keys, async ({ params, reply }) => {
    const { eventId, isPublic } = required(await facts.describeEventForTicket(params.eventId))
    if (!isPublic) throw problem('not-found')
    reply.header('cache-control', `public, max-age=${KEYS_MAX_AGE_S}`)
    const numbers = Array.from({ length: CURRENT_KEY_NUMBER }, (_, index) => index + 1)
    return { keys: numbers.map((number) => keys.forEvent(eventId, number).jwk) }
  })
}

/** A new key is published at the latest this long before it signs. */
const KEYS_MAX_AGE_S = 3_600

async function requireTicket(services: TicketServices, actor: Actor, ticketId: string): Promise<DescribedTicket> {
  const ticket = required(await findTicketFor(services.db.sql, actor, ticketId))
  const [described] = await describeTickets(services.facts, [ticket])
  return required(described)
}

async function requireLiveTicket(services: TicketServices, actor: Actor, ticketId: string): Promise<DescribedTicket> {
  const described = await requireTicket(services, actor, ticketId)
  if (described.ticket.state === 'revoked')
    throw problem('ticket-revoked', { extras: { revokedBecause: described.ticket.revokedBecause } })
  return described
}

async function sendPdf(services: TicketServices, reply: FastifyReply, tickets: readonly PrintedTicket[]) {
  const pdf = await services.pdf.render(tickets, services.clock.now())
  if (pdf === 'busy')
    throw problem('try-again-soon', {
      detail: 'Many tickets are being printed at this moment. The codes themselves are there at GET /v1/tickets.',
      headers: { 'retry-after': '3' },
    })
  reply.header('content-disposition', `inline; filename="tickets-${tickets[0]?.orderId}.pdf"`)
  return send(reply, 'application/pdf', pdf)
}

/** A ticket is like cash: nothing on the way may keep a copy. */
const send = (reply: FastifyReply, contentType: string, body: Buffer | string): FastifyReply =>
  reply.header('cache-control', 'no-store').type(contentType).send(body)
