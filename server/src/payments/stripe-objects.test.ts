import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Stripe } from 'stripe'
import { failureOf } from './stripe-failures.ts'
import { readDispute, readEvent, readIntent, readRefund, readSession } from './stripe-objects.ts'

describe('what Stripe tells, in our words', () => {
  test('where the money is follows from the intent alone', () => {
    const intent = { currency: 'gbp', amount: 1, amount_capturable: 2, amount_received: 3 }
    const told = (status: string) => readIntent({ ...intent, status } as Stripe.PaymentIntent)
    assert.deepEqual(told('requires_capture'), { money: 'authorised', amountMinor: 2 })
    assert.deepEqual(told('succeeded'), { money: 'captured', amountMinor: 3 })
    assert.deepEqual(told('canceled'), { money: 'void', amountMinor: 1 })
    assert.deepEqual(told('processing'), { money: 'processing', amountMinor: 1 })
    assert.deepEqual(told('requires_payment_method'), { money: 'none', amountMinor: 1 })
    assert.deepEqual(told('a_status_of_next_year').money, 'processing', 'what we do not know is waited for')
  })

  test('a session without an intent has no money, and its page only while it is open', () => {
    const session = { id: 'cs', currency: 'gbp', amount_total: 500, url: 'https://pay', payment_intent: null }
    const seen = readSession({ ...session, status: 'open' } as Stripe.Checkout.Session)
    assert.deepEqual([seen.money, seen.amountMinor, seen.currency, seen.url], ['none', 500, 'GBP', 'https://pay'])
    assert.equal(readSession({ ...session, status: 'expired' } as Stripe.Checkout.Session).url, null)
  })

  test('a refund is ours by its metadata, and failed when it was cancelled', () => {
    const id = '0190a000-0000-7000-8000-000000000001'
    const ours = readRefund({ id: 're', amount: 5, status: 'canceled', metadata: { refund_id: id } }, 'GBP')
    assert.deepEqual([ours.refundId, ours.state], [id, 'failed'])
    const theirs = readRefund({ id: 're', amount: 5, status: 'pending', metadata: { refund_id: 'x' } }, 'GBP')
    assert.deepEqual([theirs.refundId, theirs.state], [null, 'pending'])
  })

  test("a bank's inquiry moves no money and is no dispute", () => {
    const told = (status: string) => readDispute({ id: 'dp', amount: 5, status } as Stripe.Dispute, 'GBP')?.state
    assert.deepEqual(['needs_response', 'under_review', 'won', 'lost'].map(told), ['open', 'open', 'won', 'lost'])
    assert.deepEqual(['warning_needs_response', 'warning_closed', 'prevented'].map(told), [
      undefined,
      undefined,
      undefined,
    ])
  })

  test('an event names its order by our metadata, or the intent; what is no event is none', () => {
    const [eventId, orderId] = ['0190a000-0000-7000-8000-000000000001', '0190a000-0000-7000-8000-000000000002']
    const metadata = { event_id: eventId, order_id: orderId }
    const told = (type: string, object: object) => readEvent({ id: 'evt', type, data: { object } } as Stripe.Event)
    const session = told('checkout.session.completed', { object: 'checkout.session', metadata, payment_intent: 'pi' })
    assert.deepEqual([session?.about, session?.order, session?.intentId], ['payment', { eventId, orderId }, 'pi'])
    const dispute = told('charge.dispute.created', { object: 'dispute', metadata: {}, payment_intent: 'pi' })
    assert.deepEqual([dispute?.about, dispute?.order, dispute?.intentId], ['money-back', null, 'pi'])
    assert.equal(told('refund.updated', { object: 'refund' })?.about, 'money-back')
    assert.equal(told('customer.created', { object: 'customer' })?.about, 'other')
    assert.equal(told('payment_intent.created', { object: 'payment_intent', metadata: { order_id: 'x' } })?.order, null)
    assert.equal(readEvent({}), undefined)
  })

  test('what is signed but cannot be of an event is none, whatever it is', () => {
    const event = { id: 'evt', type: 'charge.refunded', data: { object: { object: 'charge', payment_intent: 'pi' } } }
    const read = (change: object) => readEvent(JSON.parse(JSON.stringify({ ...event, ...change })))
    assert.equal(read({})?.intentId, 'pi')
    for (const change of [
      { id: 'evt\0' },
      { id: 'e'.repeat(256) },
      { id: 5 },
      { type: 'charge\0' },
      { data: null },
      { data: { object: null } },
      { data: { object: 'charge' } },
    ])
      assert.equal(read(change), undefined, JSON.stringify(change))
    assert.equal(readEvent(JSON.parse('null')), undefined)
    assert.equal(read({ data: { object: { object: 'charge', payment_intent: 'pi\0' } } })?.intentId, null)
  })
})

test('what a failure says of the call: done or not, and whether the key is spent', () => {
  const { errors } = Stripe
  const raw = (statusCode: number) =>
    ({ message: 'm', statusCode }) as ConstructorParameters<typeof errors.StripeAPIError>[0]
  const cases: [unknown, string][] = [
    [new errors.StripeConnectionError(raw(0)), 'no-answer'],
    [new errors.StripeRateLimitError(raw(429)), 'no-answer'],
    [new errors.StripeIdempotencyError(raw(409)), 'no-answer'],
    [new errors.StripeAuthenticationError(raw(401)), 'no-answer'],
    [new errors.StripeAPIError(raw(500)), 'broken'],
    [new errors.StripeIdempotencyError(raw(400)), 'broken'],
    [new errors.StripeInvalidRequestError(raw(400)), 'refused'],
    [new errors.StripeCardError(raw(402)), 'refused'],
    [new RangeError('no such amount'), 'refused'],
  ]
  for (const [error, expected] of cases) assert.equal(failureOf(error).failed, expected, String(error))
  assert.throws(() => failureOf(new TypeError('a bug')), TypeError)
})
