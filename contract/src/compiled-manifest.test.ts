import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import {
  compileManifest,
  countPlaces,
  ManifestError,
  PLACE_ACCESSIBLE,
  PLACE_COMPANION,
  PLACE_RESTRICTED_VIEW,
} from './compiled-manifest.ts'
import type { Manifest, ManifestRow, ManifestRowRun, SeatedSection } from './manifest.ts'
import { rowsOf } from './manifest-rows.ts'

const row = (label: string, seats: number, more: Partial<ManifestRow> = {}): ManifestRow => ({
  label,
  seats,
  labels: { from: 1, step: 1 },
  positions: { from: [0, 0], step: [10, 0] },
  ...more,
})

const seated = (key: string, rows: SeatedSection['rows'], more: Partial<SeatedSection> = {}): SeatedSection => ({
  kind: 'seated',
  key,
  name: key,
  category: 'a',
  rows,
  ...more,
})

const plan = (...sections: Manifest['sections']): Manifest => ({
  version: 1,
  name: 'Plan',
  focal: [0, 0],
  bounds: [0, 0, 100, 100],
  categories: [
    { key: 'a', name: 'A' },
    { key: 'b', name: 'B' },
  ],
  sections,
})

const run: ManifestRowRun = {
  rows: { from: 5, step: 1 },
  seats: [3, 4],
  labels: { from: 1, step: 1 },
  positions: { middle: [0, 100], angle: 90, depth: 16, spacing: 10 },
}

describe('the numbering of places', () => {
  test('runs in the order of sections, rows and seats, and an area takes one number for each of its capacity', () => {
    const manifest = plan(
      seated('left', [row('A', 2), row('B', 3, { labels: { list: ['x', 'y', 'z'] } })]),
      { kind: 'area', key: 'floor', name: 'Floor', category: 'b', capacity: 4, accessible: 1 },
      seated('right', [run]),
    )
    const compiled = compileManifest(manifest)
    assert.equal(compiled.count, 16)
    assert.equal(countPlaces(manifest), 16)
    assert.deepEqual(compiled.address(0), { section: 'left', row: 'A', seat: '1' })
    assert.deepEqual(compiled.address(4), { section: 'left', row: 'B', seat: 'z' })
    assert.deepEqual(compiled.address(5), { section: 'Floor', row: null, seat: null })
    assert.deepEqual(compiled.address(9), { section: 'right', row: '5', seat: '1' })
    assert.deepEqual(compiled.address(15), { section: 'right', row: '6', seat: '4' })
    assert.deepEqual([...compiled.sectionOf], [0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2])
    assert.deepEqual([...compiled.rowOf.subarray(4, 10)], [1, -1, -1, -1, -1, 2])
    assert.equal(compiled.flags[5], PLACE_ACCESSIBLE)
    assert.equal(compiled.flags[6], 0)
    assert.throws(() => compiled.address(16), RangeError)
    assert.throws(() => compiled.address(-1), RangeError)
  })

  test('a run means the same as its rows written out', () => {
    const arcs: fc.Arbitrary<ManifestRowRun> = fc.record({
      rows: fc.record({ from: fc.nat(50), step: fc.constantFrom(1, 2) }),
      seats: fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 20 }),
      labels: fc.record({ from: fc.nat(9), step: fc.constantFrom(1, 2) }),
      positions: fc.record(
        {
          middle: fc.tuple(fc.integer({ min: -900, max: 900 }), fc.integer({ min: -900, max: 900 })),
          angle: fc.integer({ min: -360, max: 360 }),
          depth: fc.integer({ min: 1, max: 40 }),
          spacing: fc.integer({ min: 1, max: 30 }),
          radius: fc.integer({ min: 50, max: 5_000 }),
        },
        { requiredKeys: ['middle', 'angle', 'depth', 'spacing'] },
      ),
      middleAisle: fc.integer({ min: 1, max: 9 }),
    })
    fc.assert(
      fc.property(arcs, (one) => {
        const section = seated('s', [one])
        const short = compileManifest(plan(section))
        const long = compileManifest(plan(seated('s', [...rowsOf(section)])))
        assert.deepEqual([short.x, short.y, short.rows], [long.x, long.y, long.rows])
      }),
    )
  })
})

