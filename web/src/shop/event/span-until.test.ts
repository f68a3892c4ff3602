import assert from 'node:assert/strict'
import { test } from 'node:test'
import { spanUntil } from './span-until.ts'

const now = new Date('2035-03-01T12:00:00Z')
const inMinutes = (minutes: number) => new Date(now.getTime() + minutes * 60_000)

test('a wait is told in the largest honest unit, and never as nothing or as past', () => {
  assert.equal(spanUntil(inMinutes(3 * 24 * 60 + 30), now, 'en'), 'in 3 days')
  assert.equal(spanUntil(inMinutes(25 * 60), now, 'en'), 'in 25 hours')
  assert.equal(spanUntil(inMinutes(119), now, 'en'), 'in 119 minutes')
  assert.equal(spanUntil(inMinutes(0.2), now, 'en'), 'in 1 minute')
  assert.equal(spanUntil(inMinutes(-5), now, 'en'), 'in 1 minute')
  assert.equal(spanUntil(inMinutes(50 * 60), now, 'de'), 'in 2 Tagen')
  assert.equal(spanUntil(inMinutes(50 * 60), now, 'ja'), '2 日後')
})
