import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { newId } from '../platform/ids.ts'
import { cancelOrder } from './cancel-order.ts'
import { GOOD_CARD, aWorld, type PlacedOrder, type World } from './testing/world.ts'

const DECLINED = '4000000000000002'
const CHALLENGED = '4000002500003155'
const CAPTURE_FAILS = '4000000000000341'
const ANSWERS_LATE = '4000000000006009'
const DECLINED_LATE = '4000000000006017'
/** Stripe's library repeats a call by itself, once, when the connection was cut: under the same key. */
const TWICE = 2

let world: World
/** Every place of the order is to be had again. */
const placesAreFree = async (order: PlacedOrder) => {
  const view = await world.view(order)
  await world.hold(
    order.eventId,
    await world.aBuyer(),
    view.lines.map((line) => line.placeNo),
  )
}

const whatTheProviderHas = async (order: PlacedOrder) => {
  const [payment] = await world.db.sql<{ sessionId: string }[]>`
    select session_id as "sessionId" from payments where order_id = ${order.orderId}`
  const answer = await world.gateway.readSession(payment?.sessionId ?? '')
  assert.ok(!('failed' in answer), JSON.stringify(answer))
  return answer
}

const PATIENCE_MS = 60_000

/** Tries until it holds. */
const until = async (holds: () => Promise<boolean>) => {
  for (const deadline = performance.now() + PATIENCE_MS; !(await holds()); await setTimeout(50))
    assert.ok(performance.now() < deadline, `not so within ${PATIENCE_MS} ms`)
}

const ended = async (order: PlacedOrder, state: string, because: string) => {
  const view = await world.view(order)
  assert.deepEqual([view.state, view.endedBecause], [state, because])
  assert.deepEqual(await world.tickets(order), { issued: 0, revoked: 0 })
  assert.deepEqual(await world.brokenInvariants(), [])
}

const confirmed = async (order: PlacedOrder, tickets: number) => {
  assert.equal(await world.state(order), 'confirmed')
  assert.deepEqual(await world.tickets(order), { issued: tickets, revoked: 0 })
  assert.equal((await whatTheProviderHas(order)).money, 'captured')
  assert.deepEqual(await world.brokenInvariants(), [])
}

