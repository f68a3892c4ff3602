import { orderRoutes, type Order } from '@foyer/contract/orders'
import type { FastifyInstance } from 'fastify'
import { openEventStream } from '../platform/http/event-stream.ts'
import { once } from '../platform/http/idempotency.ts'
import { problem, required } from '../platform/http/problem.ts'
import { route, type Actor } from '../platform/http/route.ts'
import { isId } from '../platform/ids.ts'
import { gather } from './batches.ts'
import { cancelOrder } from './cancel-order.ts'
import { followOrder } from './follow-order.ts'
import type { Nudge } from './nudge.ts'
import { placeOrder, type OrderOutcome } from './place-order.ts'
import { presentForOrganiser, presentOrder, presentSummary } from './present.ts'
import type { Receipts } from './receipt.ts'
import { refundOrder, type RefundOutcome } from './refund-order.ts'
import type { Settler } from './settler.ts'
import type { Settling } from './settling.ts'
import { settleWithin } from './settle-within.ts'
import { findOrderViews, listOrdersOfEvent, listOrderViews, type AskedView, type OrderView } from './view-queries.ts'

export interface OrderServices extends Settling {
  readonly settler: Settler
  readonly receipts: Receipts
  readonly nudge: Nudge
  /** How long a buyer waits for the provider before the order is answered without its page. */
  readonly answerWithinMs: number
}

const PAGE_LIMIT = 20

export function registerOrderRoutes(app: FastifyInstance, services: OrderServices): void {
  const { db, settler } = services
  const views = gather((asked: readonly AskedView[]) => findOrderViews(db.sql, asked))
  const find = ({ accountId }: Actor, orderId: string) => views.add({ buyerId: accountId, orderId })
  const show = async (actor: Actor, orderId: string): Promise<Order> =>
    presentOrder(services, required(await find(actor, orderId)))

  route(app, orderRoutes.create, async ({ actor, body, key }) => {
    const operation = orderRoutes.create.operation
    const { holdId, amount } = body
    const order = placed(await placeOrder(services, { buyerId: actor.accountId, holdId, amount, key, operation }))
    await settleWithin(settler, services.answerWithinMs, order.placed, order.fresh)
    return show(actor, order.placed.orderId)
  })

  route(app, orderRoutes.get, async ({ actor, params }) => {
    const view = required(await find(actor, params.orderId))
    services.nudge(view)
    return presentOrder(services, view)
  })

  route(app, orderRoutes.list, async ({ actor, query }) => {
    const limit = query.limit ?? PAGE_LIMIT
    const found = await listOrderViews(db.sql, actor.accountId, cursorOf(query.cursor), limit + 1)
    const page = found.slice(0, limit)
    return { items: page.map(presentSummary), next: found.length > limit ? (page.at(-1)?.orderId ?? null) : null }
  })

  route(app, orderRoutes.stream, async ({ actor, params, request, reply }) => {
    const { orderId } = params
    const read = () => find(actor, orderId)
    required(await read())
    followOrder({
      orderId,
      progress: services.progress,
      log: services.log,
      open: (onClose) => openEventStream(request, reply, onClose, 'one'),
      read: async () => {
        const view = await read()
        if (view !== undefined) services.nudge(view)
        return view && presentOrder(services, view)
      },
    })
    return reply
  })

  route(app, orderRoutes.cancel, async ({ actor, params }) => {
    const order: OrderView = required(await find(actor, params.orderId))
    const outcome = await cancelOrder(services, order)
    if (outcome !== 'cancelling') throw problem('order-not-cancellable', { detail: `It is ${outcome.state}.` })
    await settleWithin(settler, services.answerWithinMs, order)
    return show(actor, order.orderId)
  })

  route(app, orderRoutes.ofEvent, async ({ actor, params: { eventId }, query }) => {
    if (!(await services.catalog.sells(actor.accountId, eventId))) throw problem('not-found')
    const { limit = PAGE_LIMIT, state = null } = query
    const found = await listOrdersOfEvent(db.sql, eventId, state, cursorOf(query.cursor), limit + 1)
    const page = found.slice(0, limit)
    return { items: page.map(presentForOrganiser), next: found.length > limit ? (page.at(-1)?.orderId ?? null) : null }
  })

  route(app, orderRoutes.refund, async ({ actor, params, body, key }) => {
    if (!(await services.catalog.sells(actor.accountId, params.eventId))) throw problem('not-found')
    const operation = orderRoutes.refund.operation
    const refund = await db.transaction((tx) =>
      once(tx, { accountId: actor.accountId, key, operation, body: { ...params, ...body } }, async () =>
        refunded(
          await refundOrder(tx, services, params, {
            places: body.places ?? 'all',
            reason: body.reason,
            askedBy: actor.accountId,
          }),
        ),
      ),
    )
    void settler.settle(params, 'nothing')
    return { refundId: refund.refundId, amount: { minor: refund.amountMinor, currency: refund.currency } }
  })

  route(app, orderRoutes.receiptKeys, async ({ reply }) => {
    reply.header('cache-control', 'public, max-age=3600')
    return services.receipts.keys
  })
}

function placed(outcome: OrderOutcome) {
  if ('placed' in outcome) return outcome
  switch (outcome.refused) {
    case 'hold-unknown':
      throw problem('not-found')
    case 'hold-over':
      throw problem('order-hold-over')
    case 'price-changed':
      throw problem('price-changed', { extras: { amount: outcome.amount } })
    case 'busy':
      throw problem('try-again-soon', { headers: { 'retry-after': String(Math.ceil(outcome.retryAfterMs / 1_000)) } })
  }
}

function refunded(outcome: RefundOutcome) {
  if ('refund' in outcome) return outcome.refund
  switch (outcome.refused) {
    case 'no-such-order':
      throw problem('not-found')
    case 'not-refundable':
      throw problem('refund-not-possible')
    case 'not-its-places':
      throw problem('bad-request', {
        errors: [{ field: 'body.places', expected: 'places of this order that were not given back before' }],
      })
  }
}

function cursorOf(cursor: string | undefined): string | null {
  if (cursor === undefined) return null
  if (!isId(cursor))
    throw problem('bad-request', { errors: [{ field: 'query.cursor', expected: 'a cursor of a page before' }] })
  return cursor
}
