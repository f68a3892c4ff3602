import { once } from 'node:events'
import type { Config } from '../config.ts'
import { startMailboxes } from '../composition/mail-sandbox.ts'
import { startPaymentSandbox } from '../composition/payment-sandbox.ts'
import { openLog } from '../platform/log.ts'
import { installationSecret, keysFrom } from '../platform/secrets.ts'

/** Runs the payment sandbox and the mail sandbox by themselves until they are told to stop. */
export async function sandboxRole(config: Config): Promise<void> {
  const sandbox = await startPaymentSandbox(
    config,
    { log: openLog(config.logLevel), deriveKey: keysFrom(await installationSecret(config)) },
    config.publicUrl ?? `http://localhost:${config.port}`,
  )
  console.log(
    `payment sandbox at ${sandbox.url}; give api and worker STRIPE_URL=${sandbox.url}, STRIPE_SECRET_KEY=${sandbox.secretKey} and STRIPE_WEBHOOK_SECRETS=${sandbox.webhookSecret}`,
  )
  const mailboxes = await startMailboxes(config)
  console.log(
    `mail sandbox at ${mailboxes.url}; give worker SMTP_URL=${mailboxes.smtpUrl} and api MAILBOX_URL=${mailboxes.url}`,
  )
  await Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')])
  await mailboxes.stop()
  await sandbox.stop()
}
