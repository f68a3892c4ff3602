import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { given, onTheWire, refusalOf } from './testing.ts'

const seconds = (ms: number): number => Math.floor(ms / 1_000)

describe('opening a session', () => {
  test('a session carries what it was opened with, and no intent yet', async (t) => {
    const { stripe, openSession } = await given(t)
    const session = await openSession()
    assert.match(session.id, /^cs_test_/)
    assert.equal(session.status, 'open')
    assert.equal(session.payment_status, 'unpaid')
    assert.equal(session.payment_intent, null)
    assert.equal(session.amount_total, 9_000)
    assert.equal(session.currency, 'eur')
    assert.equal(session.client_reference_id, 'o-1')
    assert.deepEqual(session.metadata, { order: 'o-1' })
    assert.equal(session.customer_details?.email, 'ada@example.com')
    const again = await stripe.checkout.sessions.retrieve(session.id)
    assert.deepEqual(again, session)
  })

  test('its page is on the sandbox', async (t) => {
    const { sandbox, openSession } = await given(t)
    const session = await openSession()
    assert.equal(session.url, `${sandbox.url}/c/pay/${session.id}`)
    const page = await fetch(session.url)
    assert.equal(page.status, 200)
  })

  test('its lines can be expanded, and listed', async (t) => {
    const { stripe, openSession } = await given(t)
    const session = await openSession({ expand: ['line_items'] })
    const [line] = session.line_items?.data ?? []
    assert.equal(line?.description, 'Block 112, row 7')
    assert.equal(line?.quantity, 2)
    assert.equal(line?.amount_total, 9_000)
    assert.equal(line?.price?.unit_amount, 4_500)
    const listed = await stripe.checkout.sessions.listLineItems(session.id)
    assert.deepEqual(listed.data, session.line_items?.data)
  })

  test('it lives 24 hours unless told otherwise', async (t) => {
    const { openSession } = await given(t)
    const session = await openSession()
    assert.equal(session.expires_at - session.created, 24 * 60 * 60)
  })

  test('it lives from 30 minutes to 24 hours, to the second', async (t) => {
    const clock = { now: () => 1_800_000_000_000 }
    const { openSession } = await given(t, { clock })
    const now = seconds(clock.now())
    assert.equal((await openSession({ expires_at: now + 1_800 })).expires_at, now + 1_800)
    assert.equal((await openSession({ expires_at: now + 86_400 })).expires_at, now + 86_400)
    for (const expires_at of [now + 1_799, now + 86_401, now - 1]) {
      const refusal = await refusalOf(openSession({ expires_at }))
      assert.equal(refusal.statusCode, 400)
      assert.equal(refusal.type, 'StripeInvalidRequestError')
      assert.equal(refusal.param, 'expires_at')
    }
  })
})

const INTEGER = 'parameter_invalid_integer'
const MISSING = 'parameter_missing'
const lines = (...prices: object[]): object => ({
  line_items: prices.map((price_data) => ({ quantity: 1, price_data })),
})

describe('a session that is not right is refused with the parameter at fault', () => {
  const price = { currency: 'eur', unit_amount: 100, product_data: { name: 'Seat' } }
  const cases: [string, object, string, string | undefined][] = [
    ['no lines', { line_items: [] }, 'line_items', 'parameter_missing'],
    ['no mode', { mode: undefined }, 'mode', 'parameter_missing'],
    ['another mode', { mode: 'subscription' }, 'mode', undefined],
    ['no way back', { success_url: undefined }, 'success_url', 'parameter_missing'],
    ['no address', { success_url: 'shop' }, 'success_url', 'url_invalid'],
    ['a foolish address', { cancel_url: 'javascript:alert(1)' }, 'cancel_url', 'url_invalid'],
    ['not a currency', lines({ ...price, currency: 'zzz' }), 'line_items[0][price_data][currency]', undefined],
    ['a negative price', lines({ ...price, unit_amount: -1 }), 'line_items[0][price_data][unit_amount]', INTEGER],
    ['half a cent', lines({ ...price, unit_amount: 1.5 }), 'line_items[0][price_data][unit_amount]', INTEGER],
    [
      'a nameless thing',
      lines({ ...price, product_data: {} }),
      'line_items[0][price_data][product_data][name]',
      MISSING,
    ],
    ['nothing to pay', lines({ ...price, unit_amount: 0 }), 'line_items', 'amount_too_small'],
    ['nine digits', lines({ ...price, unit_amount: 99_999_999 }, price), 'line_items', 'amount_too_large'],
    ['two currencies', lines(price, { ...price, currency: 'usd' }), 'line_items', undefined],
    ['not an address', { customer_email: 'ada' }, 'customer_email', 'email_invalid'],
    ['a long reference', { client_reference_id: 'x'.repeat(201) }, 'client_reference_id', undefined],
    [
      'an unknown wish',
      { payment_intent_data: { capture_method: 'never' } },
      'payment_intent_data[capture_method]',
      undefined,
    ],
    ['an unknown parameter', { seats: 2 }, 'seats', 'parameter_unknown'],
    ['an unknown inner one', { payment_intent_data: { seats: 2 } }, 'payment_intent_data[seats]', 'parameter_unknown'],
    ['a parameter not done here', { discounts: [{ coupon: 'x' }] }, 'discounts', 'parameter_unknown'],
    ['a long metadata key', { metadata: { ['k'.repeat(41)]: 'v' } }, `metadata[${'k'.repeat(41)}]`, undefined],
    ['a long metadata value', { metadata: { k: 'v'.repeat(501) } }, 'metadata[k]', undefined],
    ['an expansion of nothing', { expand: ['seats'] }, 'expand', undefined],
  ]
  for (const [what, more, param, code] of cases) {
    test(what, async (t) => {
      const { openSession, stripe } = await given(t)
      const refusal = await refusalOf(openSession(more))
      assert.equal(refusal.statusCode, 400)
      assert.equal(refusal.param, param)
      assert.equal(refusal.code, code)
      assert.equal((await stripe.checkout.sessions.list()).data.length, 0)
    })
  }
})

