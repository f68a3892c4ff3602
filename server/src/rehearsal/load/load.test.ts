import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Chance } from './chance.ts'
import { arrivals, curveNames, curves } from './curve.ts'
import { Latencies } from './latencies.ts'
import { characterOf, personaNames, personas } from './personas.ts'
import { pickSeats } from './pick-seats.ts'
import { Wheel } from './wheel.ts'
import { outcomeOf } from './wire.ts'

const SEED = 7

describe('the crowd of a rehearsal', () => {
  test('is the same for the same seed, and another for another', () => {
    const crowd = (seed: number) => Array.from({ length: 200 }, (_, number) => characterOf(seed, number))
    assert.deepEqual(crowd(SEED), crowd(SEED))
    assert.notDeepEqual(crowd(SEED), crowd(SEED + 1))
    const times = (seed: number) => [...arrivals(curves.worldcup98, 200, 60_000, seed)]
    assert.deepEqual(times(SEED), times(SEED))
    assert.notDeepEqual(times(SEED), times(SEED + 1))
  })

  test('has each kind of people in its share, and the shares are all', () => {
    const sum = personaNames.reduce((total, name) => total + personas[name].share, 0)
    assert.ok(Math.abs(sum - 1) < 1e-9, String(sum))
    const people = 20_000
    const counts = new Map<string, number>()
    for (let number = 0; number < people; number++) {
      const { persona } = characterOf(SEED, number)
      counts.set(persona, (counts.get(persona) ?? 0) + 1)
    }
    for (const name of personaNames) {
      // Five standard deviations of a binomial count.
      const { share } = personas[name]
      const spread = 5 * Math.sqrt(people * share * (1 - share))
      assert.ok(Math.abs((counts.get(name) ?? 0) - people * share) < spread, `${name}: ${counts.get(name)}`)
    }
  })

  test('comes in order, within the time, as its curve says', () => {
    for (const name of curveNames) {
      const { weights } = curves[name]
      const people = 48_000
      const times = arrivals(curves[name], people, 480_000, SEED)
      assert.ok(times.every((time, at) => time >= (times[at - 1] ?? 0) && time <= 480_000))
      const parts = weights.map(() => 0)
      for (const time of times) {
        const part = Math.min(47, Math.floor(time / 10_000))
        parts[part] = (parts[part] ?? 0) + 1
      }
      const total = weights.reduce((sum, weight) => sum + weight, 0)
      for (const [at, weight] of weights.entries())
        assert.ok(Math.abs((parts[at] ?? 0) - (people * weight) / total) <= 2, `${name} ${at}: ${parts[at]}`)
    }
    assert.equal(Math.max(...curves.worldcup98.weights), curves.worldcup98.weights[curves.worldcup98.saleAt * 48])
  })

  test('thinks as long as it is said to on average, and never without end', () => {
    const chance = new Chance(SEED, 0)
    const times = Array.from({ length: 20_000 }, () => chance.about(100))
    const mean = times.reduce((sum, time) => sum + time, 0) / times.length
    assert.ok(Math.abs(mean - 100) < 4, String(mean))
    assert.ok(times.every((time) => time >= 0 && time <= 600))
  })
})

describe('the timer wheel', () => {
  test('wakes everybody once, never early, and no later than one slot', () => {
    const wheel = new Wheel<{ due: number; wanted: number }>()
    const chance = new Chance(SEED, 1)
    const people = 5_000
    // Some beyond the rim.
    for (let at = 0; at < people; at++) {
      const wanted = chance.next() * 400_000
      wheel.add({ due: wanted, wanted })
    }
    assert.equal(wheel.sleeping, people)
    let woken = 0
    for (let now = 0; now <= 400_020; now += 7)
      wheel.turn(now, ({ wanted }) => {
        woken++
        assert.ok(now >= wanted - 1e-6 || now + 10 >= wanted, `${now} for ${wanted}`)
        assert.ok(now - wanted <= 20, `${now} for ${wanted}`)
      })
    assert.equal(woken, people)
    assert.equal(wheel.sleeping, 0)
  })

  test('lets whoever is woken sleep again, and what is overdue wake at the next turn', () => {
    const wheel = new Wheel<{ due: number }>()
    const sleeper = { due: 5 }
    wheel.add(sleeper)
    const woken: number[] = []
    for (let now = 0; now <= 100; now += 5)
      wheel.turn(now, (one) => {
        woken.push(now)
        one.due = now + 30
        wheel.add(one)
      })
    assert.deepEqual(woken, [10, 40, 70, 100])
    wheel.add({ due: -50 })
    let late = 0
    wheel.turn(110, () => late++)
    assert.equal(late, 1)
  })
})

describe('latencies', () => {
  test('tell percentiles within eight per cent, and add up', () => {
    const [odd, even, all] = [new Latencies(), new Latencies(), new Latencies()]
    for (let ms = 1; ms <= 10_000; ms++) (ms % 2 === 0 ? even : odd).record(ms)
    all.add(odd)
    all.add(even)
    assert.equal(all.count, 10_000)
    assert.equal(all.max, 10_000)
    for (const share of [0.5, 0.95, 0.99]) {
      const told = all.percentile(share) ?? 0
      assert.ok(told >= share * 10_000 && told <= share * 10_000 * 1.08, `${share}: ${told}`)
    }
    assert.equal(new Latencies().percentile(0.5), null)
  })
})

describe('an answer', () => {
  test('is a polite no when it says so, and a failure when it says nothing of use', () => {
    const problem = JSON.stringify({ code: 'places-taken' })
    assert.deepEqual(outcomeOf(201, '{"a":1}', undefined), { kind: 'done', body: { a: 1 } })
    assert.deepEqual(outcomeOf(204, '', undefined), { kind: 'done', body: undefined })
    assert.deepEqual(outcomeOf(409, problem, undefined), {
      kind: 'refused',
      status: 409,
      code: 'places-taken',
      retryAfterMs: null,
    })
    assert.deepEqual(outcomeOf(503, problem, '3'), {
      kind: 'refused',
      status: 503,
      code: 'places-taken',
      retryAfterMs: 3_000,
    })
    assert.deepEqual(outcomeOf(503, 'upstream', undefined), { kind: 'failed', code: 'status 503' })
    assert.deepEqual(outcomeOf(500, problem, '3'), { kind: 'failed', code: 'status 500' })
    assert.deepEqual(outcomeOf(200, '<html>', undefined), { kind: 'failed', code: 'status 200' })
  })
})

describe('somebody who picks seats', () => {
  test('picks free ones side by side, and none where there are none', () => {
    const taken = new Uint8Array([0b1111_0011, 0b1111_1111])
    const chance = new Chance(SEED, 2)
    assert.deepEqual(pickSeats(taken, 16, 2, chance), [2, 3])
    assert.equal(pickSeats(taken, 16, 3, chance), undefined)
    assert.equal(pickSeats(new Uint8Array(), 16, 1, chance), undefined)
  })
})
