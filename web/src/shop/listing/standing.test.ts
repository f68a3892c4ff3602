import assert from 'node:assert/strict'
import { test } from 'node:test'
import { standingOf } from './standing.ts'

const sale = { state: 'on-sale', onSaleAt: '2035-01-01T10:00:00Z', offSaleAt: null, allowance: 10 } as const
const onSale = { status: 'scheduled', sale, hint: 'many', hasPlaces: true } as const

test('an event on sale with places left can be bought, and says when few are left', () => {
  assert.deepEqual(standingOf(onSale), { kind: 'on-sale', few: false })
  assert.deepEqual(standingOf({ ...onSale, hint: 'few' }), { kind: 'on-sale', few: true })
})

test('what cannot be bought says why, the weightiest reason first', () => {
  assert.equal(standingOf({ ...onSale, hint: 'none' }).kind, 'sold-out')
  assert.equal(standingOf({ ...onSale, hasPlaces: false }).kind, 'no-tickets')
  assert.equal(standingOf({ ...onSale, sale: { ...sale, state: 'over' }, hint: 'none' }).kind, 'over')
  assert.equal(standingOf({ ...onSale, status: 'postponed', sale: { ...sale, state: 'paused' } }).kind, 'postponed')
  assert.equal(standingOf({ ...onSale, status: 'cancelled', hint: 'none' }).kind, 'cancelled')
  assert.deepEqual(standingOf({ ...onSale, sale: { ...sale, state: 'not-yet' }, hint: 'none' }), {
    kind: 'not-yet',
    onSaleAt: sale.onSaleAt,
  })
})