describe('the end of a session', () => {
  test('an open one can be expired, once', async (t) => {
    const { stripe, told, openSession } = await given(t)
    const { id } = await openSession()
    const expired = await stripe.checkout.sessions.expire(id)
    assert.equal(expired.status, 'expired')
    assert.equal(expired.url, null)
    const refusal = await refusalOf(stripe.checkout.sessions.expire(id))
    assert.equal(refusal.statusCode, 400)
    assert.equal(refusal.type, 'StripeInvalidRequestError')
    assert.deepEqual(await told(), ['checkout.session.expired'])
  })

  test('a paid one cannot', async (t) => {
    const { stripe, paid } = await given(t)
    const { session } = await paid('4242424242424242')
    assert.equal((await refusalOf(stripe.checkout.sessions.expire(session.id))).statusCode, 400)
    assert.equal((await stripe.checkout.sessions.retrieve(session.id)).status, 'complete')
  })

  test('it expires by its own clock, to the second, and cannot be paid afterwards', async (t) => {
    const { stripe, sandbox, told, openSession } = await given(t, { clock: { now: () => 1_800_000_000_000 } })
    const { id } = await openSession({ expires_at: 1_800_000_000 + 1_800 })
    sandbox.advance(1_799)
    assert.equal((await stripe.checkout.sessions.retrieve(id)).status, 'open')
    sandbox.advance(1)
    assert.equal((await stripe.checkout.sessions.retrieve(id)).status, 'expired')
    assert.deepEqual(sandbox.pay(id, '4242424242424242'), { outcome: 'refused', because: 'session-expired' })
    assert.deepEqual(await told(), ['checkout.session.expired'])
    assert.deepEqual(sandbox.ledger(), {})
  })

  test('its unfinished intent ends with it', async (t) => {
    const { stripe, told, paid } = await given(t)
    const { session, intent } = await paid('4000000000000002')
    const tooEarly = await refusalOf(stripe.paymentIntents.cancel(intent.id))
    assert.equal(tooEarly.code, 'payment_intent_unexpected_state')
    await stripe.checkout.sessions.expire(session.id)
    const ended = await stripe.paymentIntents.retrieve(intent.id)
    assert.equal(ended.status, 'canceled')
    assert.equal(ended.cancellation_reason, 'expired')
    assert.deepEqual(await told(), [
      'checkout.session.expired',
      'payment_intent.canceled',
      'payment_intent.payment_failed',
    ])
  })
})

test('what is not there is 404 resource_missing', async (t) => {
  const { stripe } = await given(t)
  const calls = [
    stripe.checkout.sessions.retrieve('cs_test_none'),
    stripe.paymentIntents.capture('pi_none'),
    stripe.refunds.create({ payment_intent: 'pi_none' }),
    stripe.charges.retrieve('ch_none'),
    stripe.events.retrieve('evt_none'),
  ]
  for (const call of calls) {
    const refusal = await refusalOf(call)
    assert.equal(refusal.statusCode, 404)
    assert.equal(refusal.code, 'resource_missing')
  }
})

test('a body beyond the limit is 413, and a place that does not exist 404', async (t) => {
  const { sandbox } = await given(t)
  const large = await onTheWire(sandbox, 'POST', '/v1/checkout/sessions', `a=${'x'.repeat(300_000)}`)
  assert.equal(large.status, 413)
  const nowhere = await onTheWire(sandbox, 'GET', '/v1/customers')
  assert.equal(nowhere.status, 404)
})
