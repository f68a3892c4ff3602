import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Stripe } from 'stripe'
import { cards, readCard } from './cards.ts'
import { given, type Given, idOf } from './testing.ts'

const chargeOf = async (stripe: Stripe, intent: Stripe.PaymentIntent): Promise<Stripe.Charge> =>
  stripe.charges.retrieve(idOf(intent.latest_charge))

test('every card of the table has a number that card checks accept', () => {
  for (const card of cards) assert.equal(readCard(card.number), card)
})

test('numbers may be written with spaces and hyphens', () => {
  assert.equal(readCard('4242 4242-4242 4242'), cards[0])
})

for (const number of ['4242424242424242', '5555555555554444', '378282246310005']) {
  test(`${number} pays: the money is set aside, and the session complete and unpaid until it is captured`, async (t) => {
    const { stripe, told, paid } = await given(t)
    const { session, intent } = await paid(number)
    assert.equal(session.status, 'complete')
    assert.equal(session.payment_status, 'unpaid')
    assert.equal(session.url, null)
    assert.equal(intent.status, 'requires_capture')
    assert.equal(intent.amount_capturable, 9_000)
    assert.equal(intent.amount_received, 0)
    assert.deepEqual(intent.metadata, { order: 'o-1' })
    const charge = await chargeOf(stripe, intent)
    assert.equal(charge.status, 'succeeded')
    assert.equal(charge.captured, false)
    assert.equal(charge.payment_method_details?.card?.last4, number.slice(-4))
    assert.deepEqual(await told(), ['checkout.session.completed', 'payment_intent.amount_capturable_updated'])
  })
}

test('captured automatically, the session is paid at once', async (t) => {
  const { told, paid } = await given(t)
  const { session, intent } = await paid('4242424242424242', { payment_intent_data: {} })
  assert.equal(session.payment_status, 'paid')
  assert.equal(intent.status, 'succeeded')
  assert.equal(intent.capture_method, 'automatic_async')
  assert.equal(intent.amount_received, 9_000)
  assert.deepEqual(await told(), ['checkout.session.completed', 'payment_intent.succeeded'])
})

describe('a card that is declined leaves the session open, and the reason in the intent', () => {
  const declined: [string, string, string][] = [
    ['4000000000000002', 'card_declined', 'generic_decline'],
    ['4000000000009995', 'card_declined', 'insufficient_funds'],
    ['4000000000009987', 'card_declined', 'lost_card'],
    ['4000000000000069', 'expired_card', 'expired_card'],
    ['4000000000000127', 'incorrect_cvc', 'incorrect_cvc'],
    ['4000000000000119', 'processing_error', 'processing_error'],
    ['4111111111111111', 'card_declined', 'test_mode_live_card'],
  ]
  for (const [number, code, declineCode] of declined) {
    test(`${number}: ${declineCode}`, async (t) => {
      const { stripe, sandbox, told, paid } = await given(t)
      const { session, intent } = await paid(number)
      assert.equal(session.status, 'open')
      assert.equal(intent.status, 'requires_payment_method')
      assert.equal(intent.last_payment_error?.type, 'card_error')
      assert.equal(intent.last_payment_error?.code, code)
      assert.equal(intent.last_payment_error?.decline_code, declineCode)
      const charge = await chargeOf(stripe, intent)
      assert.equal(charge.status, 'failed')
      assert.equal(charge.paid, false)
      assert.equal(charge.failure_code, code)
      assert.deepEqual(await told(), ['payment_intent.payment_failed'])
      assert.deepEqual(sandbox.ledger(), {})
    })
  }

  test('and another card can be tried, with the same intent', async (t) => {
    const { stripe, sandbox, paid } = await given(t)
    const { session, intent } = await paid('4000000000000002')
    assert.equal(sandbox.pay(session.id, '4242424242424242').outcome, 'paid')
    const after = await stripe.paymentIntents.retrieve(intent.id)
    assert.equal(after.status, 'requires_capture')
    assert.equal(after.last_payment_error, null)
    const charges = await stripe.charges.list({ payment_intent: intent.id })
    assert.deepEqual(
      charges.data.map(({ status }) => status),
      ['succeeded', 'failed'],
    )
  })
})

test('a mistyped number is refused before anything is tried', async (t) => {
  const { stripe, sandbox, openSession } = await given(t)
  const { id } = await openSession()
  for (const number of ['4242424242424241', '42', '', 'card']) {
    assert.deepEqual(sandbox.pay(id, number), { outcome: 'refused', because: 'mistyped-card' })
  }
  assert.equal((await stripe.checkout.sessions.retrieve(id)).payment_intent, null)
})

