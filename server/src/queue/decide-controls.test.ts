import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decideControls } from './decide-controls.ts'

const queue = { pausedAt: null, message: null, peoplePerMinute: 60, peopleAtOnce: 500, endedAt: null }

test('only what is not so already is changed, and noted', () => {
  assert.deepEqual(decideControls({ paused: false, message: null, peoplePerMinute: 60, peopleAtOnce: 500 }, queue), {})
  assert.deepEqual(decideControls({ paused: true, message: 'Five minutes.' }, queue), {
    paused: true,
    message: 'Five minutes.',
  })
  assert.deepEqual(decideControls({ peoplePerMinute: null, peopleAtOnce: 1 }, queue), {
    peoplePerMinute: null,
    peopleAtOnce: 1,
  })
  assert.deepEqual(decideControls({ paused: true }, { ...queue, pausedAt: new Date() }), {})
})

test('a queue that has ended is not changed any more', () => {
  const ended = { ...queue, endedAt: new Date() }
  assert.deepEqual(decideControls({ end: true }, queue), { ended: true })
  assert.deepEqual(decideControls({ end: true, paused: true, peopleAtOnce: 9 }, ended), {})
})
