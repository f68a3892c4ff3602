import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { refundOrder } from './refund-order.ts'
import { aWorld, type World } from './testing/world.ts'

const PLACES = 10

describe('refunds of different places of one order', () => {
  let world: World
  before(async () => {
    world = await aWorld()
  })
  after(() => world[Symbol.asyncDispose]())

  test('ten of them at once, each settled at once: all are made, each once, and the money is right', async (t) => {
    const places = Array.from({ length: PLACES }, (_, place) => place)
    const order = await world.order(await world.anEvent(PLACES), places)
    await world.pay(order)
    assert.equal((await world.settle(order)).state, 'confirmed')
    const took: number[] = []
    const outcomes = await Promise.all(
      places.map(async (place) => {
        const began = performance.now()
        const outcome = await world.db.transaction((tx) =>
          refundOrder(tx, world.deps, order, { places: [place], reason: 'ill', askedBy: world.organiserId }),
        )
        took.push(performance.now() - began)
        await world.settle(order)
        return outcome
      }),
    )
    t.diagnostic(`asked in ${took.map((ms) => ms.toFixed(0)).join(', ')} ms`)
    assert.deepEqual(
      outcomes.map((outcome) => 'refund' in outcome),
      places.map(() => true),
    )
    for (let times = 0; times < 3; times++) await world.settle(order, 'money-back')
    assert.equal(await world.state(order), 'refunded')
    assert.deepEqual(await world.tickets(order), { issued: 0, revoked: PLACES })
    const refunds = await world.db.sql<{ state: string; count: number }[]>`
      select state, count(*)::int as count from refunds where order_id = ${order.orderId} group by state`
    assert.deepEqual([...refunds], [{ state: 'succeeded', count: PLACES }])
    const view = await world.view(order)
    assert.equal(view.refundedMinor, view.amountMinor)
    assert.deepEqual(await world.brokenInvariants(), [])
  })

  test('one that the provider refuses among two is still owed, and so the order says, until it is given back after all', async () => {
    const order = await world.order(await world.anEvent(3), [0, 1, 2])
    await world.pay(order)
    await world.settle(order)
    const refund = (place: number) =>
      world.db.transaction((tx) =>
        refundOrder(tx, world.deps, order, { places: [place], reason: 'ill', askedBy: world.organiserId }),
      )
    world.sandbox.failNext({ fault: 'refund-fails' })
    for (const place of [0, 1]) assert.ok('refund' in (await refund(place)))
    await world.settle(order, 'money-back')
    const states = await world.db.sql<{ state: string }[]>`
      select state from refunds where order_id = ${order.orderId} order by refund_id`
    assert.deepEqual(
      states.map(({ state }) => state),
      ['failed', 'succeeded'],
    )
    assert.equal(await world.state(order), 'refund_failed')
    assert.ok('refund' in (await refund(0)))
    for (let times = 0; times < 2; times++) await world.settle(order, 'money-back')
    assert.equal(await world.state(order), 'partly_refunded')
    assert.deepEqual(await world.brokenInvariants(), [])
  })
})
