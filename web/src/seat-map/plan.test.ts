import assert from 'node:assert/strict'
import { test } from 'node:test'
import { closestOf } from './plan.ts'

test('seats are drawn for the closest section, so that they overlap nowhere; one odd section shrinks no others', () => {
  assert.equal(closestOf([10, 9, 8]), 8)
  assert.equal(closestOf([10, 10, 2]), 7)
  assert.ok(closestOf([]) > 0, 'a plan without seats is drawn too')
})
