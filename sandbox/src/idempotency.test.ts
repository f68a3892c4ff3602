import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Stripe } from 'stripe'
import { given, onTheWire, refusalOf, stripeFor, twoSeats, type Given, idOf } from './testing.ts'

const KEYED = { idempotencyKey: 'attempt-1' }
const FORM =
  'mode=payment&success_url=https%3A%2F%2Fshop.example&line_items[0][quantity]=1&line_items[0][price_data][currency]=eur&line_items[0][price_data][unit_amount]=100&line_items[0][price_data][product_data][name]=Seat'
const PATH = '/v1/checkout/sessions'

const sessionsOf = async ({ stripe }: Given): Promise<number> =>
  (await stripe.checkout.sessions.list({ limit: 100 })).data.length

describe('the same key', () => {
  test('with the same parameters gives the same answer, byte for byte, and says so', async (t) => {
    const all = await given(t)
    const first = await onTheWire(all.sandbox, 'POST', PATH, FORM, { 'idempotency-key': 'k' })
    all.sandbox.pay(String(first.json['id']), '4242424242424242')
    const second = await onTheWire(all.sandbox, 'POST', PATH, FORM, { 'idempotency-key': 'k' })
    assert.equal(first.headers.get('idempotent-replayed'), null)
    assert.equal(second.headers.get('idempotent-replayed'), 'true')
    assert.equal(second.headers.get('original-request'), first.headers.get('request-id'))
    assert.notEqual(second.headers.get('request-id'), first.headers.get('request-id'))
    assert.equal(second.status, 200)
    assert.deepEqual(second.json, first.json)
    assert.equal(await sessionsOf(all), 1)
  })

  test('with the parameters in another order is the same', async (t) => {
    const all = await given(t)
    const turned = FORM.split('&').reverse().join('&')
    const first = await onTheWire(all.sandbox, 'POST', PATH, FORM, { 'idempotency-key': 'k' })
    const second = await onTheWire(all.sandbox, 'POST', PATH, turned, { 'idempotency-key': 'k' })
    assert.equal(second.json['id'], first.json['id'])
  })

  test('with other parameters is an idempotency error, and nothing happens', async (t) => {
    const all = await given(t)
    await all.stripe.checkout.sessions.create(twoSeats, KEYED)
    const other = { ...twoSeats, client_reference_id: 'another' }
    const refusal = await refusalOf(all.stripe.checkout.sessions.create(other, KEYED))
    assert.ok(refusal instanceof Stripe.errors.StripeIdempotencyError)
    assert.equal(refusal.statusCode, 400)
    assert.equal(refusal.rawType, 'idempotency_error')
    assert.equal(await sessionsOf(all), 1)
  })

  test('at another endpoint is one too', async (t) => {
    const { stripe, paid } = await given(t)
    const { intent } = await paid('4242424242424242')
    await stripe.paymentIntents.capture(intent.id, {}, KEYED)
    const refusal = await refusalOf(stripe.paymentIntents.cancel(intent.id, {}, KEYED))
    assert.ok(refusal instanceof Stripe.errors.StripeIdempotencyError)
  })

  test('while the first is being answered is 409, which is not kept', async (t) => {
    const all = await given(t)
    all.sandbox.failNext({ fault: 'slow', delayMs: 150 })
    const first = all.stripe.checkout.sessions.create(twoSeats, KEYED)
    while ((await sessionsOf(all)) === 0); // the work is done at once, the answer comes later
    const twin = await refusalOf(all.stripe.checkout.sessions.create(twoSeats, KEYED))
    assert.equal(twin.statusCode, 409)
    assert.equal(twin.code, 'idempotency_key_in_use')
    const { id } = await first
    assert.equal((await all.stripe.checkout.sessions.create(twoSeats, KEYED)).id, id)
    assert.equal(await sessionsOf(all), 1)
  })

  test('is forgotten after 24 hours of the sandbox', async (t) => {
    const all = await given(t, { clock: { now: () => 1_800_000_000_000 } })
    const { id } = await all.stripe.checkout.sessions.create(twoSeats, KEYED)
    all.sandbox.advance(24 * 60 * 60 - 1)
    assert.equal((await all.stripe.checkout.sessions.create(twoSeats, KEYED)).id, id)
    all.sandbox.advance(1)
    assert.notEqual((await all.stripe.checkout.sessions.create(twoSeats, KEYED)).id, id)
  })

  test('means nothing on a GET', async (t) => {
    const { sandbox, openSession } = await given(t)
    const { id } = await openSession()
    const headers = { 'idempotency-key': 'k' }
    const open = await onTheWire(sandbox, 'GET', `${PATH}/${id}`, undefined, headers)
    sandbox.pay(id, '4242424242424242')
    const complete = await onTheWire(sandbox, 'GET', `${PATH}/${id}`, undefined, headers)
    assert.equal(open.json['status'], 'open')
    assert.equal(complete.json['status'], 'complete')
    assert.equal(complete.headers.get('idempotent-replayed'), null)
  })
})

