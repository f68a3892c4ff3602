import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { serveApi } from './api-server.ts'
import { Timeline, type Clock } from './clock.ts'
import { createControl, type Control } from './control.ts'
import { serveControl } from './control-server.ts'
import { Faults } from './faults.ts'
import { Gateway } from './gateway.ts'
import { sendJson } from './http.ts'
import { IdempotencyKeys } from './idempotency.ts'
import { Journal } from './journal.ts'
import { servePage } from './page-server.ts'
import type { EventType } from './records.ts'
import { Store } from './store.ts'
import { defaultSwitches } from './switches.ts'
import { defaultRetry, Webhooks, type WebhookRetry } from './webhooks.ts'

export { startMailSandbox, type MailSandbox } from './mail/sandbox.ts'
export { cards } from './cards.ts'
export type { Clock } from './clock.ts'
export type { Control } from './control.ts'
export type { NextFault } from './faults.ts'
export type { PayOutcome } from './gateway.ts'
export type { Totals } from './ledger.ts'
export type { Switches, SwitchesPatch } from './switches.ts'
export type { WebhookRetry } from './webhooks.ts'

export type SandboxOptions = {
  /** 0, the default, takes any free port. */
  readonly port?: number
  readonly host?: string
  /** The one API key, `sk_test_…`. */
  readonly secretKey: string
  /** Signs the webhooks, `whsec_…`. */
  readonly webhookSecret: string
  /** Where webhooks go; without it, events can only be listed. */
  readonly webhookUrl?: string
  /** The types of event to send; without it, all. */
  readonly enabledEvents?: readonly EventType[]
  readonly webhookRetry?: Partial<WebhookRetry>
  /** The address under which a browser reaches the hosted page, where it is not the one listened on. */
  readonly publicUrl?: string
  /** Records kept at most; see the README for what goes first. */
  readonly maxObjects?: number
  /**
   * A file that remembers payments when this process dies, for one process at a time; its folder is there. Without it,
   * everything is in memory alone.
   */
  readonly journal?: string
  readonly clock?: Clock
  readonly log?: (message: string, details: Record<string, unknown>) => void
}

export type Sandbox = Control & {
  /** `http://host:port`: the API, the hosted pages and `/_sandbox`. */
  readonly url: string
  readonly host: string
  readonly port: number
  /** Ends webhooks, timers and connections. What was kept is gone, but for the journal. */
  stop: () => Promise<void>
}

const MAX_OBJECTS = 500_000
const KEYS_SHARE = 0.5
const IDLE_CONNECTION_MS = 65_000 // longer than a client keeps one, so that it is the client who closes

/**
 * Starts a stand-in payment gateway that speaks Stripe's wire, and resolves once it listens. Reach it with
 * `new Stripe(secretKey, { host: sandbox.host, port: sandbox.port, protocol: 'http' })`.
 * @throws Error that names the line when the journal is damaged; the system's own when the port is taken.
 */
export const startSandbox = async (options: SandboxOptions): Promise<Sandbox> => {
  const { host = '127.0.0.1', port = 0, maxObjects = MAX_OBJECTS, log = () => undefined } = options
  const switches = { current: defaultSwitches(options.webhookUrl ?? null) }
  const store = new Store(maxObjects)
  const timeline = new Timeline(options.clock ?? { now: () => Date.now() })
  const faults = new Faults()
  const keys = new IdempotencyKeys(Math.max(1, Math.floor(maxObjects * KEYS_SHARE)))
  const journal =
    options.journal === undefined ? undefined : new Journal(options.journal, { store, keys, now: () => timeline.now() })
  journal?.restore()
  const shared = { store, timeline, journal, faults, switches: () => switches.current, log }
  const webhooks = new Webhooks({
    ...shared,
    secret: options.webhookSecret,
    enabledEvents: options.enabledEvents ?? null,
    retry: { ...defaultRetry, ...options.webhookRetry },
  })
  const gateway = new Gateway({
    ...shared,
    isAwaited: (type) => webhooks.isAwaited(type),
    announce: (event) => webhooks.announce(event),
  })
  const control = createControl({ ...shared, gateway, keys, webhooks, switches })
  const api = { ...shared, gateway, keys, secretKey: options.secretKey, pageBase: () => publicUrl }

  const onControl = serveControl(control)
  const serve = (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = request.url ?? ''
    if (url.startsWith('/_sandbox/')) return onControl(request, response)
    if (url.startsWith('/c/pay/')) return servePage(request, response, { ...shared, gateway })
    return serveApi(request, response, api)
  }
  const server = createServer({ keepAliveTimeout: IDLE_CONNECTION_MS }, (request, response) => {
    serve(request, response).catch((problem: unknown) => {
      if (request.destroyed) return
      log('a request failed', { url: request.url, problem: String(problem) })
      if (!response.headersSent) sendJson(response, 500, { error: 'The sandbox failed.' })
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the sandbox listens on no port')
  gateway.resume() // only now: a sandbox that cannot listen does nothing by itself
  const url = `http://${host}:${address.port}`
  const publicUrl = options.publicUrl ?? url

  const stop = async (): Promise<void> => {
    webhooks.stop()
    timeline.stop()
    const closed = new Promise<void>((resolve) => server.close(() => resolve()))
    server.closeAllConnections()
    await closed
  }
  return { ...control, url, host, port: address.port, stop }
}
