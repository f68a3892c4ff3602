import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compileManifest } from '@foyer/contract/compiled-manifest'
import type { Manifest } from '@foyer/contract/manifest'
import { makePlan } from './plan.ts'
import { drawnHouse } from './testing/drawn-plan.ts'

const { manifest } = drawnHouse({ name: 'Auditorium', rows: ['.....', '.....', '.....', '.....'] })

const shapeWith = (focal: Manifest['focal']) => {
  const house = { ...manifest, focal }
  const [section] = makePlan(house, compileManifest(house), []).sections
  assert.ok(section)
  // A step towards the stage, as names and seats are turned.
  return { front: section.front, step: [Math.sin(section.facing), -Math.cos(section.facing)] as const }
}

test('a section looks at the stage, on whichever side that is', () => {
  const before = shapeWith([20, -40])
  assert.equal(before.front[1], 0)
  assert.ok(before.step[1] < -0.99)
  const behind = shapeWith([20, 200])
  assert.equal(behind.front[1], 48)
  assert.ok(behind.step[1] > 0.99)
})

test('where the best place lies among the seats, as in a cinema, the first row is in front', () => {
  const cinema = shapeWith([20, 34])
  assert.equal(cinema.front[1], 0)
  assert.ok(cinema.step[1] < -0.99)
})
