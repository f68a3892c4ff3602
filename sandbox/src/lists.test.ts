import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { given, onTheWire, refusalOf, type Given } from './testing.ts'

/** Seven sessions, one every ten seconds; gives their ids, newest first. */
const sevenSessions = async ({ sandbox, openSession }: Given): Promise<string[]> => {
  const ids: string[] = []
  for (let session = 0; session < 7; session++) {
    ids.unshift((await openSession()).id)
    sandbox.advance(10)
  }
  return ids
}

const START = 1_800_000_000
const clock = { now: () => START * 1_000 }

describe('a list', () => {
  test('comes newest first, in pages forwards and backwards', async (t) => {
    const all = await given(t)
    const ids = await sevenSessions(all)
    const { sessions } = all.stripe.checkout
    const first = await sessions.list({ limit: 3 })
    assert.deepEqual(
      first.data.map(({ id }) => id),
      ids.slice(0, 3),
    )
    assert.equal(first.has_more, true)
    assert.equal(first.url, '/v1/checkout/sessions')
    const last = await sessions.list({ limit: 4, starting_after: ids[2] ?? '' })
    assert.deepEqual(
      last.data.map(({ id }) => id),
      ids.slice(3),
    )
    assert.equal(last.has_more, false)
    const back = await sessions.list({ limit: 2, ending_before: ids[4] ?? '' })
    assert.deepEqual(
      back.data.map(({ id }) => id),
      ids.slice(2, 4),
    )
    assert.equal(back.has_more, true)
    const start = await sessions.list({ limit: 9, ending_before: ids[2] ?? '' })
    assert.deepEqual(
      start.data.map(({ id }) => id),
      ids.slice(0, 2),
    )
    assert.equal(start.has_more, false)
  })

  test('is walked through by the package, each thing once', async (t) => {
    const all = await given(t)
    const ids = await sevenSessions(all)
    const seen: string[] = []
    for await (const { id } of all.stripe.checkout.sessions.list({ limit: 2 })) seen.push(id)
    assert.deepEqual(seen, ids)
  })

  test('can be cut by when things were created', async (t) => {
    const all = await given(t, { clock })
    const ids = await sevenSessions(all)
    const created = async (range: object | number) =>
      (await all.stripe.checkout.sessions.list({ created: range })).data.map(({ id }) => id)
    assert.deepEqual(await created({ gte: START + 40 }), ids.slice(0, 3))
    assert.deepEqual(await created({ gt: START + 40 }), ids.slice(0, 2))
    assert.deepEqual(await created({ lt: START + 20 }), ids.slice(5))
    assert.deepEqual(await created({ lte: START + 20, gte: START + 10 }), ids.slice(4, 6))
    assert.deepEqual(await created(START + 30), ids.slice(3, 4))
    assert.deepEqual(await created({ gt: START + 60 }), [])
  })

  test('refuses a limit, a cursor or a filter that is none', async (t) => {
    const { sandbox } = await given(t)
    const cases = ['limit=0', 'limit=101', 'limit=x', 'created[gte]=soon', 'starting_after=cs_none', 'colour=red']
    for (const query of cases) {
      const answer = await onTheWire(sandbox, 'GET', `/v1/checkout/sessions?${query}`)
      assert.equal(Math.floor(answer.status / 100), 4, query)
    }
  })
})

test('sessions are found by intent, by status and by e-mail', async (t) => {
  const { stripe, paid, openSession } = await given(t)
  const { session, intent } = await paid('4242424242424242')
  const open = await openSession({ customer_email: 'grace@example.com' })
  const { sessions } = stripe.checkout
  const ids = async (by: object) => (await sessions.list(by)).data.map(({ id }) => id)
  assert.deepEqual(await ids({ payment_intent: intent.id }), [session.id])
  assert.deepEqual(await ids({ payment_intent: 'pi_none' }), [])
  assert.deepEqual(await ids({ status: 'open' }), [open.id])
  assert.deepEqual(await ids({ customer_details: { email: 'ada@example.com' } }), [session.id])
})

test('a list can expand what is in it', async (t) => {
  const { stripe, paid } = await given(t)
  await paid('4242424242424242')
  const page = await stripe.checkout.sessions.list({ expand: ['data.payment_intent.latest_charge'] })
  const intent = page.data[0]?.payment_intent
  assert.ok(typeof intent === 'object' && typeof intent?.latest_charge === 'object')
  assert.equal(intent.latest_charge?.paid, true)
})

describe('events are found', () => {
  test('by type, by several, and by the beginning of one', async (t) => {
    const { stripe, paid } = await given(t)
    const { intent } = await paid('4242424242424242')
    await stripe.paymentIntents.capture(intent.id)
    const types = async (by: object) => (await stripe.events.list(by)).data.map(({ type }) => type)
    assert.deepEqual(await types({}), [
      'charge.captured',
      'payment_intent.succeeded',
      'checkout.session.completed',
      'payment_intent.amount_capturable_updated',
    ])
    assert.deepEqual(await types({ type: 'charge.captured' }), ['charge.captured'])
    assert.deepEqual(await types({ type: 'payment_intent.*' }), [
      'payment_intent.succeeded',
      'payment_intent.amount_capturable_updated',
    ])
    assert.equal((await types({ types: ['charge.captured', 'payment_intent.succeeded'] })).length, 2)
  })

  test('not by both type and types', async (t) => {
    const { stripe } = await given(t)
    const refusal = await refusalOf(stripe.events.list({ type: 'charge.captured', types: ['charge.refunded'] }))
    assert.equal(refusal.param, 'types')
  })
})
