import assert from 'node:assert/strict'
import { test } from 'node:test'
import { growingPauseMs } from './pause.ts'

test('pauses grow from their first to their bound, and no two people share one', () => {
  const bounds = { firstMs: 3_000, maxMs: 30_000 }
  const longest = [1, 2, 3, 4, 5, 50, 5_000].map((tries) => growingPauseMs(tries, 1, bounds))
  assert.deepEqual(longest, [3_000, 6_000, 12_000, 24_000, 30_000, 30_000, 30_000])
  assert.equal(growingPauseMs(1, 0, bounds), 1_500)
  assert.equal(growingPauseMs(9, 0, bounds), 15_000)
})
