import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anything, assert as assertAlways, double, property } from 'fast-check'
import { HEIGHT_MAX, isHello, readFromWidget } from './protocol.ts'

test('a height is whole, and never beyond its bounds', () => {
  assert.deepEqual(readFromWidget({ type: 'foyer:size', height: 120.2 }), { type: 'foyer:size', height: 121 })
  assertAlways(
    property(double({ noNaN: true, noDefaultInfinity: true }), (height) => {
      const read = readFromWidget({ type: 'foyer:size', height })
      assert.ok(read?.type === 'foyer:size' && read.height >= 0 && read.height <= HEIGHT_MAX)
    }),
  )
})

test('whatever is no message of the widget is none', () => {
  assertAlways(property(anything(), (data) => readFromWidget(data) === undefined && !isHello(data)))
  for (const height of [Number.NaN, Infinity, '12', null])
    assert.equal(readFromWidget({ type: 'foyer:size', height }), undefined)
  assert.equal(readFromWidget({ type: 'foyer:left-for-shop' }), undefined)
})
