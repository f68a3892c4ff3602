import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { canonicalJson, compileManifest, type CompiledManifest } from '@foyer/contract'
import * as fc from 'fast-check'
import { againstContract } from '../import/against-contract.ts'
import { arenaPlan, cinemaPlan, clubPlan, stadiumPlan, theatrePlan } from './index.ts'

const capacities = fc.integer({ min: 10_000, max: 100_000 })
const RUNS = { numRuns: 25 }

/** The two closest seats, in plan units. */
function closestSeats(plan: CompiledManifest): number {
  const cell = 12
  const grid = new Map<string, number[]>()
  let closest = Infinity
  for (let place = 0; place < plan.count; place++) {
    if ((plan.rowOf[place] ?? -1) < 0) continue
    const [x, y] = [plan.x[place] ?? 0, plan.y[place] ?? 0]
    const [column, line] = [Math.floor(x / cell), Math.floor(y / cell)]
    for (let dx = -1; dx <= 1; dx++)
      for (let dy = -1; dy <= 1; dy++)
        for (const other of grid.get(`${column + dx},${line + dy}`) ?? [])
          closest = Math.min(closest, Math.hypot(x - (plan.x[other] ?? 0), y - (plan.y[other] ?? 0)))
    const key = `${column},${line}`
    grid.set(key, [...(grid.get(key) ?? []), place])
  }
  return closest
}

describe('a stadium', () => {
  test('has exactly the capacity asked for, whatever it is, and is a manifest as the contract says', () => {
    fc.assert(
      fc.property(capacities, (capacity) => {
        const plan = stadiumPlan({ name: 'S', capacity })
        assert.equal(compileManifest(plan).count, capacity)
        assert.equal(againstContract('manifest', plan), undefined)
      }),
      RUNS,
    )
  })

  test('is the same document each time', () => {
    assert.equal(
      canonicalJson(stadiumPlan({ name: 'S', capacity: 61_234 })),
      canonicalJson(stadiumPlan({ name: 'S', capacity: 61_234 })),
    )
  })

  test('of 70,000 places takes less than 200 KB, 40 KB compressed', () => {
    const json = JSON.stringify(stadiumPlan({ name: 'S', capacity: 70_000 }))
    assert.ok(json.length < 200_000, `${json.length} bytes`)
    assert.ok(gzipSync(json).length < 40_000, `${gzipSync(json).length} bytes compressed`)
  })

  test('seats nobody on another, and nobody on the pitch', () => {
    for (const capacity of [10_000, 30_001, 68_000, 100_000]) {
      const plan = compileManifest(stadiumPlan({ name: 'S', capacity }))
      assert.ok(closestSeats(plan) > 9, `${capacity}: seats ${closestSeats(plan)} apart`)
      for (let place = 0; place < plan.count; place++)
        assert.ok(Math.abs(plan.x[place] ?? 0) > 1050 || Math.abs(plan.y[place] ?? 0) > 680, 'on the pitch')
    }
  })

  test('has a companion beside every wheelchair space, at least one in a thousand, and seats with a restricted view', () => {
    const { flags } = compileManifest(stadiumPlan({ name: 'S', capacity: 70_000 }))
    const accessible = flags.filter((flag) => flag & 1).length
    assert.ok(accessible >= 70, `${accessible} wheelchair spaces`)
    for (const [place, flag] of flags.entries()) if (flag & 1) assert.equal(flags[place + 1], 2)
    assert.ok(flags.some((flag) => flag & 4))
  })

  test('charges most for the long sides and least behind the goals, above', () => {
    const plan = compileManifest(stadiumPlan({ name: 'S', capacity: 80_000 }))
    const nearest = (x: number, y: number) => {
      let [best, found] = [Infinity, -1]
      for (let place = 0; place < plan.count; place++) {
        const distance = Math.hypot((plan.x[place] ?? 0) - x, (plan.y[place] ?? 0) - y)
        if (distance < best) [best, found] = [distance, place]
      }
      return plan.categories[plan.categoryOf[found] ?? -1]
    }
    assert.equal(nearest(0, 900), 'cat1')
    assert.equal(nearest(0, -900), 'cat1')
    assert.equal(nearest(2_600, 0), 'cat4')
    assert.equal(nearest(-2_600, 0), 'cat4')
  })

  test('is refused outside 10,000 to 100,000 places', () => {
    for (const capacity of [9_999, 100_001, 50_000.5, Number.NaN])
      assert.throws(() => stadiumPlan({ name: 'S', capacity }), RangeError)
  })
})

