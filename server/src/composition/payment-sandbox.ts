import { join } from 'node:path'
import { startSandbox, type Sandbox } from '@foyer/sandbox'
import type { Config } from '../config.ts'
import { awaitedStripeEvents } from '../payments/index.ts'
import type { Log } from '../platform/log.ts'
import { claimFolder } from '../platform/folder-claim.ts'
import type { DeriveKey } from '../platform/secrets.ts'
import { choosePort, rememberPort } from '../platform/postgres/port.ts'

/** No secret: the sandbox moves no money, and listens on this machine alone. */
const SECRET_KEY = 'sk_test_sandbox'
const WEBHOOK_KEY_BYTES = 24

/**
 * What the sandbox signs its webhooks with. A secret, for they are received where everybody can send something: whoever
 * could sign would fill the inbox.
 */
export const sandboxWebhookSecret = (deriveKey: DeriveKey): string =>
  `whsec_${deriveKey('payment-sandbox-webhooks:1', WEBHOOK_KEY_BYTES).toString('base64url')}`

/** Whether payments go to the sandbox: its key is no key of Stripe's, who would refuse it. */
export const takesNoMoney = ({
  url,
  secretKey,
}: {
  readonly url: string | undefined
  readonly secretKey: string
}): boolean => url !== undefined && secretKey === SECRET_KEY

export type PaymentSandbox = Sandbox & { readonly secretKey: string; readonly webhookSecret: string }

/**
 * Starts the sandbox that stands in for Stripe and sends its webhooks to the Foyer at an address. As the outside world
 * outlives a crash of Foyer, so does what it keeps, in DATA_DIR/sandbox.journal; and unless SANDBOX_PORT is set it comes
 * back on the port of DATA_DIR/sandbox.port, where buyers may have a payment page open, unless that is taken.
 * @throws FolderInUse while another process runs the sandbox of this folder
 */
export async function startPaymentSandbox(
  config: Pick<Config, 'dataDir' | 'sandboxPort'>,
  { log, deriveKey }: { readonly log: Log; readonly deriveKey: DeriveKey },
  foyerUrl: string,
): Promise<PaymentSandbox> {
  const webhookSecret = sandboxWebhookSecret(deriveKey)
  // Before the journal is read, which rewrites it, and the port, which would be another one while this is taken.
  const giveBack = claimFolder(config.dataDir, 'sandbox')
  try {
    const portFile = join(config.dataDir, 'sandbox.port')
    const sandbox = await startSandbox({
      port: config.sandboxPort === 0 ? await choosePort(portFile) : config.sandboxPort,
      secretKey: SECRET_KEY,
      webhookSecret,
      webhookUrl: `${foyerUrl}/v1/webhooks/stripe`,
      enabledEvents: awaitedStripeEvents,
      journal: join(config.dataDir, 'sandbox.journal'),
      log: (message, details) => log.debug({ part: 'sandbox', ...details }, message),
    })
    if (config.sandboxPort === 0) rememberPort(portFile, sandbox.port)
    const stop = () => sandbox.stop().finally(giveBack)
    return { ...sandbox, stop, secretKey: SECRET_KEY, webhookSecret }
  } catch (error) {
    giveBack()
    throw error
  }
}
