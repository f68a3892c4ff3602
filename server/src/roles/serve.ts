import { currentBuild, ensureBuilt } from '@foyer/web/build/build'
import type { FastifyInstance } from 'fastify'
import type { Config } from '../config.ts'
import { seedDemo, type DemoSignIns } from '../composition/demo.ts'
import { startMailboxes } from '../composition/mail-sandbox.ts'
import { sandboxWebhookSecret, startPaymentSandbox, takesNoMoney } from '../composition/payment-sandbox.ts'
import { openInstallation, type Installation } from '../installation.ts'
import { listen, openNode, type MailSettings, type PaymentSettings } from '../node.ts'
import { migrate } from '../platform/migrate.ts'
import { isOneOfSeveral, listening, startProcesses, stopWithMinder } from './processes.ts'

const EMAIL_WIDTH = 22

/** All of Foyer in one process. */
export const startRole = (config: Config): Promise<void> => serve(config, 'start')

/** The web server alone. */
export const apiRole = (config: Config): Promise<void> => serve(config, 'api')

/** The hands that work without being asked, alone. */
export const workerRole = (config: Config): Promise<void> => serve(config, 'worker')

async function serve(config: Config, role: 'start' | 'api' | 'worker'): Promise<void> {
  const started = performance.now()
  const pages = pagesFor(role)
  // It is waited for below; a failure until then is kept for that.
  pages.catch(() => undefined)
  const installation = await openInstallation(config, role)
  const { lifecycle, log } = installation
  if (isOneOfSeveral()) stopWithMinder(() => lifecycle.stop())
  try {
    await migrate(installation.db)
    const publicUrl = config.publicUrl ?? `http://localhost:${config.port}`
    const payments = await paymentsOf(config, role, installation)
    const mail = await mailOf(config, role, payments.sandbox, publicUrl, installation)
    // Whoever waits for mail that is kept is told where it is.
    const told = { ...config, mailboxUrl: mail?.mailboxes ?? config.mailboxUrl }
    const node = await openNode(told, installation, payments, publicUrl, mail)
    const demo =
      role === 'start' && config.demo === 'on' && payments.sandbox ? await seedDemo(installation, node) : undefined
    if (role !== 'api') await node.startWork()
    if (role !== 'worker') await answer(told, installation, payments, async () => node.buildApi(await pages))
    log.info({ role, ms: Math.round(performance.now() - started) }, 'ready')
    if (!isOneOfSeveral()) greet(role, config, publicUrl, { payments, mailboxes: mail?.mailboxes, demo })
  } catch (error) {
    await lifecycle.giveUp(error)
  }
}

/** Answers requests: in this process, or in several that it starts and minds. */
async function answer(
  config: Config,
  installation: Installation,
  payments: PaymentSettings,
  buildApi: () => Promise<FastifyInstance>,
): Promise<void> {
  const { databaseUrl, lifecycle, log } = installation
  if (config.processes === 1) {
    await listen(await buildApi(), config, installation, listening.options())
    listening.tell()
    return
  }
  const { url: stripeUrl, secretKey: stripeSecretKey, webhookSecrets: stripeWebhookSecrets } = payments
  const paid = { stripeUrl, stripeSecretKey, stripeWebhookSecrets }
  const processes = await startProcesses(config, { databaseUrl, ...paid }, log)
  lifecycle.onStop('processes', () => processes.stop())
}

/**
 * Folder of the pages of the shop. `start` builds them unless that was done for the sources as they are; another server
 * takes them as they are, or serves the API alone and says so.
 */
async function pagesFor(role: 'start' | 'api' | 'worker'): Promise<string | undefined> {
  if (role === 'worker') return undefined
  if (role === 'start') return ensureBuilt((line) => console.log(line))
  const built = currentBuild()
  if (built === undefined) console.log('The web pages are not built, so the API is served alone: npm run build.')
  return built
}

async function paymentsOf(
  config: Config,
  role: string,
  { lifecycle, log, deriveKey }: Installation,
): Promise<PaymentSettings & { readonly sandbox: boolean }> {
  if (config.stripeSecretKey !== undefined) {
    const { stripeUrl: url, stripeSecretKey: secretKey, stripeWebhookSecrets: told } = config
    // The sandbox of this installation signs with a secret that all of its processes know.
    const webhookSecrets =
      told.length === 0 && takesNoMoney({ url, secretKey }) ? [sandboxWebhookSecret(deriveKey)] : told
    if (webhookSecrets.length === 0)
      throw new Error(
        'STRIPE_SECRET_KEY is set and STRIPE_WEBHOOK_SECRETS is not: webhooks could not be told from forgeries.',
      )
    return { url, secretKey, webhookSecrets, sandbox: false }
  }
  if (role !== 'start')
    throw new Error('STRIPE_SECRET_KEY is not set. For the sandbox run `foyer sandbox` and set what it prints.')
  const sandbox = await startPaymentSandbox(config, { log, deriveKey }, `http://127.0.0.1:${config.port}`)
  lifecycle.onStop('payment sandbox', () => sandbox.stop())
  return { url: sandbox.url, secretKey: sandbox.secretKey, webhookSecrets: [sandbox.webhookSecret], sandbox: true }
}

/** Where mail goes: to the server that is set, or into the sandbox where no money moves either, or nowhere. */
async function mailOf(
  config: Config,
  role: string,
  sandbox: boolean,
  publicUrl: string,
  { lifecycle }: Installation,
): Promise<(MailSettings & { readonly mailboxes: string | undefined }) | undefined> {
  const from = config.mailFrom ?? `Foyer <tickets@${new URL(publicUrl).hostname}>`
  if (config.smtpUrl !== undefined) return { smtpUrl: config.smtpUrl, from, mailboxes: undefined }
  if (role !== 'start' || !sandbox) return undefined
  const mailboxes = await startMailboxes(config)
  lifecycle.onStop('mail sandbox', () => mailboxes.stop())
  return { smtpUrl: mailboxes.smtpUrl, from, mailboxes: mailboxes.url }
}

interface Greeted {
  readonly payments: PaymentSettings & { readonly sandbox: boolean }
  /** Where the mail of the sandbox is read. */
  readonly mailboxes: string | undefined
  readonly demo: DemoSignIns | undefined
}

/** What a person needs to go on, on standard output. */
function greet(role: string, config: Config, publicUrl: string, { payments, mailboxes, demo }: Greeted): void {
  const lines =
    role === 'worker'
      ? ['Foyer works.']
      : [
          `Foyer is ready.`,
          '',
          `  Shop       ${publicUrl}/`,
          `  API        ${publicUrl}/v1/events`,
          `  Docs       ${publicUrl}/docs`,
          ...(payments.sandbox
            ? [`  Payments   the sandbox at ${payments.url}: no money moves; card 4242 4242 4242 4242`]
            : []),
          ...(mailboxes === undefined ? [] : [`  Mail       the sandbox at ${mailboxes}: nothing is delivered`]),
          ...(config.databaseUrl === undefined ? [`  Data       ${config.dataDir}`] : []),
          ...(demo === undefined
            ? []
            : [
                '',
                `  A fan         ${demo.fan.email.padEnd(EMAIL_WIDTH)}  password ${demo.password}`,
                `  An organiser  ${demo.vendor.email.padEnd(EMAIL_WIDTH)}  password ${demo.password}`,
                '',
                `  Try the whole of it: npm run demo -- --url ${publicUrl}`,
              ]),
        ]
  console.log(lines.join('\n'))
}
