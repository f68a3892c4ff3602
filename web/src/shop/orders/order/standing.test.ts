import assert from 'node:assert/strict'
import { test } from 'node:test'
import { orderMoves, type OrderState } from '@foyer/contract/order-states'
import { standingOf } from './standing.ts'

test('every state of an order has words of its own, but those that mean the same to the buyer', () => {
  const states = Object.keys(orderMoves) as OrderState[]
  const standings = states.map((state) => standingOf({ state, endedBecause: null }))
  assert.equal(new Set(standings).size, states.length)
  const cancelled = (endedBecause: 'places-gone' | 'refused-by-provider' | 'cancelled-by-buyer') =>
    standingOf({ state: 'cancelled', endedBecause })
  assert.deepEqual(
    [cancelled('places-gone'), cancelled('refused-by-provider'), cancelled('cancelled-by-buyer')],
    ['places-gone', 'payment-failed', 'cancelled'],
  )
})