describe('what is kept under a key', () => {
  test('a 500 is: only another key tries again', async (t) => {
    const all = await given(t)
    all.sandbox.failNext({ fault: 'server-error' })
    for (let attempt = 0; attempt < 3; attempt++) {
      const refusal = await refusalOf(all.stripe.checkout.sessions.create(twoSeats, KEYED))
      assert.equal(refusal.statusCode, 500)
      assert.equal(refusal.type, 'StripeAPIError')
    }
    assert.equal(await sessionsOf(all), 0)
    await all.stripe.checkout.sessions.create(twoSeats, { idempotencyKey: 'attempt-2' })
    assert.equal(await sessionsOf(all), 1)
  })

  test('a refused capture is: the same key does not try again', async (t) => {
    const { stripe, sandbox, paid } = await given(t)
    const { intent } = await paid('4242424242424242')
    sandbox.failNext({ fault: 'capture-fails' })
    for (let attempt = 0; attempt < 2; attempt++) {
      assert.equal((await refusalOf(stripe.paymentIntents.capture(intent.id, {}, KEYED))).statusCode, 402)
    }
    const captured = await stripe.paymentIntents.capture(intent.id, {}, { idempotencyKey: 'attempt-2' })
    assert.equal(captured.status, 'succeeded')
  })

  test('a refusal by state is', async (t) => {
    const { stripe, sandbox, openSession } = await given(t)
    const { id } = await openSession()
    sandbox.pay(id, '4000000000000002')
    const { payment_intent } = await stripe.checkout.sessions.retrieve(id)
    assert.equal((await refusalOf(stripe.paymentIntents.capture(idOf(payment_intent), {}, KEYED))).statusCode, 400)
    sandbox.pay(id, '4242424242424242')
    const again = await refusalOf(stripe.paymentIntents.capture(idOf(payment_intent), {}, KEYED))
    assert.equal(again.payment_intent?.status, 'requires_payment_method')
    assert.equal(again.headers?.['idempotent-replayed'], 'true')
  })

  test('bad parameters, strangers and too many requests are not', async (t) => {
    const all = await given(t)
    await refusalOf(all.stripe.checkout.sessions.create({ ...twoSeats, line_items: [] }, KEYED))
    await refusalOf(stripeFor(all.sandbox, 'sk_test_other').checkout.sessions.create(twoSeats, KEYED))
    all.sandbox.failNext({ fault: 'rate-limit' })
    await refusalOf(all.stripe.checkout.sessions.create(twoSeats, KEYED))
    await all.stripe.checkout.sessions.create(twoSeats, KEYED)
    assert.equal(await sessionsOf(all), 1)
  })
})

test('a key has at most 255 characters', async (t) => {
  const { stripe } = await given(t)
  await stripe.checkout.sessions.create(twoSeats, { idempotencyKey: 'k'.repeat(255) })
  const refusal = await refusalOf(stripe.checkout.sessions.create(twoSeats, { idempotencyKey: 'k'.repeat(256) }))
  assert.equal(refusal.statusCode, 400)
})

test('events tell of the request and the key that caused them', async (t) => {
  const { stripe, paid } = await given(t)
  const { intent } = await paid('4242424242424242')
  const captured = await stripe.paymentIntents.capture(intent.id, {}, KEYED)
  const [event] = (await stripe.events.list({ type: 'charge.captured' })).data
  assert.deepEqual(event?.request, { id: captured.lastResponse.requestId, idempotency_key: 'attempt-1' })
  const [byHand] = (await stripe.events.list({ type: 'checkout.session.completed' })).data
  assert.deepEqual(byHand?.request, { id: null, idempotency_key: null })
})
