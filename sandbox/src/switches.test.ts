import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { Stripe } from 'stripe'
import { given, refusalOf, twoSeats } from './testing.ts'

const CARD = '4242424242424242'

describe('an answer can be made to', () => {
  test('fail with 500, the work not done', async (t) => {
    const { stripe, sandbox, paid } = await given(t)
    const { intent } = await paid(CARD)
    sandbox.setSwitches({ answers: 'server-error' })
    assert.equal((await refusalOf(stripe.paymentIntents.capture(intent.id))).statusCode, 500)
    sandbox.setSwitches({ answers: 'normal' })
    assert.equal((await stripe.paymentIntents.retrieve(intent.id)).status, 'requires_capture')
  })

  test('fail with 500, the work done', async (t) => {
    const { stripe, sandbox, paid } = await given(t)
    const { intent } = await paid(CARD)
    sandbox.failNext({ fault: 'work-then-server-error', operation: 'capture' })
    assert.equal((await refusalOf(stripe.paymentIntents.capture(intent.id))).statusCode, 500)
    assert.equal((await stripe.paymentIntents.retrieve(intent.id)).status, 'succeeded')
  })

  test('never come, the work done: the same key finds it', async (t) => {
    const { stripe, sandbox, paid } = await given(t)
    const { intent } = await paid(CARD)
    // The package repeats a call once when the connection breaks, so both have to.
    sandbox.failNext({ fault: 'hang-up', operation: 'capture', times: 2 })
    const key = { idempotencyKey: 'capture-1' }
    const refusal = await refusalOf(stripe.paymentIntents.capture(intent.id, {}, key))
    assert.equal(refusal.type, 'StripeConnectionError')
    const again = await stripe.paymentIntents.capture(intent.id, {}, key)
    assert.equal(again.status, 'succeeded')
    assert.equal(sandbox.ledger()['eur']?.captured, 9_000)
  })

  test('come too late for the caller, the work done', async (t) => {
    const { stripe, sandbox, paid } = await given(t)
    const { intent } = await paid(CARD)
    sandbox.failNext({ fault: 'slow', delayMs: 2_000, operation: 'capture' })
    const key = { idempotencyKey: 'capture-1' }
    const refusal = await refusalOf(stripe.paymentIntents.capture(intent.id, {}, { ...key, timeout: 500 }))
    assert.equal(refusal.type, 'StripeConnectionError')
    assert.equal((await stripe.paymentIntents.retrieve(intent.id)).status, 'succeeded')
    let again = await stripe.paymentIntents.capture(intent.id, {}, key).catch((problem: unknown) => problem)
    while (again instanceof Stripe.errors.StripeError && again.code === 'idempotency_key_in_use') {
      await sleep(20)
      again = await stripe.paymentIntents.capture(intent.id, {}, key).catch((problem: unknown) => problem)
    }
    assert.equal((again as Stripe.PaymentIntent).status, 'succeeded')
  })

  test('be too many requests', async (t) => {
    const { stripe, sandbox } = await given(t)
    sandbox.failNext({ fault: 'rate-limit' })
    const refusal = await refusalOf(stripe.checkout.sessions.create(twoSeats))
    assert.equal(refusal.statusCode, 429)
    assert.equal(refusal.type, 'StripeRateLimitError')
    assert.equal((await stripe.checkout.sessions.list()).data.length, 0)
  })
})

test('the provider can be down: no call, no page, no webhook, until it is back', async (t) => {
  const { stripe, sandbox, told, openSession } = await given(t)
  const { id, url } = await openSession()
  sandbox.advance(24 * 60 * 60 - 1)
  sandbox.setSwitches({ down: true })
  assert.equal((await refusalOf(stripe.checkout.sessions.retrieve(id))).statusCode, 503)
  assert.equal((await fetch(url ?? '')).status, 503)
  assert.deepEqual(sandbox.pay(id, CARD), { outcome: 'refused', because: 'provider-down' })
  sandbox.advance(1)
  sandbox.setSwitches({ down: false })
  assert.deepEqual(await told(), ['checkout.session.expired'])
})

