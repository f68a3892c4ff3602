import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { compileManifest } from '@foyer/contract/compiled-manifest'
import type { Manifest } from '@foyer/contract/manifest'
import { stadiumPlan } from '@foyer/server/catalog/plans/index'
import { makePlan } from './plan.ts'
import { SeatGrid } from './seat-grid.ts'
import { drawnHouse, level } from './testing/drawn-plan.ts'
import { endOfRow, nextSeat, nextSection } from './walk.ts'

describe('walking over the map by keys', () => {
  const { plan, grid } = drawnHouse(
    { name: 'stalls', rows: ['...|...', '......'] },
    { name: 'circle', rows: ['......'] },
  )

  test('goes along the row, over aisles, and stays at its end', () => {
    assert.equal(nextSeat(plan, grid, 2, 'right'), 3)
    assert.equal(nextSeat(plan, grid, 3, 'left'), 2)
    assert.equal(nextSeat(plan, grid, 5, 'right'), undefined)
  })

  test('goes to the row before and behind, and on into the next section', () => {
    assert.equal(nextSeat(plan, grid, 1, 'down'), 7)
    assert.equal(nextSeat(plan, grid, 7, 'up'), 1)
    assert.equal(nextSeat(plan, grid, 8, 'down'), 14)
  })

  test('goes to the ends of a row as they are seen', () => {
    assert.equal(endOfRow(plan, 8, 'first'), 6)
    assert.equal(endOfRow(plan, 8, 'last'), 11)
  })

  test('in a stadium reaches every section from every other, and every seat of a stand from its neighbours', () => {
    const manifest: Manifest = stadiumPlan({ name: 'Stadium', capacity: 30_000 })
    const compiled = compileManifest(manifest)
    const stadium = makePlan(manifest, compiled, [level('cat1', 100)])
    const reached = new Set([0])
    for (const section of reached)
      for (const direction of ['left', 'right', 'up', 'down'] as const)
        reached.add(nextSection(stadium, section, direction) ?? section)
    assert.equal(reached.size, stadium.sections.length)

    const cells = new SeatGrid(stadium)
    const side = compiled.sections.find((_, index) => Math.abs(Math.sin(stadium.sections[index]?.facing ?? 0)) > 0.7)
    assert.ok(side, 'a stand whose rows run up and down the screen')
    const stand = new Set([side.first])
    for (const seat of stand)
      for (const direction of ['left', 'right', 'up', 'down'] as const) {
        const next = nextSeat(stadium, cells, seat, direction)
        if (next !== undefined && next >= side.first && next < side.first + side.count) stand.add(next)
      }
    assert.ok(stand.size > side.count * 0.98, `${stand.size} of ${side.count} seats are reached`)
  })
})
