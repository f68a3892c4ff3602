import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { given, refusalOf, type Given, idOf } from './testing.ts'

const captured = async ({ stripe, paid }: Given, card = '4242424242424242'): Promise<string> => {
  const { intent } = await paid(card)
  await stripe.paymentIntents.capture(intent.id)
  return intent.id
}

describe('refunding', () => {
  test('in parts, up to what was captured, and no further', async (t) => {
    const all = await given(t)
    const { stripe, sandbox } = all
    const payment_intent = await captured(all)
    const part = await stripe.refunds.create({ payment_intent, amount: 4_000, metadata: { seat: '14' } })
    assert.equal(part.status, 'succeeded')
    assert.equal(part.amount, 4_000)
    assert.deepEqual(part.metadata, { seat: '14' })
    const tooMuch = await refusalOf(stripe.refunds.create({ payment_intent, amount: 5_001 }))
    assert.equal(tooMuch.statusCode, 400)
    assert.equal(tooMuch.param, 'amount')
    const rest = await stripe.refunds.create({ payment_intent, reason: 'requested_by_customer' })
    assert.equal(rest.amount, 5_000)
    const charge = await stripe.charges.retrieve(idOf(rest.charge))
    assert.equal(charge.amount_refunded, 9_000)
    assert.equal(charge.refunded, true)
    const more = await refusalOf(stripe.refunds.create({ payment_intent }))
    assert.equal(more.code, 'charge_already_refunded')
    const listed = await stripe.refunds.list({ payment_intent })
    assert.deepEqual(
      listed.data.map(({ id }) => id),
      [rest.id, part.id],
    )
    assert.equal((await stripe.refunds.retrieve(part.id)).amount, 4_000)
    assert.equal(sandbox.ledger()['eur']?.refunded, 9_000)
  })

  test('tells of the refund and of the charge', async (t) => {
    const all = await given(t)
    const payment_intent = await captured(all)
    await all.told()
    await all.stripe.refunds.create({ payment_intent, amount: 1 })
    assert.deepEqual(await all.told(), ['charge.refunded', 'refund.created'])
  })

  test('what was only authorised is refused: that is a void', async (t) => {
    const { stripe, paid } = await given(t)
    const { intent } = await paid('4242424242424242')
    assert.equal((await refusalOf(stripe.refunds.create({ payment_intent: intent.id }))).statusCode, 400)
    assert.equal((await stripe.paymentIntents.retrieve(intent.id)).status, 'requires_capture')
  })

  test('what was declined is refused', async (t) => {
    const { stripe, paid } = await given(t)
    const { intent } = await paid('4000000000000002')
    assert.equal((await refusalOf(stripe.refunds.create({ payment_intent: intent.id }))).statusCode, 400)
    assert.equal((await refusalOf(stripe.refunds.create({ charge: idOf(intent.latest_charge) }))).statusCode, 400)
  })

  test('nothing in particular is refused', async (t) => {
    const { stripe } = await given(t)
    assert.equal((await refusalOf(stripe.refunds.create({}))).code, 'parameter_missing')
  })
})

describe('refunds that take their time', () => {
  test('4000000000007726: pending, then there', async (t) => {
    const all = await given(t)
    const refund = await all.stripe.refunds.create({ payment_intent: await captured(all, '4000000000007726') })
    assert.equal(refund.status, 'pending')
    all.sandbox.advance(180)
    assert.equal((await all.stripe.refunds.retrieve(refund.id)).status, 'succeeded')
    assert.ok((await all.told()).includes('refund.updated'))
    assert.equal(all.sandbox.ledger()['eur']?.refunded, 9_000)
  })

  test('4000000000005126: there, then sent back by the bank, and the money can be refunded again', async (t) => {
    const all = await given(t)
    const payment_intent = await captured(all, '4000000000005126')
    const refund = await all.stripe.refunds.create({ payment_intent })
    assert.equal(refund.status, 'succeeded')
    all.sandbox.advance(180)
    const failed = await all.stripe.refunds.retrieve(refund.id)
    assert.equal(failed.status, 'failed')
    assert.equal(failed.failure_reason, 'expired_or_canceled_card')
    assert.equal((await all.stripe.charges.retrieve(idOf(refund.charge))).amount_refunded, 0)
    assert.equal(all.sandbox.ledger()['eur']?.refunded, 0)
    assert.ok((await all.told()).includes('refund.failed'))
    assert.equal((await all.stripe.refunds.create({ payment_intent })).status, 'succeeded')
  })
})

describe('disputes', () => {
  test('take the money, and no refund is given until they are won', async (t) => {
    const all = await given(t)
    const { stripe, sandbox, told } = all
    const payment_intent = await captured(all)
    await stripe.refunds.create({ payment_intent, amount: 1_000 })
    const id = sandbox.openDispute(payment_intent, { reason: 'product_not_received' })
    const dispute = await stripe.disputes.retrieve(id)
    assert.equal(dispute.status, 'needs_response')
    assert.equal(dispute.amount, 8_000)
    assert.equal(dispute.reason, 'product_not_received')
    assert.equal((await stripe.charges.retrieve(idOf(dispute.charge))).disputed, true)
    assert.deepEqual(
      (await stripe.disputes.list({ payment_intent })).data.map((one) => one.id),
      [id],
    )
    const refusal = await refusalOf(stripe.refunds.create({ payment_intent }))
    assert.equal(refusal.statusCode, 400)
    assert.equal(refusal.code, 'charge_disputed')
    assert.equal(sandbox.ledger()['eur']?.disputed, 8_000)
    sandbox.closeDispute(id, 'won')
    assert.equal(sandbox.ledger()['eur']?.disputed, 0)
    assert.equal((await stripe.refunds.create({ payment_intent })).amount, 8_000)
    assert.deepEqual((await told()).filter((type) => type.startsWith('charge.dispute')).sort(), [
      'charge.dispute.closed',
      'charge.dispute.created',
      'charge.dispute.funds_reinstated',
      'charge.dispute.funds_withdrawn',
    ])
  })

  test('lost, keep the money, and cannot be closed or opened again', async (t) => {
    const all = await given(t)
    const payment_intent = await captured(all)
    const id = all.sandbox.openDispute(payment_intent)
    all.sandbox.closeDispute(id, 'lost')
    assert.equal((await all.stripe.disputes.retrieve(id)).status, 'lost')
    assert.equal(all.sandbox.ledger()['eur']?.disputed, 9_000)
    assert.equal((await refusalOf(all.stripe.refunds.create({ payment_intent }))).code, 'charge_disputed')
    assert.throws(() => all.sandbox.closeDispute(id, 'won'), RangeError)
    assert.throws(() => all.sandbox.openDispute(payment_intent), RangeError)
  })

  test('4000000000000259 is disputed as soon as it is captured', async (t) => {
    const all = await given(t)
    const payment_intent = await captured(all, '4000000000000259')
    all.sandbox.advance(0)
    const [dispute] = (await all.stripe.disputes.list({ payment_intent })).data
    assert.equal(dispute?.reason, 'fraudulent')
    assert.equal(dispute?.amount, 9_000)
  })
})
