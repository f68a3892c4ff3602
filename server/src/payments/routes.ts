import { paymentRoutes } from '@foyer/contract/orders'
import type { FastifyInstance } from 'fastify'
import type { Database } from '../platform/database.ts'
import { Gather } from '../platform/gather.ts'
import { problem } from '../platform/http/problem.ts'
import { route } from '../platform/http/route.ts'
import type { PaymentGateway } from './gateway.ts'
import { keepWebhooks, type Received, type WaitingWebhook } from './inbox.ts'

export interface WebhookReceiving {
  readonly db: Database
  readonly gateway: PaymentGateway
  /** Hears of a webhook once it is kept. Losing this call delays the work, and loses nothing. */
  readonly onKept: (webhook: WaitingWebhook) => void
}

const KEPT_TOGETHER_MAX = 100
/** A webhook waits at most so long for others that come with it. */
const KEEP_EVERY_MS = 10

/** Receives webhooks: verified over the bytes as they came, kept, answered; the work comes afterwards. */
export function registerPaymentRoutes(app: FastifyInstance, { db, gateway, onKept }: WebhookReceiving): void {
  const keep = new Gather<Received, WaitingWebhook | undefined>({
    batchMax: KEPT_TOGETHER_MAX,
    everyMs: KEEP_EVERY_MS,
    work: (received) => keepWebhooks(db.sql, received),
  })
  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
    route(scope, paymentRoutes.stripeWebhook, async ({ request }) => {
      const signature = request.headers['stripe-signature']
      const body: unknown = request.body
      if (!Buffer.isBuffer(body) || typeof signature !== 'string') throw problem('webhook-not-genuine')
      const event = gateway.readWebhook(body, signature)
      if (event === undefined) throw problem('webhook-not-genuine')
      const kept = await keep.add({ event, body: body.toString() })
      if (kept !== undefined) onKept(kept)
      return { received: true }
    })
  })
}
