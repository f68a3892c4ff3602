import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { cancelOrder } from './cancel-order.ts'
import { refundOrder } from './refund-order.ts'
import { aWorld, GOOD_CARD, type PlacedOrder, type World } from './testing/world.ts'

/** What each of these orders costs. */
const AMOUNT = 2_500

describe('money that was taken without a sale', () => {
  let world: World
  before(async () => {
    world = await aWorld()
  })
  after(() => world[Symbol.asyncDispose]())

  /** An order that was cancelled, and whose money somebody took at the provider all the same. */
  const anUnsoldOrder = async (): Promise<PlacedOrder & { intentId: string }> => {
    const order = await world.order(await world.anEvent(2), [0])
    const session = await world.openSession(order)
    world.sandbox.pay(session, GOOD_CARD)
    const seen = await world.gateway.readSession(session)
    assert.ok('intentId' in seen && seen.intentId !== null)
    await world.gateway.capture(seen.intentId, `by-hand-${order.orderId}`)
    await cancelOrder(world.deps, order)
    return { ...order, intentId: seen.intentId }
  }
  /** The refund that follows by itself is refused. */
  const whoseRefundFailed = async () => {
    const order = await anUnsoldOrder()
    world.sandbox.failNext({ fault: 'refund-fails' })
    assert.equal((await world.settle(order)).state, 'refund_failed')
    return order
  }
  const balances = async ({ orderId }: PlacedOrder) => {
    const rows = await world.db.sql<{ account: string; minor: number }[]>`
      select account, sum(amount_minor)::bigint as minor from ledger_entries
       where order_id = ${orderId} group by account having sum(amount_minor) <> 0 order by account`
    return Object.fromEntries(rows.map(({ account, minor }) => [account, minor]))
  }

  test('a refund that failed is asked for once more: the buyer has it back, and the organiser bears nothing', async () => {
    const order = await whoseRefundFailed()
    assert.deepEqual(await balances(order), { 'provider-clearing': AMOUNT, 'refund-payable': -AMOUNT })
    const asked = await world.db.transaction((tx) =>
      refundOrder(tx, world.deps, order, { places: 'all', reason: 'owed', askedBy: world.organiserId }),
    )
    assert.ok('refund' in asked && asked.refund.amountMinor === AMOUNT, JSON.stringify(asked))
    assert.deepEqual(await world.brokenInvariants(), [])
    assert.equal((await world.settle(order)).state, 'refunded')
    assert.deepEqual(await balances(order), {})
    assert.deepEqual(await world.brokenInvariants(), [])
  })

  test('a refund that is asked for once more and fails again is owed as before', async () => {
    const order = await whoseRefundFailed()
    await world.db.transaction((tx) =>
      refundOrder(tx, world.deps, order, { places: 'all', reason: 'owed', askedBy: world.organiserId }),
    )
    world.sandbox.failNext({ fault: 'refund-fails' })
    assert.equal((await world.settle(order)).state, 'refund_failed')
    assert.deepEqual(await balances(order), { 'provider-clearing': AMOUNT, 'refund-payable': -AMOUNT })
    assert.deepEqual(await world.brokenInvariants(), [])
  })

  test('a part of it cannot be asked for: there are no places that it would be for', async () => {
    const order = await whoseRefundFailed()
    const asked = await world.db.transaction((tx) =>
      refundOrder(tx, world.deps, order, { places: [0], reason: 'owed', askedBy: world.organiserId }),
    )
    assert.deepEqual(asked, { refused: 'not-its-places' })
  })

  test('a refund made at the provider: the buyer has it back, and the organiser bears nothing', async () => {
    const { intentId, eventId, orderId, ...order } = await whoseRefundFailed()
    const given = { refundId: '', eventId, orderId, intentId, amountMinor: AMOUNT, currency: 'GBP' }
    await world.gateway.refund({ ...given, key: `by hand ${orderId}` })
    assert.equal((await world.settle({ ...order, eventId, orderId }, 'money-back')).state, 'refunded')
    assert.deepEqual(await balances({ ...order, eventId, orderId }), {})
    assert.deepEqual(await world.brokenInvariants(), [])
  })

  test('a dispute that is lost takes what is owed to the buyer, and the organiser bears nothing', async () => {
    const order = await whoseRefundFailed()
    const dispute = world.sandbox.openDispute(order.intentId)
    assert.equal((await world.settle(order, 'money-back')).state, 'disputed')
    assert.deepEqual(await world.brokenInvariants(), [])
    world.sandbox.closeDispute(dispute, 'lost')
    assert.equal((await world.settle(order, 'money-back')).state, 'dispute_lost')
    assert.deepEqual(await balances(order), {})
    assert.deepEqual(await world.brokenInvariants(), [])
  })
})
