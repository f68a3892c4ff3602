import { paymentRoutes } from '@foyer/contract/orders'
import type { FastifyInstance } from 'fastify'
import type { Database } from '../platform/database.ts'
import { problem } from '../platform/http/problem.ts'
import { route } from '../platform/http/route.ts'
import type { PaymentGateway } from './gateway.ts'
import { keepWebhook, type WaitingWebhook } from './inbox.ts'

export interface WebhookReceiving {
  readonly db: Database
  readonly gateway: PaymentGateway
  /** Hears of a webhook once it is kept. Losing this call delays the work, and loses nothing. */
  readonly onKept: (webhook: WaitingWebhook) => void
}

/** Receives webhooks: verified over the bytes as they came, kept, answered; the work comes afterwards. */
export function registerPaymentRoutes(app: FastifyInstance, { db, gateway, onKept }: WebhookReceiving): void {
  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
    route(scope, paymentRoutes.stripeWebhook, async ({ request }) => {
      const signature = request.headers['stripe-signature']
      const body: unknown = request.body
      if (!Buffer.isBuffer(body) || typeof signature !== 'string') throw problem('webhook-not-genuine')
      const event = gateway.readWebhook(body, signature)
      if (event === undefined) throw problem('webhook-not-genuine')
      const kept = await keepWebhook(db.sql, event, body.toString())
      if (kept !== undefined) onKept(kept)
      return { received: true }
    })
  })
}
