import { Type, type Static } from 'typebox'
import { line } from './catalog.schemas.ts'
import {
  endings,
  orderActions,
  orderMoves,
  paymentMoves,
  type OrderAction,
  type OrderState,
  type PaymentState,
} from './order-states.ts'
import { Id, Instant, Money, Page, PageQuery, Strict } from './primitives.ts'
import { defineRoute } from './route.ts'

export * from './order-states.ts'

const keys = <K extends string>(of: Record<K, unknown>): K[] => Object.keys(of) as K[]
const nullable = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()])

export const OrderLine = Strict({
  place: Type.Integer({ minimum: 0, description: 'Number of the place in the manifest of the event.' }),
  section: Type.String(),
  row: nullable(Type.String()),
  seat: nullable(Type.String()),
  priceLevelId: Id,
  priceLevel: Type.String({ description: 'Name of the price level.' }),
  allIn: Money,
  face: Money,
  fees: Money,
})
export type OrderLine = Static<typeof OrderLine>

const summary = {
  id: Id,
  eventId: Id,
  state: Type.Enum(keys<OrderState>(orderMoves)),
  amount: Money,
  places: Type.Integer({ minimum: 1, description: 'How many places it has.' }),
  madeAt: Instant,
  payBy: Type.Union([Instant, Type.Null()], { description: 'Until when it can be paid; null once that is over.' }),
  confirmedAt: nullable(Instant),
  endedBecause: Type.Union([Type.Enum([...endings]), Type.Null()], { description: 'Why it ended without tickets.' }),
}

export const OrderSummary = Strict(summary)
export type OrderSummary = Static<typeof OrderSummary>

export const Order = Strict({
  ...summary,
  holdId: Id,
  face: Money,
  fees: Money,
  refunded: Money,
  lines: Type.Array(OrderLine),
  payment: Type.Union(
    [
      Strict({
        provider: Type.Enum(['stripe']),
        state: Type.Enum(keys<PaymentState>(paymentMoves)),
        url: Type.Union([Type.String(), Type.Null()], {
          description: "The provider's page where the buyer pays; null while it is being opened and once it is closed.",
        }),
      }),
      Type.Null(),
    ],
    { description: 'Null for a free order.' },
  ),
  actions: Type.Array(Type.Enum(keys<OrderAction>(orderActions)), { description: 'What the buyer may do now.' }),
  receipt: Type.Union([Type.String(), Type.Null()], {
    description:
      'Proof of purchase: a JWS (EdDSA) over the order, verifiable with GET /v1/receipts/keys. Null until it is paid.',
  }),
})
export type Order = Static<typeof Order>

/** An order as the organiser of its event sees it: of the buyer no more than the name to call out at the box office. */
export const OrderOfEvent = Strict({
  ...summary,
  buyerName: Type.String({ description: 'Empty once the buyer has deleted their account.' }),
  places: Type.Array(Type.Integer({ minimum: 0 }), { description: 'Numbers of its places in the manifest.' }),
  refunded: Money,
})
export type OrderOfEvent = Static<typeof OrderOfEvent>

const OrderParams = Strict({ orderId: Id })

export const RefundRequest = Strict({
  places: Type.Optional(
    Type.Array(Type.Integer({ minimum: 0 }), {
      minItems: 1,
      maxItems: 100,
      uniqueItems: true,
      description:
        'Places to give back: their tickets are revoked and they go back on sale. All that are left unless said.',
    }),
  ),
  reason: line(200),
})

/** Largest webhook body that is read. Stripe's own are a few kilobytes. */
export const WEBHOOK_BYTES_MAX = 256 * 1024

