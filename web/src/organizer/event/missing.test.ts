import assert from 'node:assert/strict'
import { test } from 'node:test'
import { needsOf } from './missing.ts'

test('what publication would refuse is told as things to do: tickets, prices together, and the rest as it is', () => {
  assert.deepEqual(needsOf([]), [])
  assert.deepEqual(needsOf([{ field: 'manifest', expected: 'tickets: a seating plan or uploaded places' }]), [
    { kind: 'tickets' },
  ])
  assert.deepEqual(
    needsOf([
      { field: 'doorsAt', expected: 'not after startsAt' },
      { field: 'priceLevels', expected: 'a price for category floor' },
      { field: 'priceLevels', expected: 'a price for category box seats' },
    ]),
    [
      { kind: 'prices', categories: ['floor', 'box seats'] },
      { kind: 'other', field: 'doorsAt', expected: 'not after startsAt' },
    ],
  )
})