describe('a capture can be made to fail', () => {
  test('a number of times', async (t) => {
    const { stripe, sandbox, paid } = await given(t)
    const { intent } = await paid(CARD)
    sandbox.failNext({ fault: 'capture-fails', times: 2 })
    assert.equal((await refusalOf(stripe.paymentIntents.capture(intent.id))).statusCode, 402)
    assert.equal((await refusalOf(stripe.paymentIntents.capture(intent.id))).statusCode, 402)
    assert.equal((await stripe.paymentIntents.capture(intent.id)).status, 'succeeded')
  })

  test('for good', async (t) => {
    const { stripe, sandbox, paid } = await given(t)
    const { intent } = await paid(CARD)
    sandbox.setSwitches({ captures: 'capture-fails' })
    for (let attempt = 0; attempt < 4; attempt++) {
      assert.equal((await refusalOf(stripe.paymentIntents.capture(intent.id))).statusCode, 402)
    }
  })

  test('for one payment by its metadata', async (t) => {
    const { stripe, paid } = await given(t)
    const one = await paid(CARD, { metadata: { sandbox: 'capture-fails:1' } })
    const other = await paid(CARD)
    assert.equal((await stripe.paymentIntents.capture(other.intent.id)).status, 'succeeded')
    assert.equal((await refusalOf(stripe.paymentIntents.capture(one.intent.id))).statusCode, 402)
    assert.equal((await stripe.paymentIntents.capture(one.intent.id)).status, 'succeeded')
  })

  test('for one payment by its id', async (t) => {
    const { stripe, sandbox, paid } = await given(t)
    const one = await paid(CARD)
    const other = await paid(CARD)
    sandbox.failNext({ fault: 'capture-fails', object: one.session.id })
    assert.equal((await stripe.paymentIntents.capture(other.intent.id)).status, 'succeeded')
    assert.equal((await refusalOf(stripe.paymentIntents.capture(one.intent.id))).statusCode, 402)
  })
})

describe('a refund can be made to fail', () => {
  test('at once', async (t) => {
    const { stripe, sandbox, paid } = await given(t)
    const { intent } = await paid(CARD)
    await stripe.paymentIntents.capture(intent.id)
    sandbox.failNext({ fault: 'refund-fails' })
    const refusal = await refusalOf(stripe.refunds.create({ payment_intent: intent.id }))
    assert.equal(refusal.code, 'balance_insufficient')
    assert.equal((await stripe.refunds.create({ payment_intent: intent.id })).status, 'succeeded')
  })

  test('afterwards', async (t) => {
    const { stripe, sandbox, paid } = await given(t)
    const { intent } = await paid(CARD)
    await stripe.paymentIntents.capture(intent.id)
    sandbox.setSwitches({ refunds: 'refund-fails-later', lateSeconds: 5 })
    const refund = await stripe.refunds.create({ payment_intent: intent.id })
    sandbox.advance(5)
    assert.equal((await stripe.refunds.retrieve(refund.id)).status, 'failed')
  })
})

describe('an intent can be over', () => {
  test('another amount than its session', async (t) => {
    const { sandbox, paid } = await given(t)
    sandbox.failNext({ fault: 'other-amount' })
    const { session, intent } = await paid(CARD)
    assert.equal(session.amount_total, 9_000)
    assert.equal(intent.amount, 9_001)
  })

  test('another currency', async (t) => {
    const { sandbox, paid } = await given(t)
    sandbox.setSwitches({ amounts: 'other-currency' })
    const { session, intent } = await paid(CARD)
    assert.equal(session.currency, 'eur')
    assert.equal(intent.currency, 'usd')
  })
})

describe('the switches', () => {
  test('refuse what they do not know, and change nothing', async (t) => {
    const { sandbox } = await given(t)
    const before = structuredClone(sandbox.switches())
    const wrong: [object, RegExp][] = [
      [{ down: 'yes' }, /down must be true or false/],
      [{ answers: 'never' }, /answers must be one of/],
      [{ lateSeconds: -1 }, /lateSeconds/],
      [{ webhooks: { copies: 0 } }, /webhooks\.copies/],
      [{ webhooks: { url: 'file:///etc' } }, /webhooks\.url/],
      [{ webhooks: 1 }, /webhooks/],
      [{ upside: 'down' }, /There is no upside/],
    ]
    for (const [patch, message] of wrong)
      assert.throws(() => sandbox.setSwitches(patch), { name: 'RangeError', message })
    assert.throws(() => sandbox.failNext({ fault: 'slow', times: 0 }), RangeError)
    assert.throws(() => sandbox.failNext({ fault: 'slow', operation: 'captures' }), /operation must be one of/)
    assert.deepEqual(sandbox.switches(), before)
  })

  test('reset puts everything back, and keeps the address of the webhooks', async (t) => {
    const { stripe, sandbox, inbox, paid, openSession, told } = await given(t)
    const { intent } = await paid(CARD)
    sandbox.setSwitches({ captures: 'capture-fails', webhooks: { hold: true } })
    sandbox.failNext({ fault: 'rate-limit', times: 9 })
    sandbox.advance(1_000)
    await sandbox.webhooksSettled()
    inbox.arrived.length = 0
    sandbox.reset()
    assert.deepEqual(sandbox.ledger(), {})
    assert.ok(Math.abs(sandbox.now() - Date.now()) < 900_000)
    assert.equal((await refusalOf(stripe.paymentIntents.retrieve(intent.id))).statusCode, 404)
    assert.equal((await stripe.events.list()).data.length, 0)
    await stripe.checkout.sessions.expire((await openSession()).id)
    assert.deepEqual(await told(), ['checkout.session.expired'])
  })
})
