import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import { between, boxInSight, fit, keepInSight, panBy, toPlan, toScreen, zoomAt, zoomLimits } from './view.ts'

const frame = { width: 800, height: 600 }
const bounds = [0, 0, 4_000, 3_000] as const
const someView = fc.record({
  x: fc.double({ min: -5_000, max: 9_000, noNaN: true }),
  y: fc.double({ min: -5_000, max: 9_000, noNaN: true }),
  scale: fc.double({ min: 0.05, max: 6, noNaN: true }),
})
const somePoint = fc.tuple(fc.double({ min: 0, max: 800, noNaN: true }), fc.double({ min: 0, max: 600, noNaN: true }))

const near = (a: number, b: number, within = 1e-6) =>
  assert.ok(Math.abs(a - b) <= within * Math.max(1, Math.abs(a), Math.abs(b)), `${a} is not ${b}`)

describe('the view', () => {
  test('the way to the screen and back leads to the same point', () => {
    fc.assert(
      fc.property(someView, somePoint, (view, point) => {
        const [x, y] = toScreen(view, frame, toPlan(view, frame, point))
        near(x, point[0])
        near(y, point[1])
      }),
    )
  })

  test('what lies under the pointer stays there while zooming, whatever the limits', () => {
    const limits = zoomLimits(bounds, frame, 10)
    fc.assert(
      fc.property(someView, somePoint, fc.double({ min: 0.1, max: 10, noNaN: true }), (view, at, factor) => {
        const zoomed = zoomAt(view, frame, at, factor, limits)
        assert.ok(zoomed.scale >= limits.min && zoomed.scale <= limits.max)
        const [before, after] = [toPlan(view, frame, at), toPlan(zoomed, frame, at)]
        near(before[0], after[0])
        near(before[1], after[1])
      }),
    )
  })

  test('a fitted box lies within the window', () => {
    const view = fit(bounds, frame, 10)
    const [left, top, right, bottom] = boxInSight(view, frame)
    assert.ok(left <= 0 && top <= 0 && right >= 4_000 && bottom >= 3_000)
  })

  test('however far it is dragged, some of the plan stays in sight', () => {
    fc.assert(
      fc.property(
        someView,
        fc.integer({ min: -9_999, max: 9_999 }),
        fc.integer({ min: -9_999, max: 9_999 }),
        (view, dx, dy) => {
          const [left, top, right, bottom] = boxInSight(keepInSight(panBy(view, dx, dy), bounds, frame), frame)
          assert.ok(left < 4_000 && right > 0 && top < 3_000 && bottom > 0)
        },
      ),
    )
  })

  test('a movement begins where it was and ends where it goes', () => {
    const [from, to] = [
      { x: 0, y: 0, scale: 0.2 },
      { x: 900, y: 300, scale: 3 },
    ]
    assert.deepEqual(between(from, to, 0), from)
    assert.deepEqual(between(from, to, 1), to)
    const scales = [0.2, 0.4, 0.6, 0.8].map((share) => between(from, to, share).scale)
    assert.deepEqual(
      scales,
      scales.toSorted((a, b) => a - b),
    )
  })
})
