import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { given, refusalOf, idOf } from './testing.ts'

const CARD = '4242424242424242'

describe('capturing', () => {
  test('all of it: the money is received, the session paid', async (t) => {
    const { stripe, sandbox, told, paid } = await given(t)
    const { session, intent } = await paid(CARD)
    await told()
    const captured = await stripe.paymentIntents.capture(intent.id, { expand: ['latest_charge'] })
    assert.equal(captured.status, 'succeeded')
    assert.equal(captured.amount_received, 9_000)
    assert.equal(captured.amount_capturable, 0)
    assert.ok(captured.latest_charge !== null && typeof captured.latest_charge !== 'string')
    assert.equal(captured.latest_charge.captured, true)
    assert.equal(captured.latest_charge.amount_captured, 9_000)
    assert.equal((await stripe.checkout.sessions.retrieve(session.id)).payment_status, 'paid')
    assert.deepEqual(await told(), ['charge.captured', 'payment_intent.succeeded'])
    assert.deepEqual(sandbox.ledger(), { eur: { ...nothing, authorised: 9_000, captured: 9_000 } })
  })

  test('a part of it: the rest is released, and shows as a refund, as with Stripe', async (t) => {
    const { stripe, sandbox, told, paid } = await given(t)
    const { intent } = await paid(CARD)
    const captured = await stripe.paymentIntents.capture(intent.id, { amount_to_capture: 6_000 })
    assert.equal(captured.amount, 9_000)
    assert.equal(captured.amount_received, 6_000)
    const charge = await stripe.charges.retrieve(idOf(captured.latest_charge), { expand: ['refunds'] })
    assert.equal(charge.amount_captured, 6_000)
    assert.equal(charge.amount_refunded, 3_000)
    assert.equal(charge.refunds?.data.length, 1)
    assert.ok((await told()).includes('charge.refunded'))
    assert.deepEqual(sandbox.ledger(), { eur: { ...nothing, authorised: 9_000, captured: 6_000, voided: 3_000 } })
  })

  test('more than was authorised is refused', async (t) => {
    const { stripe, paid } = await given(t)
    const { intent } = await paid(CARD)
    const refusal = await refusalOf(stripe.paymentIntents.capture(intent.id, { amount_to_capture: 9_001 }))
    assert.equal(refusal.statusCode, 400)
    assert.equal(refusal.code, 'amount_too_large')
    assert.equal(refusal.param, 'amount_to_capture')
    const none = await refusalOf(stripe.paymentIntents.capture(intent.id, { amount_to_capture: 0 }))
    assert.equal(none.code, 'parameter_invalid_integer')
  })

  test('twice, or what is not authorised, is refused with the intent as it stands', async (t) => {
    const { stripe, paid } = await given(t)
    const { intent } = await paid(CARD)
    await stripe.paymentIntents.capture(intent.id)
    const twice = await refusalOf(stripe.paymentIntents.capture(intent.id))
    assert.equal(twice.statusCode, 400)
    assert.equal(twice.code, 'payment_intent_unexpected_state')
    assert.equal(twice.payment_intent?.status, 'succeeded')
    const declined = await paid('4000000000000002')
    const early = await refusalOf(stripe.paymentIntents.capture(declined.intent.id))
    assert.equal(early.code, 'payment_intent_unexpected_state')
    assert.equal(early.payment_intent?.status, 'requires_payment_method')
  })

  test('4000000000000341: the bank does not hand the money over, and the authorisation stays', async (t) => {
    const { stripe, sandbox, told, paid } = await given(t)
    const { intent } = await paid('4000000000000341')
    const refusal = await refusalOf(stripe.paymentIntents.capture(intent.id))
    assert.equal(refusal.statusCode, 402)
    assert.equal(refusal.type, 'StripeCardError')
    assert.equal(refusal.code, 'card_declined')
    assert.equal(refusal.decline_code, 'generic_decline')
    assert.equal(refusal.payment_intent?.id, intent.id)
    const after = await stripe.paymentIntents.retrieve(intent.id)
    assert.equal(after.status, 'requires_capture')
    assert.equal(after.last_payment_error?.code, 'card_declined')
    assert.equal((await stripe.paymentIntents.cancel(intent.id)).status, 'canceled')
    assert.ok((await told()).includes('payment_intent.payment_failed'))
    assert.deepEqual(sandbox.ledger(), { eur: { ...nothing, authorised: 9_000, voided: 9_000 } })
  })
})

describe('cancelling', () => {
  test('an authorised payment is a void: the money is released, never captured', async (t) => {
    const { stripe, sandbox, told, paid } = await given(t)
    const { session, intent } = await paid(CARD)
    await told()
    const cancelled = await stripe.paymentIntents.cancel(intent.id, { cancellation_reason: 'abandoned' })
    assert.equal(cancelled.status, 'canceled')
    assert.equal(cancelled.cancellation_reason, 'abandoned')
    assert.equal(cancelled.amount_capturable, 0)
    assert.ok(cancelled.canceled_at)
    const charge = await stripe.charges.retrieve(idOf(cancelled.latest_charge))
    assert.equal(charge.captured, false)
    assert.equal(charge.refunded, true)
    assert.equal((await stripe.checkout.sessions.retrieve(session.id)).payment_status, 'unpaid')
    assert.deepEqual(await told(), ['charge.refunded', 'payment_intent.canceled'])
    assert.deepEqual(sandbox.ledger(), { eur: { ...nothing, authorised: 9_000, voided: 9_000 } })
  })

  test('twice, or after the capture, is refused', async (t) => {
    const { stripe, paid } = await given(t)
    const one = await paid(CARD)
    await stripe.paymentIntents.cancel(one.intent.id)
    assert.equal((await refusalOf(stripe.paymentIntents.cancel(one.intent.id))).code, 'payment_intent_unexpected_state')
    const other = await paid(CARD)
    await stripe.paymentIntents.capture(other.intent.id)
    assert.equal(
      (await refusalOf(stripe.paymentIntents.cancel(other.intent.id))).code,
      'payment_intent_unexpected_state',
    )
  })
})

describe('an authorisation that nobody captures', () => {
  const week = 7 * 24 * 60 * 60

  test('lapses after seven days', async (t) => {
    const { stripe, sandbox, told, paid } = await given(t, { clock: { now: () => 1_800_000_000_000 } })
    const { intent } = await paid(CARD)
    await told()
    sandbox.advance(week - 1)
    assert.equal((await stripe.paymentIntents.retrieve(intent.id)).status, 'requires_capture')
    sandbox.advance(1)
    const lapsed = await stripe.paymentIntents.retrieve(intent.id)
    assert.equal(lapsed.status, 'canceled')
    assert.equal(lapsed.cancellation_reason, 'automatic')
    assert.equal((await refusalOf(stripe.paymentIntents.capture(intent.id))).code, 'payment_intent_unexpected_state')
    assert.deepEqual(await told(), ['charge.expired', 'payment_intent.canceled'])
    assert.deepEqual(sandbox.ledger(), { eur: { ...nothing, authorised: 9_000, voided: 9_000 } })
  })

  test('but not once it is captured', async (t) => {
    const { stripe, sandbox, paid } = await given(t)
    const { intent } = await paid(CARD)
    await stripe.paymentIntents.capture(intent.id)
    sandbox.advance(2 * week)
    assert.equal((await stripe.paymentIntents.retrieve(intent.id)).status, 'succeeded')
  })
})

const nothing = { authorised: 0, captured: 0, voided: 0, refunded: 0, disputed: 0, outstanding: 0 }
