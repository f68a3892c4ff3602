import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Tx } from '../platform/database.ts'
import { announce } from '../platform/outbox.ts'
import { cancelOrder } from './cancel-order.ts'
import { orderCameToRest } from './events.ts'
import { findFacts, moveToConfirmed, takeDueOrders } from './queries.ts'
import { changeEach, recordIfUnmoved } from './record.ts'
import type { Settling } from './settling.ts'
import { Crash } from './testing/crashing.ts'
import { GOOD_CARD, aWorld, type PlacedOrder, type World } from './testing/world.ts'

const COPIES = 50
/** Less than the connections of the pool: each keeps one. */
const AT_ONCE = 10
const ROUNDS = 12

describe('settlings of one order at once', () => {
  let world: World
  before(async () => {
    world = await aWorld()
  })
  after(() => world[Symbol.asyncDispose]())

  const confirmations = async (order: PlacedOrder): Promise<number> => {
    const told = await world.db.sql`
      select from outbox where subject = ${`order:${order.orderId}`} and kind = 'order.confirmed'`
    return told.count
  }
  const paid = async (seats = 1) => {
    const order = await world.order(await world.anEvent(seats), [0])
    await world.pay(order)
    return order
  }
  const times = <T>(n: number, work: () => Promise<T>) => Promise.all(Array.from({ length: n }, work))

  /** Confirms an order in the given way, many times at once, each having seen it unconfirmed. */
  const confirmAtOnce = async (order: PlacedOrder, confirm: (tx: Tx) => Promise<void>): Promise<number> => {
    let arrived = 0
    const { promise: everybodyLooked, resolve } = Promise.withResolvers<void>()
    await times(AT_ONCE, () =>
      recordIfUnmoved(world.db, async (tx) => {
        assert.equal((await findFacts(tx, order))?.order.state, 'payment_pending')
        if (++arrived === AT_ONCE) resolve()
        await everybodyLooked
        await confirm(tx)
        await announce(tx, orderCameToRest({ ...order, amountMinor: 0, currency: 'GBP' }, 'confirmed'))
      }),
    )
    return confirmations(order)
  }

  test('without the condition on the state, all who saw it unconfirmed do take effect; with it, one', async () => {
    const event = await world.anEvent(2, { faceValue: 0, fees: 0 })
    const [naive, guarded] = [await world.order(event, [0]), await world.order(event, [1])]
    const unconditional = async (tx: Tx) =>
      void (await tx`update orders set state = 'confirmed', confirmed_at = now() where order_id = ${naive.orderId}`)
    assert.equal(await confirmAtOnce(naive, unconditional), AT_ONCE, 'the test can see the race')
    const conditional = (tx: Tx) => changeEach(moveToConfirmed(tx, [{ ...guarded, from: 'payment_pending' }]))
    assert.equal(await confirmAtOnce(guarded, conditional), 1)
    await world.db.sql`
      update orders set state = 'payment_pending', confirmed_at = null where event_id = ${event}`
    for (const order of [naive, guarded]) await world.settle(order)
  })

  test('fifty at once: one capture, one entry in the ledger, one set of tickets', async () => {
    const order = await paid()
    const before = world.sandbox.ledger()['gbp']?.captured ?? 0
    await times(COPIES, () => world.settle(order))
    await world.settle(order)
    assert.equal(await world.state(order), 'confirmed')
    assert.equal(await confirmations(order), 1)
    assert.equal((world.sandbox.ledger()['gbp']?.captured ?? 0) - before, 2_500)
    assert.deepEqual(await world.tickets(order), { issued: 1, revoked: 0 })
    assert.deepEqual(await world.brokenInvariants(), [])
  })

  test('the buyer pays while the order expires: it is a sale, or it expired and was never paid', async () => {
    const ends = new Set<string>()
    for (let round = 0; round < ROUNDS; round++) {
      const order = await world.order(await world.anEvent(1), [0])
      const session = await world.openSession(order)
      await world.runOutOfTime(order)
      // The first pays before it, the last after it, the others somewhere in the middle.
      const first = round === 0 ? world.sandbox.pay(session, GOOD_CARD) : undefined
      const settling = times(3, () => world.settle(order))
      if (round === ROUNDS - 1) await settling
      for (let turns = 0; turns < round * 60; turns++) await new Promise(setImmediate)
      const { outcome } = first ?? world.sandbox.pay(session, GOOD_CARD)
      await settling
      await world.settle(order)
      const end = await world.state(order)
      ends.add(end)
      assert.equal(end, outcome === 'paid' ? 'confirmed' : 'expired')
      assert.equal((await world.tickets(order)).issued, outcome === 'paid' ? 1 : 0)
    }
    assert.deepEqual([...ends].sort(), ['confirmed', 'expired'], 'both ends were met')
    assert.deepEqual(await world.brokenInvariants(), [])
  })

  test('the buyer cancels while the payment is being settled: a sale, or nothing is kept', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const order = await paid()
      const settling = times(2, () => world.settle(order))
      for (let turns = 0; turns < round * 60; turns++) await new Promise(setImmediate)
      await Promise.all([settling, cancelOrder(world.deps, order)])
      await world.settle(order)
      const end = await world.state(order)
      assert.ok(end === 'confirmed' || end === 'cancelled', end)
      assert.equal((await world.tickets(order)).issued, end === 'confirmed' ? 1 : 0)
    }
    assert.deepEqual(await world.brokenInvariants(), [])
  })

  /** A settling in a process that is halted as it is about to sell the places, and goes on when it is told to. */
  const haltedBeforeSelling = (then: () => void = () => undefined) => {
    const [halted, goOn] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const inventory: Settling['inventory'] = {
      ...world.deps.inventory,
      async sellPlaces(hold, orderId) {
        halted.resolve()
        await goOn.promise
        const sold = await world.deps.inventory.sellPlaces(hold, orderId)
        then()
        return sold
      },
    }
    return { deps: { ...world.deps, inventory }, halted: halted.promise, goOn: goOn.resolve }
  }
  const KEEPS = ['orders.that-ended-keep-no-place']
  const broken = async () => (await world.brokenInvariants()).map(({ name }) => name)

  for (const price of [undefined, { faceValue: 0, fees: 0 }])
    test(`${price ? 'a free order' : 'an order'} is cancelled while the process that sells its places is halted: nothing stays sold`, async () => {
      const order = await world.order(await world.anEvent(1, price), [0])
      if (price === undefined) await world.pay(order)
      const { deps, halted, goOn } = haltedBeforeSelling()
      const selling = world.settle(order, 'payment', deps)
      await halted
      await cancelOrder(world.deps, order)
      await world.settle(order)
      assert.equal(await world.state(order), 'cancelled')
      goOn()
      await selling
      assert.equal(await world.state(order), 'cancelled')
      assert.deepEqual(await broken(), [])
      await world.hold(order.eventId, await world.aBuyer(), [0])
    })

  test('the halted process dies as soon as it has sold: the place is sold to a cancelled order, until the last look', async () => {
    const order = await paid()
    const { deps, halted, goOn } = haltedBeforeSelling(() => {
      throw new Crash('after selling')
    })
    const selling = world.settle(order, 'payment', deps)
    await halted
    await cancelOrder(world.deps, order)
    await world.settle(order)
    goOn()
    await assert.rejects(selling, Crash)
    await world.settle(order, 'nothing')
    assert.deepEqual(await broken(), KEEPS, 'the test can see the race')
    await world.settle(order, 'payment')
    assert.deepEqual(await broken(), KEEPS, 'it is too early, and the look is not forgotten')
    await world.db.sql`
      update orders set ended_at = ended_at - interval '2 minutes', settle_at = now() where order_id = ${order.orderId}`
    assert.deepEqual(
      (await takeDueOrders(world.db.sql, 1_000, 10)).map(({ orderId }) => orderId),
      [order.orderId],
    )
    await world.settle(order, 'nothing')
    assert.equal(await world.state(order), 'cancelled')
    assert.deepEqual(await broken(), [])
    await world.hold(order.eventId, await world.aBuyer(), [0])
  })

  test('an order that ended with nothing sold is looked at once more, and then no more', async () => {
    const order = await paid()
    await cancelOrder(world.deps, order)
    await world.settle(order)
    await world.db.sql`
      update orders set ended_at = ended_at - interval '2 minutes', settle_at = now() where order_id = ${order.orderId}`
    await world.settle(order, 'nothing')
    const [row] = await world.db.sql<{ settleAt: Date | null }[]>`
      select settle_at as "settleAt" from orders where order_id = ${order.orderId}`
    assert.deepEqual(row, { settleAt: null })
    assert.equal(await world.state(order), 'cancelled')
  })

  test('two late payers and one place: one has it, the other has their money back', async () => {
    for (let round = 0; round < ROUNDS / 2; round++) {
      const event = await world.anEvent(1)
      const late = await world.order(event, [0])
      await world.pay(late)
      await world.lapse(late)
      const second = await world.order(event, [0])
      await world.pay(second)
      await world.lapse(second)
      await Promise.all([world.settle(late), world.settle(second), world.settle(late), world.settle(second)])
      await Promise.all([world.settle(late), world.settle(second)])
      assert.deepEqual([await world.state(late), await world.state(second)].sort(), ['cancelled', 'confirmed'])
    }
    assert.deepEqual(await world.brokenInvariants(), [])
    const theirs = world.sandbox.ledger()['gbp']
    const [ours] = await world.db.sql<{ clearing: number }[]>`
      select sum(amount_minor)::bigint as clearing from ledger_entries where account = 'provider-clearing'`
    assert.equal(ours?.clearing, theirs?.captured)
  })
})
