import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { aWorld, type World } from './testing/world.ts'

describe('the straight road', () => {
  let world: World
  before(async () => {
    world = await aWorld()
  })
  after(() => world[Symbol.asyncDispose]())

  test('ordered, paid, confirmed: places sold, money taken once, tickets issued, the ledger in balance', async () => {
    const order = await world.order([4, 5])
    assert.deepEqual(await world.settle(order), { state: 'payment_pending', concluded: true })
    assert.match((await world.view(order)).paymentUrl ?? '', /^http/)
    await world.pay(order)
    assert.deepEqual(await world.settle(order), { state: 'confirmed', concluded: true })
    assert.deepEqual(await world.tickets(order), { issued: 2, revoked: 0 })
    assert.equal((await world.view(order)).amountMinor, 5_000)
    assert.deepEqual(await world.brokenInvariants(), [])
  })
})
