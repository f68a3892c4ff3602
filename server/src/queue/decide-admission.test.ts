import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import { decideAdmission, type AdmissionFacts } from './decide-admission.ts'
import { measureRate } from './measure-rate.ts'

const NOW = 1_900_000_000_000
const facts = (more: Partial<AdmissionFacts> = {}): AdmissionFacts => ({
  now: NOW,
  steppedAt: NOW - 1_000,
  opensAt: NOW - 60_000,
  drawn: true,
  paused: false,
  watermark: 100,
  last: 10_000,
  peopleAtOnce: 500,
  peoplePerMinute: null,
  active: 0,
  choosing: 0,
  expected: 0,
  placesLeft: 50_000,
  placesPerHold: 2,
  capacity: 200,
  pressedAt: null,
  heldBackUntil: null,
  credit: 0,
  ...more,
})
const step = (more: Partial<AdmissionFacts>) => {
  const { watermark, because } = decideAdmission(facts(more))
  return [watermark - 100, because]
}

describe('how many are let in', () => {
  test('nobody before the on-sale, before the draw, while paused, or when nobody waits', () => {
    assert.deepEqual(step({ opensAt: NOW + 1 }), [0, 'not-yet'])
    assert.deepEqual(step({ drawn: false }), [0, 'not-yet'])
    assert.deepEqual(step({ paused: true }), [0, 'paused'])
    assert.deepEqual(step({ last: 100 }), [0, 'nobody-waits'])
  })

  test('as many as the cap leaves room for, beside those who are in and those who were called', () => {
    assert.deepEqual(step({ active: 450, expected: 20 }), [30, 'cap'])
    assert.deepEqual(step({ active: 490, expected: 20 }), [0, 'cap'])
  })

  test('as many as the places that are left suffice for, and a few more', () => {
    assert.deepEqual(step({ placesLeft: 20, choosing: 5, active: 5 }), [8, 'stock'])
    assert.deepEqual(step({ placesLeft: 0 }), [0, 'stock'])
  })

  test('as many as the installation bears: halved while it cannot keep up, and more again after', () => {
    assert.deepEqual(step({ capacity: 100 }), [73, 'capacity'])
    const pressed = decideAdmission(facts({ capacity: 100, pressedAt: NOW - 500 }))
    assert.deepEqual([pressed.watermark - 100, pressed.capacity], [35, 50])
    assert.equal(decideAdmission(facts({ capacity: 5, pressedAt: NOW })).capacity, 5)
  })

  test('nobody while a node has more to do than it can; and none that died, nor a clock that was set back, keeps it so', () => {
    const held = (heldBackUntil: number | null) => decideAdmission(facts({ heldBackUntil }))
    assert.deepEqual([held(NOW + 5_000).watermark, held(NOW + 5_000).because], [100, 'strain'])
    for (const until of [NOW, NOW - 1, NOW + 5_001, null]) assert.ok(held(until).watermark > 100, String(until))
  })

  test('at the pace of the organiser, to the person over a minute, however unevenly the rounds come', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5_000 }),
        fc.array(fc.integer({ min: 1, max: 3_000 }), { minLength: 60, maxLength: 90 }),
        (peoplePerMinute, gaps) => {
          let [at, watermark, credit, steppedAt] = [NOW, 0, 0, NOW]
          for (const gap of gaps) {
            at += gap
            const next = decideAdmission(
              facts({
                now: at,
                steppedAt,
                watermark,
                credit,
                peoplePerMinute,
                last: 1e9,
                peopleAtOnce: 1e9,
                placesLeft: 1e9,
                capacity: 2_000,
              }),
            )
            ;({ watermark, credit } = next)
            steppedAt = at
          }
          const due = (peoplePerMinute * (at - NOW)) / 60_000
          assert.ok(watermark <= due + 1e-6 && watermark > due - 1.001, `${watermark} of ${due}`)
        },
      ),
    )
  })

  test('a rest of minutes, as in an outage, is not made up for in one step', () => {
    assert.deepEqual(step({ peoplePerMinute: 600, steppedAt: NOW - 600_000 }), [50, 'pace'])
  })

  test('never backwards, never beyond the last number, never beyond the cap', () => {
    const people = fc.nat(2_000)
    fc.assert(
      fc.property(
        people,
        people,
        people,
        people,
        people,
        fc.nat(3_000),
        (waiting, active, expected, choosing, placesLeft, cap) => {
          const asked = facts({ last: 100 + waiting, active, expected, choosing, placesLeft, peopleAtOnce: cap + 1 })
          const { watermark } = decideAdmission(asked)
          assert.ok(watermark >= asked.watermark && watermark <= asked.last)
          assert.ok(watermark === asked.watermark || watermark - asked.watermark + active + expected <= cap + 1)
        },
      ),
    )
  })
})

describe('the rate that is told', () => {
  const steady = Array.from({ length: 120 }, (_, n) => ({ at: NOW + n * 1_000, watermark: n * 10 }))

  test('of a steady queue has next to no error; of an uneven one it says how uneven', () => {
    assert.deepEqual(measureRate(steady, NOW + 119_000), { perMinute: 600, low: 600, high: 600, overSeconds: 119 })
    const halted = steady.map((one) => ({ ...one, watermark: Math.min(one.watermark, 600) }))
    const { perMinute, low, high } = measureRate(halted, NOW + 119_000) ?? { perMinute: 0, low: 0, high: 0 }
    assert.ok(low === 0 && high === 600 && perMinute > 300 && perMinute < 305)
  })

  test('is not told before there is something to go by', () => {
    assert.equal(measureRate([], NOW), undefined)
    assert.equal(measureRate(steady.slice(0, 5), NOW + 4_000), undefined)
  })

  test('goes to nothing when nobody is let in any more', () => {
    assert.equal(measureRate(steady, NOW + 600_000)?.perMinute, 0)
  })
})
