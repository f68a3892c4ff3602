import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import { drawnHouse } from './testing/drawn-plan.ts'

const { plan, grid } = drawnHouse(
  { name: 'stalls', rows: Array.from({ length: 12 }, () => '.'.repeat(30)) },
  { name: 'standing', capacity: 50 },
  { name: 'circle', rows: ['..........', '....'] },
)
const { x, y, rowOf, count } = plan.compiled
const seats = Array.from({ length: count }, (_, place) => place).filter((place) => rowOf[place] !== -1)
const coordinate = fc.integer({ min: -200, max: 700 })

describe('the grid of seats', () => {
  test('finds exactly the seats in a box, as looking at each does', () => {
    fc.assert(
      fc.property(coordinate, coordinate, fc.nat(400), fc.nat(400), (left, top, width, height) => {
        const box = [left, top, left + width, top + height] as const
        const found: number[] = []
        grid.within(box, (place) => void found.push(place))
        const expected = seats.filter((place) => {
          const [px, py] = [x[place] ?? 0, y[place] ?? 0]
          return px >= box[0] && px <= box[2] && py >= box[1] && py <= box[3]
        })
        assert.deepEqual(
          found.toSorted((a, b) => a - b),
          expected,
        )
      }),
    )
  })

  test('finds the nearest seat within reach, as looking at each does', () => {
    fc.assert(
      fc.property(coordinate, coordinate, fc.integer({ min: 1, max: 60 }), (px, py, reach) => {
        const far = (place: number) => Math.hypot((x[place] ?? 0) - px, (y[place] ?? 0) - py)
        const least = Math.min(...seats.map(far))
        const found = grid.nearest(px, py, reach)
        if (least > reach) assert.equal(found, undefined)
        else assert.equal(far(found ?? -1), least)
      }),
    )
  })
})