describe('where seats stand', () => {
  test('a straight run is centred on its middle and goes back along its angle', () => {
    const { x, y } = compileManifest(plan(seated('s', [run])))
    assert.deepEqual([...x].map(Math.round), [10, 0, -10, 15, 5, -5, -15])
    assert.deepEqual([...y].map(Math.round), [100, 100, 100, 116, 116, 116, 116])
  })

  test('a curved run keeps its distance from the centre and the distance between neighbours', () => {
    const curved = { ...run, positions: { ...run.positions, radius: 500 } }
    const { x, y } = compileManifest(plan(seated('s', [curved])))
    for (let place = 0; place < 7; place++)
      assert.equal(Math.round(Math.hypot(x[place] ?? 0, (y[place] ?? 0) + 400)), place < 3 ? 500 : 516)
    assert.ok(Math.abs(Math.hypot((x[1] ?? 0) - (x[0] ?? 0), (y[1] ?? 0) - (y[0] ?? 0)) - 10) < 0.01)
  })

  test('an aisle parts a row: seats stand apart and are not neighbours', () => {
    const compiled = compileManifest(plan(seated('s', [row('A', 6, { aislesAfter: [3, 1], aisleWidth: 2 })])))
    assert.deepEqual([...compiled.x], [0, 10, 40, 50, 80, 90])
    assert.deepEqual(compiled.rows[0]?.blocks, [
      { first: 0, count: 2 },
      { first: 2, count: 2 },
      { first: 4, count: 2 },
    ])
  })

  test('the middle aisle of a run parts each of its rows, and the row stays centred', () => {
    const compiled = compileManifest(plan(seated('s', [{ ...run, middleAisle: 4 }])))
    assert.deepEqual([...compiled.x].map(Math.round), [30, -20, -30, 35, 25, -25, -35])
    assert.deepEqual(compiled.rows[1]?.blocks, [
      { first: 3, count: 2 },
      { first: 5, count: 2 },
    ])
  })
})

test('marks and categories fall on the seats that they name', () => {
  const compiled = compileManifest(
    plan(
      seated('s', [
        row('A', 4, { accessible: [0], companion: [0, 1], restrictedView: [3] }),
        row('B', 3, { category: 'b', categories: [{ from: 1, to: 1, category: 'a' }] }),
      ]),
    ),
  )
  assert.deepEqual(
    [...compiled.flags],
    [PLACE_ACCESSIBLE | PLACE_COMPANION, PLACE_COMPANION, 0, PLACE_RESTRICTED_VIEW, 0, 0, 0],
  )
  assert.deepEqual([...compiled.categoryOf], [0, 0, 0, 0, 1, 0, 1])
})

describe('a document that contradicts itself is refused, and the path says where', () => {
  const refusals: [string, Manifest, string][] = [
    ['two sections of one key', plan(seated('s', [row('A', 1)]), seated('s', [row('A', 1)])), 'sections.key'],
    [
      'two sections of one name: a ticket could mean either',
      plan(seated('s', [row('A', 1)]), seated('t', [row('A', 1)], { name: 's' })),
      'sections.name',
    ],
    ['two rows of one label', plan(seated('s', [row('5', 1), run])), 'sections[0].rows[5]'],
    ['an unknown category', plan(seated('s', [row('A', 1)], { category: 'c' })), 'sections[0].category'],
    ['an unknown category of a row', plan(seated('s', [row('A', 1, { category: 'c' })])), 'sections[0].rows[A]'],
    ['too few labels', plan(seated('s', [row('A', 2, { labels: { list: ['1'] } })])), 'sections[0].rows[A].labels'],
    ['a label twice', plan(seated('s', [row('A', 2, { labels: { list: ['1', '1'] } })])), 'sections[0].rows[A].labels'],
    [
      'labels that stand still',
      plan(seated('s', [row('A', 2, { labels: { from: 1, step: 0 } })])),
      'sections[0].rows[A].labels.step',
    ],
    [
      'labels below zero',
      plan(seated('s', [row('A', 3, { labels: { from: 1, step: -1 } })])),
      'sections[0].rows[A].labels',
    ],
    [
      'too few points',
      plan(seated('s', [row('A', 2, { positions: { at: [[0, 0]] } })])),
      'sections[0].rows[A].positions',
    ],
    ['a mark beyond the row', plan(seated('s', [row('A', 2, { accessible: [2] })])), 'sections[0].rows[A].accessible'],
    ['an aisle twice', plan(seated('s', [row('A', 3, { aislesAfter: [1, 1] })])), 'sections[0].rows[A].aislesAfter'],
    [
      'a range beyond the row',
      plan(seated('s', [row('A', 2, { categories: [{ from: 1, to: 2, category: 'b' }] })])),
      'sections[0].rows[A].categories',
    ],
    [
      'more places than a plan may have',
      plan({ kind: 'area', key: 'x', name: 'X', category: 'a', capacity: 250_000 }, seated('s', [row('A', 1)])),
      'sections',
    ],
  ]
  for (const [what, manifest, path] of refusals)
    test(what, () => {
      assert.throws(
        () => compileManifest(manifest),
        (error) => error instanceof ManifestError && error.path === path,
      )
    })
})