describe("the bank's challenge", () => {
  const challenged = async ({ paid }: Given, number: string) => {
    const both = await paid(number)
    assert.equal(both.intent.status, 'requires_action')
    assert.equal(both.intent.next_action?.type, 'redirect_to_url')
    assert.equal(both.session.status, 'open')
    return both
  }

  for (const number of ['4000002500003155', '4000000000003220']) {
    test(`${number}, passed, pays`, async (t) => {
      const all = await given(t)
      const { session, intent } = await challenged(all, number)
      assert.equal(all.sandbox.answerChallenge(session.id, true).outcome, 'paid')
      assert.equal((await all.stripe.paymentIntents.retrieve(intent.id)).status, 'requires_capture')
    })

    test(`${number}, failed, can be tried again`, async (t) => {
      const all = await given(t)
      const { session, intent } = await challenged(all, number)
      assert.equal(all.sandbox.answerChallenge(session.id, false).outcome, 'declined')
      const failed = await all.stripe.paymentIntents.retrieve(intent.id)
      assert.equal(failed.status, 'requires_payment_method')
      assert.equal(failed.last_payment_error?.code, 'payment_intent_authentication_failure')
      assert.equal(failed.latest_charge, null)
      assert.equal(all.sandbox.pay(session.id, '4242424242424242').outcome, 'paid')
    })
  }

  test('4000008400001629, passed, is declined', async (t) => {
    const all = await given(t)
    const { session, intent } = await challenged(all, '4000008400001629')
    assert.equal(all.sandbox.answerChallenge(session.id, true).outcome, 'declined')
    assert.equal((await all.stripe.paymentIntents.retrieve(intent.id)).last_payment_error?.code, 'card_declined')
  })

  test('is asked once: there is nothing to answer before or after', async (t) => {
    const { sandbox, openSession } = await given(t)
    const { id } = await openSession()
    assert.deepEqual(sandbox.answerChallenge(id, true), { outcome: 'refused', because: 'no-challenge' })
    sandbox.pay(id, '4000000000003220')
    sandbox.answerChallenge(id, true)
    assert.deepEqual(sandbox.answerChallenge(id, true), { outcome: 'refused', because: 'session-complete' })
  })

  test('left unanswered, ends with the session', async (t) => {
    const all = await given(t)
    const { session, intent } = await challenged(all, '4000000000003220')
    await all.stripe.checkout.sessions.expire(session.id)
    assert.deepEqual(all.sandbox.answerChallenge(session.id, true), { outcome: 'refused', because: 'session-expired' })
    assert.equal((await all.stripe.paymentIntents.retrieve(intent.id)).status, 'canceled')
  })
})

describe('a bank that answers late', () => {
  test('4000000000006009: processing, then authorised', async (t) => {
    const { stripe, sandbox, told, paid } = await given(t)
    const { session, intent } = await paid('4000000000006009')
    assert.equal(session.status, 'complete')
    assert.equal(session.payment_status, 'unpaid')
    assert.equal(intent.status, 'processing')
    sandbox.advance(180)
    assert.equal((await stripe.paymentIntents.retrieve(intent.id)).status, 'requires_capture')
    assert.deepEqual(await told(), [
      'checkout.session.async_payment_succeeded',
      'checkout.session.completed',
      'payment_intent.amount_capturable_updated',
    ])
  })

  test('4000000000006017: processing, then declined', async (t) => {
    const { stripe, sandbox, told, paid } = await given(t)
    const { intent } = await paid('4000000000006017')
    sandbox.advance(180)
    assert.equal((await stripe.paymentIntents.retrieve(intent.id)).status, 'requires_payment_method')
    assert.deepEqual(await told(), [
      'checkout.session.async_payment_failed',
      'checkout.session.completed',
      'payment_intent.payment_failed',
    ])
  })

  test('a payment cancelled meanwhile stays cancelled', async (t) => {
    const { stripe, sandbox, paid } = await given(t)
    const { intent } = await paid('4000000000006009')
    await stripe.paymentIntents.cancel(intent.id)
    sandbox.advance(3_600)
    assert.equal((await stripe.paymentIntents.retrieve(intent.id)).status, 'canceled')
    assert.deepEqual(sandbox.ledger(), {})
  })
})
