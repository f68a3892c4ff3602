import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Change } from './change.ts'
import { Pulse, PULSE_SECONDS } from './pulse.ts'

const START = Date.parse('2027-03-01T10:00:00Z')
const held = (...places: number[]): Change => ['held', 'hold', 'account', places, 0, 0, null]
const sold = (...places: number[]): Change => ['confirmed', 'hold', 'order', places]

const aPulse = () => {
  let now = START
  return { pulse: new Pulse(() => now), pass: (seconds: number) => void (now += seconds * 1_000) }
}
const sum = (all: readonly number[]) => all.reduce((total, one) => total + one, 0)

test('places held and sold stand at the second in which they were, the latest last, the running second left out', () => {
  const { pulse, pass } = aPulse()
  pulse.note([held(1, 2), sold(7), ['released', 'other']])
  assert.deepEqual(pulse.read().held, [], 'the first second is not over')
  pass(2)
  pulse.note([held(3, 4, 5)])
  pass(1)
  assert.deepEqual(
    [pulse.read().held, pulse.read().sold],
    [
      [2, 0, 3],
      [1, 0, 0],
    ],
  )
})

test('five minutes are kept, and what is older is forgotten', () => {
  const { pulse, pass } = aPulse()
  pulse.note([held(1)])
  pass(PULSE_SECONDS - 1)
  assert.equal(sum(pulse.read().held), 1)
  pass(2)
  assert.equal(sum(pulse.read().held), 0)
  pulse.note([held(2, 3)])
  pass(1)
  assert.equal(sum(pulse.read().held), 2, 'nothing of the second that had this room before')
  assert.ok(pulse.read().held.length < PULSE_SECONDS)
})

test('latency is that of the last minute, right within an eighth, and refusals are counted by reason', () => {
  const { pulse, pass } = aPulse()
  assert.equal(pulse.read().latency, undefined)
  for (let n = 1; n <= 100; n++) pulse.answered(n, n % 10 === 0 ? 'places-taken' : n === 99 ? 'busy' : undefined)
  const { latency, refusals } = pulse.read()
  assert.equal(latency?.answered, 100)
  assert.ok(latency.p50 >= 50 && latency.p50 <= 50 * 1.125, String(latency.p50))
  assert.ok(latency.p99 >= 99 && latency.p99 <= 99 * 1.125, String(latency.p99))
  assert.deepEqual(refusals, [
    { reason: 'places-taken', count: 10 },
    { reason: 'busy', count: 1 },
  ])
  pass(1)
  assert.deepEqual(pulse.read().refused, [11])
  pass(60)
  assert.equal(pulse.read().latency, undefined)
})

test('an answer of no time and one of an hour are counted too', () => {
  const { pulse } = aPulse()
  pulse.answered(0, undefined)
  pulse.answered(3_600_000, undefined)
  assert.equal(pulse.read().latency?.answered, 2)
})
