import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { refundOrder, type RefundOutcome, type RefundRequest } from './refund-order.ts'
import { aWorld, type PlacedOrder, type World } from './testing/world.ts'

const REFUND_TAKES_A_WHILE = '4000000000007726'
const REFUND_FAILS_LATER = '4000000000005126'

describe('money that goes back', () => {
  let world: World
  before(async () => {
    world = await aWorld()
  })
  after(() => world[Symbol.asyncDispose]())

  const aPaidOrder = async (places: readonly number[], card?: string): Promise<PlacedOrder> => {
    const order = await world.order(await world.anEvent(places.length), places)
    await world.pay(order, card)
    assert.equal((await world.settle(order)).state, 'confirmed')
    return order
  }
  const refund = (order: PlacedOrder, request: Partial<RefundRequest> = {}): Promise<RefundOutcome> =>
    world.db.transaction((tx) =>
      refundOrder(tx, world.deps, order, { places: 'all', reason: 'ill', askedBy: world.organiserId, ...request }),
    )
  const refundsAt = async (order: PlacedOrder) => {
    const answer = await world.gateway.refundsOf(await intentOf(order), 'GBP')
    assert.ok('refunds' in answer, JSON.stringify(answer))
    return answer.refunds.map(({ amountMinor, state }) => [amountMinor, state])
  }
  const intentOf = async (order: PlacedOrder): Promise<string> => {
    const [row] = await world.db.sql<{ id: string }[]>`
      select intent_id as id from payments where order_id = ${order.orderId}`
    return row?.id ?? ''
  }
  const isFree = async (order: PlacedOrder, places: readonly number[]) =>
    world.hold(order.eventId, await world.aBuyer(), places)

  test('all of it: tickets revoked with the asking, money back once, places on sale again', async () => {
    const order = await aPaidOrder([0, 1])
    const asked = await refund(order)
    assert.ok('refund' in asked && asked.refund.amountMinor === 5_000)
    assert.deepEqual(await world.tickets(order), { issued: 0, revoked: 2 })
    assert.equal(await world.state(order), 'refund_pending')
    assert.deepEqual(await world.brokenInvariants(), [])
    for (let times = 0; times < 3; times++) await world.settle(order, 'money-back')
    assert.equal(await world.state(order), 'refunded')
    assert.deepEqual(await refundsAt(order), [[5_000, 'succeeded']])
    assert.equal((await world.view(order)).refundedMinor, 5_000)
    assert.deepEqual(await world.brokenInvariants(), [])
    await isFree(order, [0, 1])
  })

  test('a part: the other tickets stay, and later the rest can go back too, never more', async () => {
    const order = await aPaidOrder([0, 1, 2])
    assert.ok('refund' in (await refund(order, { places: [1] })))
    await world.settle(order)
    assert.equal(await world.state(order), 'partly_refunded')
    assert.deepEqual(await world.tickets(order), { issued: 2, revoked: 1 })
    assert.deepEqual(await refund(order, { places: [1] }), { refused: 'not-its-places' })
    assert.ok('refund' in (await refund(order)))
    await world.settle(order)
    assert.equal(await world.state(order), 'refunded')
    assert.deepEqual(await refund(order), { refused: 'not-refundable' })
    assert.deepEqual(
      (await refundsAt(order)).reduce((sum, [amount]) => sum + Number(amount), 0),
      7_500,
    )
    assert.deepEqual(await world.brokenInvariants(), [])
    await isFree(order, [0, 1, 2])
  })

  test('a refund that takes a while is pending, then done', async () => {
    const order = await aPaidOrder([0], REFUND_TAKES_A_WHILE)
    await refund(order)
    assert.equal((await world.settle(order)).state, 'refund_pending')
    assert.deepEqual(await world.brokenInvariants(), [])
    world.sandbox.advance(400)
    assert.equal((await world.settle(order)).state, 'refunded')
    assert.deepEqual(await world.brokenInvariants(), [])
  })

  test('a refund that fails afterwards: the money is owed again, and can be asked for once more', async () => {
    const order = await aPaidOrder([0], REFUND_FAILS_LATER)
    await refund(order)
    await world.settle(order)
    world.sandbox.advance(400)
    assert.equal((await world.settle(order, 'money-back')).state, 'refund_failed')
    assert.deepEqual(await world.brokenInvariants(), [])
    assert.ok('refund' in (await refund(order)))
    await world.settle(order)
    assert.ok(['refunded', 'refund_pending'].includes(await world.state(order)))
    assert.deepEqual(await world.brokenInvariants(), [])
  })

  test('a refund that the provider refuses is told as failed', async () => {
    const order = await aPaidOrder([0])
    world.sandbox.failNext({ fault: 'refund-fails' })
    await refund(order)
    assert.equal((await world.settle(order)).state, 'refund_failed')
    assert.deepEqual(await refundsAt(order), [])
    assert.deepEqual(await world.brokenInvariants(), [])
  })

  for (const fault of ['hang-up', 'work-then-server-error', 'server-error', 'rate-limit'] as const)
    test(`${fault} when the refund is sent: the money goes back once`, async () => {
      const order = await aPaidOrder([0])
      await refund(order)
      // The library repeats a call once by itself when the connection was cut.
      world.sandbox.failNext({ fault, operation: 'refund', times: fault === 'hang-up' ? 2 : 1 })
      for (let times = 0; times < 3; times++) await world.settle(order)
      assert.equal(await world.state(order), 'refunded')
      assert.deepEqual(await refundsAt(order), [[2_500, 'succeeded']])
      assert.deepEqual(await world.brokenInvariants(), [])
    })

  test('a refund made at the provider is taken over; one of all of it revokes the tickets', async () => {
    const order = await aPaidOrder([0, 1])
    const byHand = (amountMinor: number) =>
      world.gateway.refund({
        refundId: '',
        eventId: order.eventId,
        orderId: order.orderId,
        intentId,
        amountMinor,
        currency: 'GBP',
        key: `by-hand-${amountMinor}`,
      })
    const intentId = await intentOf(order)
    await byHand(1_000)
    assert.equal((await world.settle(order, 'money-back')).state, 'partly_refunded')
    assert.deepEqual(await world.tickets(order), { issued: 2, revoked: 0 })
    await byHand(4_000)
    assert.equal((await world.settle(order, 'money-back')).state, 'refunded')
    assert.deepEqual(await world.tickets(order), { issued: 0, revoked: 2 })
    assert.deepEqual(await world.brokenInvariants(), [])
    await isFree(order, [0, 1])
  })

  test('after a part was given back at the provider, a refund of all gives back what is left, with the fees', async () => {
    const order = await aPaidOrder([0, 1])
    const { eventId, orderId } = order
    const intentId = await intentOf(order)
    await world.gateway.refund({
      refundId: '',
      eventId,
      orderId,
      intentId,
      amountMinor: 1_000,
      currency: 'GBP',
      key: 'a part by hand',
    })
    await world.settle(order, 'money-back')
    const asked = await refund(order)
    assert.ok('refund' in asked && asked.refund.amountMinor === 4_000)
    assert.equal((await world.settle(order)).state, 'refunded')
    assert.deepEqual(await world.tickets(order), { issued: 0, revoked: 2 })
    const owed = await world.db.sql<{ account: string; minor: number }[]>`
      select account, sum(amount_minor)::bigint as minor from ledger_entries
       where order_id = ${orderId} group by account order by account`
    assert.deepEqual(
      owed.map(({ minor }) => minor),
      owed.map(() => 0),
    )
    assert.deepEqual(await world.brokenInvariants(), [])
    await isFree(order, [0, 1])
  })

  test('fifty people ask for the same refund at once: one is made', async () => {
    const order = await aPaidOrder([0, 1])
    const outcomes = await Promise.all(Array.from({ length: 50 }, () => refund(order)))
    assert.equal(outcomes.filter((outcome) => 'refund' in outcome).length, 1)
    await Promise.all(Array.from({ length: 10 }, () => world.settle(order)))
    assert.deepEqual(await refundsAt(order), [[5_000, 'succeeded']])
    assert.deepEqual(await world.brokenInvariants(), [])
  })

  test('a dispute is shown while it is open; won, the order is as before', async () => {
    const order = await aPaidOrder([0])
    const dispute = world.sandbox.openDispute(await intentOf(order))
    assert.equal((await world.settle(order, 'money-back')).state, 'disputed')
    assert.deepEqual(await refund(order), { refused: 'not-refundable' })
    assert.deepEqual(await world.brokenInvariants(), [])
    world.sandbox.closeDispute(dispute, 'won')
    assert.equal((await world.settle(order)).state, 'confirmed')
    assert.deepEqual(await world.brokenInvariants(), [])
  })

  test('a dispute that is lost takes the money, and the organiser bears it', async () => {
    const order = await aPaidOrder([0])
    const dispute = world.sandbox.openDispute(await intentOf(order))
    world.sandbox.closeDispute(dispute, 'lost')
    assert.equal((await world.settle(order, 'money-back')).state, 'dispute_lost')
    const [owed] = await world.db.sql<{ minor: number }[]>`
      select sum(amount_minor)::bigint as minor from ledger_entries
       where order_id = ${order.orderId} and account = 'organiser-payable'`
    assert.equal(owed?.minor, 300)
    assert.deepEqual(await world.brokenInvariants(), [])
  })

  test('at the end of it all the provider and the ledger have the same money', async () => {
    const [ours] = await world.db.sql<{ clearing: number }[]>`
      select sum(amount_minor)::bigint as clearing from ledger_entries where account = 'provider-clearing'`
    const theirs = world.sandbox.ledger()['gbp']
    assert.ok(theirs !== undefined)
    assert.equal(ours?.clearing, theirs.captured - theirs.refunded - theirs.disputed)
  })
})
