import { startSandbox, type Sandbox } from '@foyer/sandbox'
import type { Config } from '../config.ts'
import { awaitedStripeEvents } from '../payments/index.ts'
import type { Log } from '../platform/log.ts'

/** No secrets: the sandbox moves no money, and listens on this machine alone. */
const SECRET_KEY = 'sk_test_sandbox'
const WEBHOOK_SECRET = 'whsec_sandbox'

export type PaymentSandbox = Sandbox & { readonly secretKey: string; readonly webhookSecret: string }

/** Starts the sandbox that stands in for Stripe and sends its webhooks to the Foyer at an address. */
export async function startPaymentSandbox(config: Config, log: Log, foyerUrl: string): Promise<PaymentSandbox> {
  const sandbox = await startSandbox({
    port: config.sandboxPort,
    secretKey: SECRET_KEY,
    webhookSecret: WEBHOOK_SECRET,
    webhookUrl: `${foyerUrl}/v1/webhooks/stripe`,
    enabledEvents: awaitedStripeEvents,
    log: (message, details) => log.debug({ part: 'sandbox', ...details }, message),
  })
  return { ...sandbox, secretKey: SECRET_KEY, webhookSecret: WEBHOOK_SECRET }
}
