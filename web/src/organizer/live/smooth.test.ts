import assert from 'node:assert/strict'
import { test } from 'node:test'
import { axisEnd, pointsOf, smooth } from './smooth.ts'

test('each point is the mean of the seconds up to it', () => {
  assert.deepEqual(smooth([4, 0, 2, 6], 2), [4, 2, 1, 4])
  assert.deepEqual(smooth([5, 5, 5, 5, 5, 0], 5), [5, 5, 5, 5, 5, 4])
  assert.deepEqual(smooth([], 5), [])
})

test('an axis ends at a figure that one reads easily, and never below what it shows', () => {
  assert.deepEqual([0, 0.4, 1, 1.2, 2, 3, 7, 51, 1_001].map(axisEnd), [1, 1, 1, 2, 2, 5, 10, 100, 2_000])
})

test('the last second is at the right edge, however short the line is', () => {
  const box = { width: 300, height: 100, seconds: 4, end: 10 }
  assert.equal(pointsOf([0, 5], box), '200.0,100.0 300.0,50.0')
  assert.equal(pointsOf([9, 9, 0, 5, 10, 20], box), '0.0,100.0 100.0,50.0 200.0,0.0 300.0,0.0')
})
