import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import { Stripe } from 'stripe'
import { systemClock, type Clock } from '../platform/clock.ts'
import type { Failure, PaymentGateway, SessionRequest } from './gateway.ts'
import { toStripe } from './stripe-amounts.ts'
import { failureOf } from './stripe-failures.ts'
import { readDispute, readEvent, readIntent, readRefund, readSession } from './stripe-objects.ts'

export interface StripeOptions {
  readonly secretKey: string
  /** Signing secrets of the webhook endpoint; several while one replaces another. */
  readonly webhookSecrets: readonly string[]
  /** Where the API is; Stripe's own address unless said. */
  readonly url?: string
  readonly timeoutMs?: number
  /** By which a webhook is new enough; the machine's unless said. */
  readonly clock?: Clock
}

const TIMEOUT_MS = 10_000
const CONNECTIONS_MAX = 64
const WEBHOOK_TOLERANCE_S = 300
/** Refunds and disputes of one payment that are read: an order has at most ten lines. */
const PER_PAYMENT_MAX = 100
const STATEMENT = { expand: ['payment_intent.latest_charge'] }

/**
 * Stripe Checkout in redirect mode with manual capture: card data never comes near Foyer, and a payer who comes too
 * late is given back an authorisation, not a refund. Retries are the caller's, who knows what was done; by itself the
 * library only repeats a call whose connection was cut, once, under the same key.
 */
export function openStripeGateway(options: StripeOptions): PaymentGateway {
  const agents = openAgents()
  const stripe = clientOf(options, agents)
  const call = async <T>(work: () => Promise<T>): Promise<T | Failure> => {
    try {
      return await withoutStack(work)
    } catch (error) {
      return failureOf(error)
    }
  }
  return {
    provider: 'stripe',
    openSession: (request) =>
      call(async () =>
        readSession(await stripe.checkout.sessions.create(sessionParams(request), { idempotencyKey: request.key })),
      ),
    readSession: (sessionId) =>
      call(async () => readSession(await stripe.checkout.sessions.retrieve(sessionId, STATEMENT))),
    closeSession: (sessionId) =>
      call(async () => readSession(await stripe.checkout.sessions.expire(sessionId, STATEMENT))),
    capture: (intentId, key) =>
      call(async () => readIntent(await stripe.paymentIntents.capture(intentId, {}, { idempotencyKey: key }))),
    voidAuthorisation: (intentId, key) =>
      call(async () => readIntent(await stripe.paymentIntents.cancel(intentId, {}, { idempotencyKey: key }))),
    refund: (order) =>
      call(async () =>
        readRefund(
          await stripe.refunds.create(
            {
              payment_intent: order.intentId,
              amount: toStripe(order.amountMinor, order.currency),
              metadata: { event_id: order.eventId, order_id: order.orderId, refund_id: order.refundId },
            },
            { idempotencyKey: order.key },
          ),
          order.currency,
        ),
      ),
    refundsOf: (intentId, currency) =>
      call(async () => {
        const list = await stripe.refunds.list({ payment_intent: intentId, limit: PER_PAYMENT_MAX })
        return { refunds: list.data.map((refund) => readRefund(refund, currency)) }
      }),
    disputesOf: (intentId, currency) =>
      call(async () => {
        const list = await stripe.disputes.list({ payment_intent: intentId, limit: PER_PAYMENT_MAX })
        return { disputes: list.data.flatMap((dispute) => readDispute(dispute, currency) ?? []) }
      }),
    readWebhook(rawBody, signature) {
      const now = (options.clock ?? systemClock).now().getTime()
      for (const secret of options.webhookSecrets) {
        try {
          return readEvent(
            stripe.webhooks.constructEvent(rawBody, signature, secret, WEBHOOK_TOLERANCE_S, undefined, now),
          )
        } catch (error) {
          const forged = error instanceof Stripe.errors.StripeSignatureVerificationError
          // Signed all right, but no JSON.
          if (!forged && !(error instanceof SyntaxError)) throw error
        }
      }
      return undefined
    },
    close() {
      agents.http.destroy()
      agents.https.destroy()
    },
  }
}

/**
 * Begins a call without the library writing down the stack for an error that there may be: a twentieth of a millisecond
 * each, and what our log tells of a failure does not show it. The limit is back before anything else runs.
 */
function withoutStack<T>(work: () => Promise<T>): Promise<T> {
  const limit = Error.stackTraceLimit
  Error.stackTraceLimit = 0
  try {
    return work()
  } finally {
    Error.stackTraceLimit = limit
  }
}

const openAgents = () => {
  const settings = { keepAlive: true, maxSockets: CONNECTIONS_MAX }
  return { http: new HttpAgent(settings), https: new HttpsAgent(settings) }
}

function clientOf(options: StripeOptions, agents: ReturnType<typeof openAgents>): Stripe {
  const url = options.url === undefined ? undefined : new URL(options.url)
  return new Stripe(options.secretKey, {
    ...(url === undefined ? {} : { host: url.hostname, port: portOf(url), protocol: schemeOf(url) }),
    httpAgent: url?.protocol === 'http:' ? agents.http : agents.https,
    timeout: options.timeoutMs ?? TIMEOUT_MS,
    maxNetworkRetries: 0,
    telemetry: false,
  })
}

const schemeOf = (url: URL) => (url.protocol === 'http:' ? 'http' : 'https')
const portOf = (url: URL) => (url.port === '' ? (url.protocol === 'http:' ? 80 : 443) : Number(url.port))

function sessionParams(request: SessionRequest): Stripe.Checkout.SessionCreateParams {
  const metadata = { event_id: request.eventId, order_id: request.orderId, payment_id: request.paymentId }
  return {
    mode: 'payment',
    // Cards and the wallets that carry one: what can be authorised first and captured later.
    allowed_payment_method_types: ['card'],
    // The buyer pays exactly the order's amount in the order's currency.
    adaptive_pricing: { enabled: false },
    client_reference_id: request.orderId,
    metadata,
    payment_intent_data: { capture_method: 'manual', metadata },
    line_items: request.items.map((item) => ({
      quantity: item.quantity,
      price_data: {
        currency: request.currency.toLowerCase(),
        unit_amount: toStripe(item.unitMinor, request.currency),
        product_data: { name: item.name },
      },
    })),
    success_url: request.returnUrl,
    cancel_url: request.cancelUrl,
    expires_at: Math.floor(request.expiresAt.getTime() / 1_000),
  }
}
