import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { Stripe } from 'stripe'
import { openLog } from '../platform/log.ts'
import { keysFrom } from '../platform/secrets.ts'
import { sandboxWebhookSecret, startPaymentSandbox, type PaymentSandbox } from './payment-sandbox.ts'

test('after a restart the sandbox is at the same address and knows the session that a buyer has open', async (t) => {
  const start = starterIn(t)
  const before = await start()
  const { url, id } = await stripeAt(before).checkout.sessions.create(seat)
  await before.stop()
  const after = await start()
  assert.equal(after.url, before.url)
  const page = await fetch(url ?? '')
  assert.equal(page.status, 200)
  assert.match(await page.text(), /Row 7, seat 12/)
  assert.equal(after.pay(id, '4242424242424242').outcome, 'paid')
})

test('where its port was taken meanwhile, it takes another and remembers that', async (t) => {
  const start = starterIn(t)
  const first = await start()
  await first.stop()
  const stranger = createServer().listen(first.port, '127.0.0.1')
  await once(stranger, 'listening')
  t.after(() => stranger.close())
  const second = await start()
  assert.notEqual(second.port, first.port)
  await second.stop()
  assert.equal((await start()).port, second.port)
})

test('while it runs, another of the same folder is refused, and neither journal nor port is touched', async (t) => {
  const start = starterIn(t)
  const first = await start()
  const { id } = await stripeAt(first).checkout.sessions.create(seat)
  const kept = () => ['sandbox.journal', 'sandbox.port'].map((name) => readFileSync(join(start.folder, name), 'utf8'))
  const before = kept()
  await assert.rejects(start(), new RegExp(`belongs to process ${process.pid}, which has run its payment sandbox`))
  assert.deepEqual(kept(), before)
  await first.stop()
  assert.equal((await start()).pay(id, '4242424242424242').outcome, 'paid')
})

test('what it signs its webhooks with is of this installation alone', async (t) => {
  const { webhookSecret } = await starterIn(t)()
  assert.equal(webhookSecret, sandboxWebhookSecret(deriveKey))
  assert.notEqual(webhookSecret, sandboxWebhookSecret(keysFrom(Buffer.alloc(32, 8))))
  assert.match(webhookSecret, /^whsec_[\w-]{32}$/)
})

const deriveKey = keysFrom(Buffer.alloc(32, 7))

const seat: Stripe.Checkout.SessionCreateParams = {
  mode: 'payment',
  line_items: [
    { quantity: 1, price_data: { currency: 'eur', unit_amount: 4_500, product_data: { name: 'Row 7, seat 12' } } },
  ],
  success_url: 'https://shop.example/return',
}

const starterIn = (t: TestContext) => {
  const folder = mkdtempSync(join(tmpdir(), 'foyer-sandbox-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const config = { dataDir: join(folder, 'not made yet'), sandboxPort: 0 }
  const start = async (): Promise<PaymentSandbox> => {
    const sandbox = await startPaymentSandbox(config, { log: openLog('silent'), deriveKey }, 'http://127.0.0.1:9')
    t.after(() => sandbox.stop())
    return sandbox
  }
  return Object.assign(start, { folder: config.dataDir })
}

const stripeAt = ({ host, port, secretKey }: PaymentSandbox): Stripe =>
  new Stripe(secretKey, { host, port, protocol: 'http', telemetry: false })
