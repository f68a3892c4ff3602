import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Tx } from '../platform/database.ts'
import { announce } from '../platform/outbox.ts'
import { cancelOrder } from './cancel-order.ts'
import { orderCameToRest } from './events.ts'
import { findFacts, moveToConfirmed } from './queries.ts'
import { changeEach, recordIfUnmoved } from './record.ts'
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