export const orderRoutes = {
  create: defineRoute({
    operation: 'orders.create',
    method: 'POST',
    path: '/v1/orders',
    access: 'individual',
    summary: 'Order the places of a hold.',
    description:
      'One order a hold: repeating the request gives the same order. The hold is extended for the time of the payment. ' +
      "The answer carries the address of the provider's page, unless the provider is slow; then the stream brings it. " +
      'A free order is confirmed at once.',
    body: Strict({
      holdId: Id,
      amount: Type.Optional({
        ...Money,
        description:
          'What the buyer was shown, all in. When the places cost something else by now, nothing is ordered. Unless said: whatever they cost.',
      }),
    }),
    success: { status: 201, body: Order, description: 'The order, waiting for payment or, when free, confirmed.' },
    problems: ['not-found', 'order-hold-over', 'price-changed', 'idempotency-key-reused'],
    idempotencyKey: 'required',
  }),
  get: defineRoute({
    operation: 'orders.get',
    method: 'GET',
    path: '/v1/orders/:orderId',
    access: 'individual',
    summary: 'One of your orders.',
    params: OrderParams,
    success: { status: 200, body: Order, description: 'The order as it stands.' },
    problems: ['not-found'],
  }),
  list: defineRoute({
    operation: 'orders.list',
    method: 'GET',
    path: '/v1/orders',
    access: 'individual',
    summary: 'Your orders, newest first.',
    query: Strict(PageQuery),
    success: { status: 200, body: Page(OrderSummary), description: 'A page of orders.' },
    problems: [],
  }),
  stream: defineRoute({
    operation: 'orders.stream',
    method: 'GET',
    path: '/v1/orders/:orderId/stream',
    access: 'individual',
    summary: 'Follow an order as server-sent events.',
    description: 'Each `order` event carries the whole order. The stream ends by itself once nothing is under way.',
    params: OrderParams,
    success: {
      status: 200,
      body: {
        contentType: 'text/event-stream',
        description: 'Events named `order`, the first at once; `poll` as the last of a node that has too much to do.',
      },
      description: 'The order now and after each change.',
    },
    problems: ['not-found', 'too-many-requests'],
  }),
  cancel: defineRoute({
    operation: 'orders.cancel',
    method: 'POST',
    path: '/v1/orders/:orderId/cancellations',
    access: 'individual',
    summary: 'Cancel an order that is not paid.',
    description: "Closes the provider's page, gives back what was set aside, and frees the places.",
    params: OrderParams,
    success: { status: 202, body: Order, description: 'The order: cancelled, or being cancelled.' },
    problems: ['not-found', 'order-not-cancellable'],
  }),
  refund: defineRoute({
    operation: 'orders.refund',
    method: 'POST',
    path: '/v1/events/:eventId/orders/:orderId/refunds',
    access: 'vendor',
    summary: 'Give money back for an order of your event.',
    description:
      'What the places cost, fees included, goes back the way it was paid. The order follows as the provider answers.',
    params: Strict({ eventId: Id, orderId: Id }),
    body: RefundRequest,
    success: { status: 202, body: Strict({ refundId: Id, amount: Money }), description: 'The refund is on its way.' },
    problems: ['not-found', 'refund-not-possible', 'idempotency-key-reused'],
    idempotencyKey: 'required',
  }),
  ofEvent: defineRoute({
    operation: 'orders.ofEvent',
    method: 'GET',
    path: '/v1/events/:eventId/orders',
    access: 'vendor',
    summary: 'The orders of your event, newest first.',
    params: Strict({ eventId: Id }),
    query: Strict({
      ...PageQuery,
      state: Type.Optional(Type.Enum(keys<OrderState>(orderMoves), { description: 'Only orders in this state.' })),
    }),
    success: { status: 200, body: Page(OrderOfEvent), description: 'A page of orders.' },
    problems: ['not-found'],
  }),
  receiptKeys: defineRoute({
    operation: 'orders.receiptKeys',
    method: 'GET',
    path: '/v1/receipts/keys',
    access: 'public',
    summary: 'Keys that receipts are verified with.',
    success: {
      status: 200,
      body: Strict({ keys: Type.Array(Type.Record(Type.String(), Type.String())) }),
      description: 'A JSON Web Key Set (RFC 7517).',
    },
    problems: [],
  }),
}

export const paymentRoutes = {
  stripeWebhook: defineRoute({
    operation: 'payments.stripeWebhook',
    method: 'POST',
    path: '/v1/webhooks/stripe',
    access: 'public',
    summary: 'What Stripe tells about payments.',
    description:
      'Signed by Stripe (header Stripe-Signature) over the raw body. Stored, answered, and worked on afterwards.',
    bodyLimit: WEBHOOK_BYTES_MAX,
    success: { status: 200, body: Strict({ received: Type.Boolean() }), description: 'Stored, now or before.' },
    problems: ['webhook-not-genuine', 'body-too-large'],
  }),
}
