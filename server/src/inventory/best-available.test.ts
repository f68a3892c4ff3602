import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { CompiledManifest } from '@foyer/contract/compiled-manifest'
import * as fc from 'fast-check'
import { findBestAvailable } from './best-available.ts'
import { layoutOf } from './layout.ts'
import { AVAILABLE, Occupancy, SOLD } from './occupancy.ts'
import { SeatFinder } from './seat-finder.ts'
import type { BestAvailable } from './seat-wish.ts'
import { drawnPlan } from './testing/plans.ts'

function house(plan: CompiledManifest, taken: readonly number[] = []) {
  const occupancy = new Occupancy(layoutOf(plan))
  const finder = new SeatFinder(occupancy)
  for (const place of taken) occupancy.set(place, SOLD, 'somebody')
  const ask = (quantity: number, more: Partial<BestAvailable> = {}) =>
    findBestAvailable(finder, { quantity, categories: null, section: null, accessible: 0, relax: false, ...more })
  return { occupancy, finder, ask }
}

describe('best available', () => {
  test('takes seats together in the row nearest to the focal point, in its middle', () => {
    const { ask } = house(drawnPlan({ key: 'stalls', rows: ['..........', '..........'] }))
    assert.deepEqual(ask(2), { found: [4, 5], fit: 'together' })
  })

  test('never seats a party across an aisle', () => {
    const { ask } = house(drawnPlan({ key: 'stalls', rows: ['...|...', '......'] }))
    assert.deepEqual(ask(4), { found: [6, 7, 8, 9], fit: 'together' })
  })

  test('leaves no single seat while another row can do without', () => {
    const { ask } = house(drawnPlan({ key: 'stalls', rows: ['...', '....'] }))
    assert.deepEqual(ask(2), { found: [3, 4], fit: 'together' })
  })

  test('leaves a single seat rather than refusing, and says so', () => {
    const { ask } = house(drawnPlan({ key: 'stalls', rows: ['...'] }))
    assert.deepEqual(ask(2), { found: [0, 1], fit: 'leaves-single' })
  })

  test('keeps to the section and the categories asked for', () => {
    const plan = drawnPlan(
      { key: 'stalls', category: 'gold', rows: ['....'] },
      { key: 'circle', category: 'silver', rows: ['....'] },
    )
    const { ask } = house(plan)
    assert.deepEqual(ask(2, { categories: [1] }), { found: [4, 5], fit: 'together' })
    assert.deepEqual(ask(2, { section: 1 }), { found: [4, 5], fit: 'together' })
    assert.deepEqual(ask(5, { categories: [1] }), { refused: 'not-enough-available', available: 4 })
    assert.deepEqual(ask(2, { section: 1, categories: [0] }), { refused: 'not-enough-available', available: 0 })
  })

  test('splits a party over neighbouring rows, then anywhere, only when allowed to', () => {
    const rows = house(drawnPlan({ key: 'stalls', rows: ['..', '..'] }))
    assert.deepEqual(rows.ask(4), { refused: 'not-together' })
    assert.deepEqual(rows.ask(4, { relax: true }), { found: [0, 1, 2, 3], fit: 'neighbouring-rows' })
    const apart = house(drawnPlan({ key: 'stalls', rows: ['.....', '.....'] }), [1, 3, 5, 6, 7, 8, 9])
    assert.deepEqual(apart.ask(3), { refused: 'not-together' })
    assert.deepEqual(apart.ask(3, { relax: true }), { found: [0, 2, 4], fit: 'scattered' })
  })

  test('gives accessible seats with companions beside to those who ask', () => {
    const { ask } = house(drawnPlan({ key: 'stalls', rows: ['..........', 'ca......ac'] }))
    assert.deepEqual(ask(2, { accessible: 1 }), { found: [10, 11], fit: 'together' })
  })

  test('keeps accessible and companion seats from others while any other seat remains', () => {
    const { ask, occupancy } = house(drawnPlan({ key: 'stalls', rows: ['.ac', '...'] }))
    assert.deepEqual(ask(2), { found: [3, 4], fit: 'leaves-single' })
    for (const place of [3, 4, 5]) occupancy.set(place, SOLD, 'somebody')
    assert.deepEqual(ask(2), { refused: 'not-together' })
    occupancy.set(0, SOLD, 'somebody')
    assert.deepEqual(ask(2), { found: [1, 2], fit: 'together' })
  })

  test('is exact: no seats together are nearer, whatever was taken and freed before', () => {
    const plan = drawnPlan(
      { key: 'left', category: 'gold', rows: ['...|....', 'ac......', '...a|...'] },
      { key: 'right', category: 'silver', rows: ['.....', '..|...', '......'] },
    )
    const step = fc.record({
      place: fc.nat(plan.count - 1),
      quantity: fc.integer({ min: 1, max: 4 }),
      category: fc.constantFrom(null, [0], [1]),
    })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const { ask, occupancy } = house(plan)
        for (const { place, quantity, category } of steps) {
          occupancy.set(place, occupancy.isAvailable(place) ? SOLD : AVAILABLE, undefined)
          const outcome = ask(quantity, { categories: category })
          const nearest = nearestByBruteForce(occupancy, quantity, category)
          if (nearest === undefined) assert.ok('refused' in outcome)
          else {
            assert.ok('found' in outcome)
            assert.equal(outcome.fit, nearest.fit)
            assert.ok(Math.abs(meanDistance(occupancy, outcome.found) - nearest.distance) < 1e-6)
          }
        }
      }),
      { numRuns: 300 },
    )
  })
})

/** The same rules, the slow and plain way. */
function nearestByBruteForce(occupancy: Occupancy, quantity: number, categories: readonly number[] | null) {
  const { manifest, reserved } = occupancy.layout
  const wanted = (place: number) => categories === null || categories.includes(manifest.categoryOf[place] ?? 0)
  const free = (place: number) => occupancy.isAvailable(place)
  const all = Array.from({ length: manifest.count }, (_, place) => place).filter(
    (place) => wanted(place) && free(place),
  )
  if (all.length < quantity) return undefined
  const ordinaryLeft = all.some((place) => reserved[place] === 0)
  const windows = manifest.rows.flatMap((row) =>
    row.blocks.flatMap((block) => {
      const at = (place: number) => place >= block.first && place < block.first + block.count && free(place)
      return Array.from({ length: Math.max(0, block.count - quantity + 1) }, (_, offset) => {
        const seats = Array.from({ length: quantity }, (_, index) => block.first + offset + index)
        const [first = 0] = seats
        const last = first + quantity - 1
        const fits = seats.every((seat) => wanted(seat) && free(seat) && (!ordinaryLeft || reserved[seat] === 0))
        const single = (at(first - 1) && !at(first - 2)) || (at(last + 1) && !at(last + 2))
        return { fits, tidy: !single, distance: meanDistance(occupancy, seats) }
      })
    }),
  )
  const fitting = windows.filter((window) => window.fits)
  const tidy = fitting.filter((window) => window.tidy)
  const choice = ordinaryLeft && tidy.length > 0 ? tidy : fitting
  if (choice.length === 0) return undefined
  const fit = ordinaryLeft ? (tidy.length > 0 ? 'together' : 'leaves-single') : 'together'
  return { distance: Math.min(...choice.map((window) => window.distance)), fit }
}

function meanDistance({ layout }: Occupancy, seats: readonly number[]): number {
  const { x, y, focal } = layout.manifest
  return (
    seats.reduce((sum, seat) => sum + Math.hypot((x[seat] ?? 0) - focal[0], (y[seat] ?? 0) - focal[1]), 0) /
    seats.length
  )
}
