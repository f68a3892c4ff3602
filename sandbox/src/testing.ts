import { createServer } from 'node:http'
import type { TestContext } from 'node:test'
import { Stripe } from 'stripe'
import { startSandbox, type Sandbox, type SandboxOptions } from './index.ts'

const KEY = 'sk_test_of_the_tests'
export const SECRET = 'whsec_of_the_tests'
export const MINUTE_MS = 60_000

type Arrived = { readonly event: Stripe.Event; readonly body: string; readonly signature: string }

/** A shop's webhook endpoint: keeps what arrives, and answers as it is told. */
type Inbox = {
  readonly url: string
  readonly arrived: Arrived[]
  /** The status to answer the n-th delivery (from 1) with; 0 breaks the connection off. */
  answer: (delivery: number) => number
}

export type Given = {
  readonly sandbox: Sandbox
  readonly stripe: Stripe
  readonly inbox: Inbox
  openSession: (more?: Partial<Stripe.Checkout.SessionCreateParams>) => Promise<Stripe.Checkout.Session>
  /** A session paid with a card as far as that card goes: its intent is as Stripe shows it. */
  paid: (card: string, more?: Partial<Stripe.Checkout.SessionCreateParams>) => Promise<Paid>
  /** The types of the webhooks since last asked, in alphabetical order: deliveries keep no other. */
  told: () => Promise<string[]>
}
type Paid = { readonly session: Stripe.Checkout.Session; readonly intent: Stripe.PaymentIntent }

/** A running sandbox, the real `stripe` package pointed at it, and a shop that receives its webhooks. */
export const given = async (t: TestContext, options: Partial<SandboxOptions> = {}): Promise<Given> => {
  const inbox = await startInbox(t)
  const sandbox = await startSandbox({
    secretKey: KEY,
    webhookSecret: SECRET,
    webhookUrl: inbox.url,
    webhookRetry: { firstDelayMs: 1 },
    ...options,
  })
  t.after(() => sandbox.stop())
  const stripe = stripeFor(sandbox)
  const openSession: Given['openSession'] = (more = {}) => stripe.checkout.sessions.create({ ...twoSeats, ...more })
  const paid: Given['paid'] = async (card, more) => {
    const { id } = await openSession(more)
    sandbox.pay(id, card)
    const session = await stripe.checkout.sessions.retrieve(id, { expand: ['payment_intent'] })
    if (session.payment_intent === null || typeof session.payment_intent === 'string') throw new Error('not tried')
    return { session, intent: session.payment_intent }
  }
  const told: Given['told'] = async () => {
    await sandbox.webhooksSettled()
    return inbox.arrived
      .splice(0)
      .map(({ event }) => event.type)
      .sort()
  }
  return { sandbox, stripe, inbox, openSession, paid, told }
}

export const stripeFor = (sandbox: Sandbox, key = KEY): Stripe =>
  new Stripe(key, { host: sandbox.host, port: sandbox.port, protocol: 'http', maxNetworkRetries: 0, telemetry: false })

/** Two seats at 45 euros, to be captured later. */
export const twoSeats: Stripe.Checkout.SessionCreateParams = {
  mode: 'payment',
  line_items: [
    { quantity: 2, price_data: { currency: 'eur', unit_amount: 4_500, product_data: { name: 'Block 112, row 7' } } },
  ],
  payment_intent_data: { capture_method: 'manual', metadata: { order: 'o-1' } },
  client_reference_id: 'o-1',
  metadata: { order: 'o-1' },
  customer_email: 'ada@example.com',
  success_url: 'https://shop.example/return?session={CHECKOUT_SESSION_ID}',
  cancel_url: 'https://shop.example/back',
}

/** The id of what a property holds, expanded or not. */
export const idOf = (held: string | { readonly id: string } | null): string =>
  typeof held === 'string' ? held : (held?.id ?? '')

/** The error that the package makes of a refusal. */
export const refusalOf = async (call: Promise<unknown>): Promise<Stripe.errors.StripeError> => {
  try {
    await call
  } catch (problem) {
    if (problem instanceof Stripe.errors.StripeError) return problem
    throw problem
  }
  throw new Error('this was not refused')
}

/** A call to the sandbox without the package: what is on the wire. */
export const onTheWire = async (
  sandbox: Sandbox,
  method: string,
  path: string,
  body?: string,
  headers: Record<string, string> = {},
): Promise<{ status: number; headers: Headers; json: Record<string, unknown> }> => {
  const response = await fetch(`${sandbox.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/x-www-form-urlencoded', ...headers },
    ...(body === undefined ? {} : { body }),
  })
  return {
    status: response.status,
    headers: response.headers,
    json: (await response.json()) as Record<string, unknown>,
  }
}

const startInbox = async (t: TestContext): Promise<Inbox> => {
  const arrived: Arrived[] = []
  let deliveries = 0
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const body = Buffer.concat(parts).toString()
      const signature = request.headers['stripe-signature']
      arrived.push({ event: JSON.parse(body) as Stripe.Event, body, signature: String(signature) })
      const status = inbox.answer(++deliveries)
      if (status === 0) request.socket.destroy()
      else response.writeHead(status).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => {
    server.close()
    server.closeAllConnections()
  })
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  const inbox: Inbox = {
    url: `http://127.0.0.1:${port}/webhooks`,
    arrived,
    answer: () => 200,
  }
  return inbox
}
