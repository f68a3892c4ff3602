import assert from 'node:assert/strict'
import { test } from 'node:test'
import { actionsIn, isResting, orderMoves, paymentMoves, refundMoves, type OrderState } from '@foyer/contract/orders'
import { testDatabase } from '../platform/testing/test-database.ts'

test('the database knows the same states as the tables of moves', async () => {
  await using db = await testDatabase()
  for (const [table, moves] of [
    ['orders', orderMoves],
    ['payments', paymentMoves],
    ['refunds', refundMoves],
  ] as const) {
    const [check] = await db.sql<{ text: string }[]>`
      select pg_get_constraintdef(oid) as text from pg_constraint where conname = ${`${table}_state_check`}`
    const states = [...(check?.text ?? '').matchAll(/'([a-z_]+)'/g)].map((match) => match[1])
    assert.deepEqual(new Set(states), new Set(Object.keys(moves)), table)
  }
})

test('every state can be reached, and from every state an order comes to rest', () => {
  const states = Object.keys(orderMoves) as OrderState[]
  const reachable = (from: OrderState): Set<OrderState> => {
    const seen = new Set<OrderState>([from])
    for (const state of seen) for (const to of orderMoves[state]) seen.add(to)
    return seen
  }
  assert.deepEqual(reachable('payment_pending'), new Set(states))
  for (const state of states) assert.ok([...reachable(state)].some(isResting), state)
})

test('a buyer may cancel only what is not paid', () => {
  assert.deepEqual(actionsIn('payment_pending'), ['pay', 'cancel'])
  assert.deepEqual(actionsIn('review'), ['cancel'])
  for (const state of ['authorised', 'confirmed', 'refunded', 'expired'] as const)
    assert.deepEqual(actionsIn(state), [])
})
