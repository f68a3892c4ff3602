import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import type { Stripe } from 'stripe'
import { given, type Given, idOf } from './testing.ts'

/** Whatever a shop, a person, a bank and time do to a payment. */
const deed = fc.oneof(
  fc.record({ does: fc.constant('pay' as const), card: fc.constantFrom('4242', '0002', '0341', '0259', '6009') }),
  fc.record({ does: fc.constant('capture' as const), amount: fc.option(fc.integer({ min: 1, max: 120 })) }),
  fc.record({ does: fc.constant('refund' as const), amount: fc.option(fc.integer({ min: 1, max: 120 })) }),
  fc.record({ does: fc.constant('refund that comes back' as const) }),
  fc.record({ does: fc.constant('cancel' as const) }),
  fc.record({ does: fc.constant('expire' as const) }),
  fc.record({ does: fc.constant('dispute' as const) }),
  fc.record({ does: fc.constant('win' as const) }),
  fc.record({ does: fc.constant('lose' as const) }),
  fc.record({ does: fc.constant('wait' as const), seconds: fc.constantFrom(1, 180, 86_400, 604_800) }),
)
type Deed = typeof deed extends fc.Arbitrary<infer Value> ? Value : never

const paid: Deed = { does: 'pay', card: '4242' }
const captured: Deed = { does: 'capture', amount: null }

/** Most histories start where there is something to go wrong. */
const beginnings: readonly Deed[][] = [
  [],
  [paid],
  [paid, captured],
  [paid, captured, { does: 'refund that comes back' }],
]

/** From each status of an intent, those it may have after one deed. */
const moves: Readonly<Record<string, readonly string[]>> = {
  none: ['requires_payment_method', 'requires_capture', 'processing'],
  requires_payment_method: ['requires_capture', 'processing', 'canceled'],
  processing: ['requires_capture', 'canceled'],
  requires_capture: ['succeeded', 'canceled'],
  succeeded: [],
  canceled: [],
}

const numbers: Readonly<Record<string, string>> = {
  '4242': '4242424242424242',
  '0002': '4000000000000002',
  '0341': '4000000000000341',
  '0259': '4000000000000259',
  '6009': '4000000000006009',
}

test('whatever happens: captured >= refunded + disputed >= 0, all money is accounted for, statuses move as they may', async (t) => {
  const all = await given(t)
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...beginnings), fc.array(deed, { maxLength: 12 }), async (beginning, deeds) => {
      all.sandbox.reset()
      const { id } = await all.openSession(hundred)
      let before = 'none'
      for (const one of [...beginning, ...deeds]) {
        await perform(all, id, one)
        before = await check(all, id, before)
      }
    }),
    { numRuns: 60 },
  )
})

const hundred = {
  line_items: [{ quantity: 1, price_data: { currency: 'eur', unit_amount: 100, product_data: { name: 'Seat' } } }],
}

const perform = async ({ sandbox, stripe }: Given, id: string, deed: Deed): Promise<void> => {
  const { payment_intent } = await stripe.checkout.sessions.retrieve(id)
  const intent = idOf(payment_intent)
  const amount = 'amount' in deed ? (deed.amount ?? undefined) : undefined
  const params = amount === undefined ? {} : { amount }
  switch (deed.does) {
    case 'pay':
      sandbox.pay(id, numbers[deed.card] ?? '')
      return
    case 'capture':
      return attempt(stripe.paymentIntents.capture(intent, amount === undefined ? {} : { amount_to_capture: amount }))
    case 'refund':
      return attempt(stripe.refunds.create({ payment_intent: intent, ...params }))
    case 'refund that comes back':
      sandbox.failNext({ fault: 'refund-fails-later' })
      return attempt(stripe.refunds.create({ payment_intent: intent }))
    case 'cancel':
      return attempt(stripe.paymentIntents.cancel(intent))
    case 'expire':
      return attempt(stripe.checkout.sessions.expire(id))
    case 'dispute':
      return attempt(async () => sandbox.openDispute(intent))
    case 'win':
    case 'lose': {
      const [dispute] = (await stripe.disputes.list({ payment_intent: intent })).data
      return attempt(async () => sandbox.closeDispute(dispute?.id ?? '', deed.does === 'win' ? 'won' : 'lost'))
    }
    case 'wait':
      sandbox.advance(deed.seconds)
  }
}

/** A deed that cannot be done now is refused, and that is all. */
const attempt = async (deed: Promise<unknown> | (() => Promise<unknown>)): Promise<void> => {
  try {
    await (typeof deed === 'function' ? deed() : deed)
  } catch (problem) {
    const status = (problem as Stripe.errors.StripeError).statusCode
    assert.ok(problem instanceof RangeError || (status !== undefined && status < 500), String(problem))
  }
}

const check = async ({ sandbox, stripe }: Given, id: string, before: string): Promise<string> => {
  const session = await stripe.checkout.sessions.retrieve(id, { expand: ['payment_intent.latest_charge.refunds'] })
  const intent = session.payment_intent
  if (intent === null || typeof intent === 'string') return 'none'
  assert.ok(intent.status === before || moves[before]?.includes(intent.status), `${before} to ${intent.status}`)
  assert.equal(intent.amount_capturable, intent.status === 'requires_capture' ? 100 : 0)
  assert.equal(session.payment_status, intent.status === 'succeeded' ? 'paid' : 'unpaid')
  const charge = intent.latest_charge
  const { eur } = sandbox.ledger()
  if (charge === null || typeof charge === 'string' || charge.status !== 'succeeded' || eur === undefined) {
    assert.equal(intent.amount_received, 0)
    return intent.status
  }
  assert.ok(eur.refunded >= 0 && eur.disputed >= 0 && eur.voided >= 0 && eur.outstanding >= 0)
  assert.ok(eur.captured >= eur.refunded + eur.disputed, JSON.stringify(eur))
  assert.equal(eur.authorised, eur.captured + eur.voided + eur.outstanding)
  assert.equal(eur.captured, intent.amount_received)
  assert.equal(eur.captured, charge.amount_captured)
  assert.equal(charge.amount_refunded, eur.refunded + eur.voided)
  const live = (charge.refunds?.data ?? []).filter(({ status }) => status !== 'failed')
  assert.equal(
    live.reduce((sum, { amount }) => sum + amount, 0),
    charge.amount_refunded,
  )
  return intent.status
}
