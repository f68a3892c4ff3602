import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { detailAt } from './detail.ts'
import { fit } from './view.ts'
import { targetAt } from './target-at.ts'
import { drawnHouse } from './testing/drawn-plan.ts'

describe('how much is drawn', () => {
  test('sections from afar, seats nearer, their numbers nearest', () => {
    assert.deepEqual([1, 5, 8, 15, 25].map(detailAt), ['sections', 'sections', 'seats', 'seats', 'labels'])
  })
})

describe('what a pointer means', () => {
  const { plan, grid, board } = drawnHouse(
    { name: 'stalls', rows: ['.....', '.....'] },
    { name: 'standing', capacity: 9 },
  )
  const frame = { width: 1_000, height: 1_000 }
  const far = { x: 20, y: 8, scale: 0.4 }
  const near = { x: 20, y: 8, scale: 4 }

  test('from afar a section, from near a seat', () => {
    assert.deepEqual(targetAt({ plan, grid, board }, far, frame, [500, 500], 'mouse'), { section: 0 })
    assert.deepEqual(targetAt({ plan, grid, board }, near, frame, [500, 468], 'mouse'), { seat: 2 })
  })

  test('a section, however near, where only sections are known', () => {
    const counted = { sectionsOnly: true }
    assert.deepEqual(targetAt({ plan, grid, board: counted }, near, frame, [500, 468], 'mouse'), { section: 0 })
  })

  test('for a finger a seat only when it is as large as a fingertip', () => {
    const between = { ...near, scale: 1.5 }
    assert.deepEqual(targetAt({ plan, grid, board }, between, frame, [500, 488], 'mouse'), { seat: 2 })
    assert.deepEqual(targetAt({ plan, grid, board }, between, frame, [500, 488], 'touch'), { section: 0 })
  })

  test('an area by its outline, and nothing where nothing is', () => {
    const whole = fit(plan.bounds, frame, plan.pitch)
    const at = (x: number, y: number) =>
      targetAt(
        { plan, grid, board },
        whole,
        frame,
        [(x - whole.x) * whole.scale + 500, (y - whole.y) * whole.scale + 500],
        'mouse',
      )
    assert.deepEqual(at(30, 150), { section: 1 })
    assert.equal(at(-15, -55), undefined)
  })
})