describe('settling an order', () => {
  before(async () => {
    world = await aWorld()
  })
  after(() => world[Symbol.asyncDispose]())

  test('an event that is taken back in the moment of a hold: what was held is sold, and nobody holds any more', async () => {
    const eventId = await world.anEvent(3)
    const order = await world.order(eventId, [0, 1])
    await world.pay(order)
    await world.db.sql`update events set status = 'draft' where event_id = ${eventId}`
    assert.deepEqual(await world.settle(order), { state: 'confirmed', concluded: true })
    await confirmed(order, 2)
    const late = await world.inventory.holdPlaces({
      eventId,
      holdId: newId(),
      accountId: order.buyerId,
      wish: { places: [2] },
    })
    assert.deepEqual(late, { refused: 'event-unknown' })
  })

  describe('an order that is paid', () => {
    test('ordered, paid, confirmed: places sold, money taken once, tickets issued, the ledger in balance', async () => {
      const order = await world.order(await world.anEvent(4), [0, 1])
      assert.deepEqual(await world.settle(order), { state: 'payment_pending', concluded: true })
      assert.match((await world.view(order)).paymentUrl ?? '', /^http/)
      await world.pay(order)
      assert.deepEqual(await world.settle(order), { state: 'confirmed', concluded: true })
      await confirmed(order, 2)
      assert.equal((await world.view(order)).amountMinor, 5_000)
    })

    test('a free order is confirmed at once, with tickets and no payment', async () => {
      const order = await world.order(await world.anEvent(2, { faceValue: 0, fees: 0 }), [0, 1])
      assert.equal((await world.settle(order)).state, 'confirmed')
      assert.deepEqual(await world.tickets(order), { issued: 2, revoked: 0 })
      assert.equal((await world.view(order)).paymentState, null)
      assert.deepEqual(await world.brokenInvariants(), [])
    })

    test('a declined card leaves the order payable, and another card pays it', async () => {
      const order = await world.order(await world.anEvent(2), [0])
      await world.pay(order, DECLINED)
      assert.equal((await world.settle(order)).state, 'payment_pending')
      await world.pay(order)
      await world.settle(order)
      await confirmed(order, 1)
    })

    test('a failed challenge leaves the order payable, a passed one pays it', async () => {
      const order = await world.order(await world.anEvent(2), [0])
      const session = await world.openSession(order)
      world.sandbox.pay(session, CHALLENGED)
      world.sandbox.answerChallenge(session, false)
      assert.equal((await world.settle(order)).state, 'payment_pending')
      world.sandbox.pay(session, CHALLENGED)
      assert.equal((await world.settle(order)).state, 'payment_pending')
      world.sandbox.answerChallenge(session, true)
      await world.settle(order)
      await confirmed(order, 1)
    })

    test('a bank that answers late is waited for, beyond the time to pay', async () => {
      const order = await world.order(await world.anEvent(2), [0])
      await world.pay(order, ANSWERS_LATE)
      await world.runOutOfTime(order)
      assert.equal((await world.settle(order)).state, 'payment_pending')
      world.sandbox.advance(200)
      await world.settle(order)
      await confirmed(order, 1)
    })

    test('settling a confirmed order again, for whatever reason, changes nothing', async () => {
      const order = await world.order(await world.anEvent(2), [0])
      await world.pay(order)
      for (const told of ['payment', 'payment', 'nothing', 'money-back'] as const) await world.settle(order, told)
      await confirmed(order, 1)
    })
  })

  describe('an order that is not paid', () => {
    test('its time runs out: the session is closed, the order expires, the places are free', async () => {
      const order = await world.order(await world.anEvent(2), [0, 1])
      const session = await world.openSession(order)
      await world.runOutOfTime(order)
      assert.equal((await world.settle(order)).state, 'expired')
      assert.deepEqual(world.sandbox.pay(session, GOOD_CARD), { outcome: 'refused', because: 'session-expired' })
      await ended(order, 'expired', 'unpaid')
      await placesAreFree(order)
    })

    test('the bank says no in the end: the order expires', async () => {
      const order = await world.order(await world.anEvent(2), [0])
      await world.pay(order, DECLINED_LATE)
      world.sandbox.advance(200)
      assert.equal((await world.settle(order)).state, 'expired')
      await ended(order, 'expired', 'unpaid')
    })

    test('the buyer cancels: the session is closed and the places are free', async () => {
      const order = await world.order(await world.anEvent(2), [0])
      const session = await world.openSession(order)
      assert.equal(await cancelOrder(world.deps, order), 'cancelling')
      await world.settle(order)
      assert.deepEqual(world.sandbox.pay(session, GOOD_CARD), { outcome: 'refused', because: 'session-expired' })
      await ended(order, 'cancelled', 'cancelled-by-buyer')
      await placesAreFree(order)
      assert.equal(await cancelOrder(world.deps, order), 'cancelling', 'cancelling again is no error')
    })

    test('the buyer cancels in the moment of paying: the authorisation is given back', async () => {
      const order = await world.order(await world.anEvent(2), [0])
      await world.pay(order)
      await cancelOrder(world.deps, order)
      await world.settle(order)
      assert.equal((await whatTheProviderHas(order)).money, 'void')
      await ended(order, 'cancelled', 'cancelled-by-buyer')
      await placesAreFree(order)
    })

    test('a confirmed order cannot be cancelled', async () => {
      const order = await world.order(await world.anEvent(2), [0])
      await world.pay(order)
      await world.settle(order)
      assert.deepEqual(await cancelOrder(world.deps, order), { refused: 'not-cancellable', state: 'confirmed' })
    })

    test('the provider refuses to open a session: the order is cancelled and the buyer told why', async () => {
      // Stripe takes no more than eight digits.
      const order = await world.order(await world.anEvent(2, { faceValue: 100_000_000, fees: 0 }), [0])
      assert.equal((await world.settle(order)).state, 'cancelled')
      await ended(order, 'cancelled', 'refused-by-provider')
      await placesAreFree(order)
    })
  })

  describe('an order that is paid late', () => {
    test('paid in the moment its time runs out: it is a sale', async () => {
      const order = await world.order(await world.anEvent(2), [0])
      await world.pay(order)
      await world.runOutOfTime(order)
      await world.settle(order)
      await confirmed(order, 1)
    })

    test('the hold is over and the places are still free: the same places', async () => {
      const order = await world.order(await world.anEvent(4), [1, 2])
      await world.pay(order)
      await world.lapse(order)
      await world.settle(order)
      await confirmed(order, 2)
      assert.deepEqual(
        (await world.view(order)).lines.map((line) => line.placeNo),
        [1, 2],
      )
    })

    test('the places are gone: others together at the same price', async () => {
      const event = await world.anEvent(8)
      const order = await world.order(event, [0, 1])
      await world.pay(order)
      await world.lapse(order)
      await world.hold(event, await world.aBuyer(), [0, 1, 2])
      await world.settle(order)
      await confirmed(order, 2)
      const places = (await world.view(order)).lines.map((line) => line.placeNo)
      assert.ok(places.every((place) => place >= 3) && places[1] === (places[0] ?? 0) + 1, places.join())
    })

    test('no places are to be had: the authorisation is given back and the buyer told', async () => {
      const event = await world.anEvent(2)
      const order = await world.order(event, [0, 1])
      await world.pay(order)
      await world.lapse(order)
      await world.hold(event, await world.aBuyer(), [1])
      await world.settle(order)
      assert.equal((await whatTheProviderHas(order)).money, 'void')
      await ended(order, 'cancelled', 'places-gone')
      const [told] = await world.db
        .sql`select data ->> 'because' as because from outbox where subject = ${`order:${order.orderId}`}`
      assert.equal(told?.['because'], 'places-gone')
    })

    test('an order that was being expired turns out to be paid: it is a sale', async () => {
      const order = await world.order(await world.anEvent(2), [0])
      const session = await world.openSession(order)
      await world.runOutOfTime(order)
      world.sandbox.failNext({ fault: 'rate-limit', operation: 'expire-session' })
      assert.deepEqual(await world.settle(order), { state: 'cancelling', concluded: false })
      assert.equal(world.sandbox.pay(session, GOOD_CARD).outcome, 'paid')
      await world.settle(order)
      await confirmed(order, 1)
    })

    test('the provider takes the money of an order that ended: all of it goes back', async () => {
      const order = await world.order(await world.anEvent(2), [0])
      await world.pay(order)
      const { intentId } = await whatTheProviderHas(order)
      await world.gateway.capture(intentId ?? '', `by-hand-${order.orderId}`)
      await cancelOrder(world.deps, order)
      await world.settle(order)
      await world.settle(order, 'money-back')
      assert.equal(await world.state(order), 'refunded')
      assert.deepEqual(world.sandbox.ledger()['gbp']?.disputed, 0)
      assert.deepEqual(await world.brokenInvariants(), [])
      await placesAreFree(order)
    })
  })

  describe('a payment that does not fit', () => {
    for (const fault of ['other-amount', 'other-currency'] as const)
      test(`${fault}: nothing is taken, nothing issued, a person must look`, async () => {
        const order = await world.order(await world.anEvent(2), [0])
        world.sandbox.failNext({ fault, metadata: { order_id: order.orderId } })
        await world.pay(order)
        assert.equal((await world.settle(order)).state, 'review')
        assert.equal((await whatTheProviderHas(order)).money, 'authorised')
        assert.deepEqual(await world.tickets(order), { issued: 0, revoked: 0 })
        assert.deepEqual(await world.brokenInvariants(), [])
        await world.settle(order)
        assert.equal(await world.state(order), 'review')

        await cancelOrder(world.deps, order)
        await world.settle(order)
        assert.equal((await whatTheProviderHas(order)).money, 'void')
        await ended(order, 'cancelled', 'cancelled-by-buyer')
      })
  })

  describe('a capture that fails', () => {
    test('once: it is tried again and the order confirmed', async () => {
      const order = await world.order(await world.anEvent(2), [0])
      await world.pay(order)
      world.sandbox.failNext({ fault: 'capture-fails', metadata: { order_id: order.orderId } })
      assert.equal((await world.settle(order)).state, 'authorised')
      await world.settle(order)
      await confirmed(order, 1)
    })

    test('for good: the money is given back, the places too, and the buyer told', async () => {
      const order = await world.order(await world.anEvent(2), [0])
      await world.pay(order, CAPTURE_FAILS)
      const deps = { ...world.deps, captureRetryMs: 0 }
      assert.equal((await world.settle(order, 'payment', deps)).state, 'capture_failed')
      assert.equal((await whatTheProviderHas(order)).money, 'void')
      await ended(order, 'capture_failed', 'capture-failed')
      await placesAreFree(order)
    })
  })

  describe('a provider that answers badly', () => {
    const faults = ['server-error', 'work-then-server-error', 'hang-up', 'rate-limit'] as const
    const operations = ['create-session', 'read-session', 'capture'] as const
    for (const fault of faults)
      test(`${fault} at any call: the order is confirmed in the end, and paid once`, async () => {
        for (const operation of operations) {
          const order = await world.order(await world.anEvent(1), [0])
          if (operation !== 'create-session') await world.openSession(order)
          world.sandbox.failNext({ fault, operation, times: fault === 'hang-up' ? TWICE : 1 })
          await world.settle(order)
          await world.pay(order)
          for (let tries = 0; tries < 3; tries++) await world.settle(order)
          await confirmed(order, 1)
        }
      })

    test('an answer that comes after we stopped waiting: what was done is found by reading', async () => {
      const impatient = await aWorld({ timeoutMs: 100 })
      try {
        const order = await impatient.order(await impatient.anEvent(2), [0])
        impatient.sandbox.failNext({ fault: 'slow', delayMs: 400 })
        assert.deepEqual(await impatient.settle(order), { state: 'payment_pending', concluded: false })
        await until(async () => (await impatient.settle(order)).concluded)
        await impatient.pay(order)
        impatient.sandbox.failNext({ fault: 'slow', delayMs: 400, operation: 'capture' })
        assert.deepEqual(await impatient.settle(order), { state: 'authorised', concluded: false })
        await until(async () => (await impatient.settle(order)).state === 'confirmed')
        assert.equal(impatient.sandbox.ledger()['gbp']?.captured, 2_500)
        assert.deepEqual(await impatient.brokenInvariants(), [])
      } finally {
        await impatient[Symbol.asyncDispose]()
      }
    })
  })

  describe('a provider that has forgotten our keys, a day later', () => {
    const DAY_S = 25 * 60 * 60

    test('a capture whose outcome was unknown is found by reading, not done again', async () => {
      const other = await aWorld()
      try {
        const order = await other.order(await other.anEvent(1), [0])
        await other.pay(order)
        other.sandbox.failNext({ fault: 'hang-up', operation: 'capture', times: TWICE })
        assert.deepEqual(await other.settle(order), { state: 'authorised', concluded: false })
        other.sandbox.advance(DAY_S)
        assert.equal((await other.settle(order)).state, 'confirmed')
        assert.equal(other.sandbox.ledger()['gbp']?.captured, 2_500)
        assert.deepEqual(await other.brokenInvariants(), [])
      } finally {
        await other[Symbol.asyncDispose]()
      }
    })

    test('a session that may have been opened is not opened again: the order has ended', async () => {
      const other = await aWorld()
      try {
        const order = await other.order(await other.anEvent(1), [0])
        other.sandbox.failNext({ fault: 'hang-up', operation: 'create-session', times: TWICE })
        assert.deepEqual(await other.settle(order), { state: 'payment_pending', concluded: false })
        other.sandbox.advance(DAY_S)
        await other.runOutOfTime(order)
        assert.equal((await other.settle(order)).state, 'expired')
        assert.deepEqual(await other.brokenInvariants(), [])
      } finally {
        await other[Symbol.asyncDispose]()
      }
    })
  })

  test('at the end of it all the provider and the ledger have the same money', async () => {
    const [ours] = await world.db.sql<{ clearing: number }[]>`
    select sum(amount_minor)::bigint as clearing from ledger_entries where account = 'provider-clearing'`
    const theirs = world.sandbox.ledger()['gbp']
    assert.equal(ours?.clearing, (theirs?.captured ?? 0) - (theirs?.refunded ?? 0) - (theirs?.disputed ?? 0))
    assert.deepEqual(await world.brokenInvariants(), [])
  })
})
