import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Stripe } from 'stripe'
import { given, onTheWire, refusalOf, stripeFor } from './testing.ts'
import { API_VERSION } from './show.ts'

test('without the right key, everything is 401', async (t) => {
  const { sandbox } = await given(t)
  for (const key of ['sk_test_other', 'sk_test_of_the_testz', 'x']) {
    const refusal = await refusalOf(stripeFor(sandbox, key).checkout.sessions.list())
    assert.equal(refusal.statusCode, 401)
    assert.equal(refusal.type, 'StripeAuthenticationError')
    assert.ok(!refusal.message.includes(key) || key === 'x')
  }
  const none = await onTheWire(sandbox, 'GET', '/v1/checkout/sessions', undefined, { authorization: '' })
  assert.equal(none.status, 401)
})

test('the key may come as the user name of basic authentication', async (t) => {
  const { sandbox } = await given(t)
  const authorization = `Basic ${Buffer.from('sk_test_of_the_tests:').toString('base64')}`
  const answer = await onTheWire(sandbox, 'GET', '/v1/checkout/sessions', undefined, { authorization })
  assert.equal(answer.status, 200)
})

test('every answer names its request, refusals too', async (t) => {
  const { sandbox } = await given(t)
  for (const path of ['/v1/events', '/v1/events/evt_none', '/v1/nothing']) {
    const answer = await onTheWire(sandbox, 'GET', path)
    assert.match(answer.headers.get('request-id') ?? '', /^req_\w+$/)
  }
})

test('the version of the API is the one that the package asks for', () => {
  assert.equal(new Stripe('sk_test').getApiField('version'), API_VERSION)
})