describe('other plans', () => {
  test('an arena has exactly its seats and standing places, and nobody sits behind the stage', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 12_000 }), fc.integer({ min: 3_000, max: 22_000 }), (standing, seats) => {
        const plan = compileManifest(arenaPlan({ name: 'A', standing, seats }))
        assert.equal(plan.count, standing + seats)
        assert.equal(plan.rowOf.filter((row) => row < 0).length, standing)
        for (let place = 0; place < plan.count; place++)
          assert.ok(Math.abs(plan.x[place] ?? 0) > 260 || (plan.y[place] ?? 0) > plan.focal[1], 'behind the stage')
      }),
      RUNS,
    )
  })

  test('a theatre has exactly its seats, on every storey', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 60, max: 1_500 }),
        fc.array(fc.integer({ min: 30, max: 900 }), { maxLength: 3 }),
        fc.integer({ min: 0, max: 30 }),
        fc.integer({ min: 0, max: 300 }),
        (stalls, storeys, boxes, choir) => {
          const named = storeys.map((seats, index) => ({ name: `Storey ${index + 1}`, seats }))
          const plan = theatrePlan({ name: 'T', stalls, storeys: named, boxes, choir })
          const { sections, count } = compileManifest(plan)
          assert.deepEqual(
            sections.slice(0, 1 + storeys.length).map((section) => section.count),
            [stalls, ...storeys],
          )
          assert.equal(count, stalls + storeys.reduce((a, b) => a + b, 0) + boxes * 4 + choir)
          assert.equal(againstContract('manifest', plan), undefined)
        },
      ),
      RUNS,
    )
  })

  test('a cinema has exactly its seats, and room for a wheelchair at both ends of the first row', () => {
    fc.assert(
      fc.property(fc.integer({ min: 30, max: 2_000 }), (seats) => {
        const plan = compileManifest(cinemaPlan({ name: 'C', seats }))
        assert.equal(plan.count, seats)
        const first = plan.rows[0]?.count ?? 0
        assert.deepEqual([plan.flags[0], plan.flags[1], plan.flags[first - 2], plan.flags[first - 1]], [1, 2, 2, 1])
      }),
    )
    assert.throws(() => cinemaPlan({ name: 'C', seats: 7 }), RangeError)
  })

  test('a club is one area, perhaps with a balcony', () => {
    const plan = compileManifest(clubPlan({ name: 'C', standing: 900, balcony: 110 }))
    assert.deepEqual(
      plan.sections.map(({ kind, count }) => [kind, count]),
      [
        ['area', 900],
        ['seated', 110],
      ],
    )
    assert.equal(plan.flags.filter((flag) => flag & 1).length, 5)
    assert.equal(compileManifest(clubPlan({ name: 'C', standing: 1 })).count, 1)
    assert.throws(() => clubPlan({ name: 'C', standing: 0 }), RangeError)
  })

  test('seats in theatres, cinemas and arenas do not overlap', () => {
    const plans = [
      theatrePlan({ name: 'T', stalls: 560, storeys: [{ name: 'Circle', seats: 340 }], boxes: 12, choir: 120 }),
      // So many boxes that they come to lie beside the storeys, which are wider than the stalls.
      theatrePlan({
        name: 'G',
        stalls: 839,
        storeys: [420, 360, 240].map((seats, at) => ({ name: `Storey ${at}`, seats })),
        boxes: 30,
      }),
      cinemaPlan({ name: 'C', seats: 307 }),
      arenaPlan({ name: 'A', standing: 4_000, seats: 14_000 }),
      clubPlan({ name: 'C', standing: 900, balcony: 110 }),
    ]
    for (const plan of plans) assert.ok(closestSeats(compileManifest(plan)) > 9, plan.name)
  })
})
