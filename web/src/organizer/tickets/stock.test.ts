import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { compileManifest } from '@foyer/contract/compiled-manifest'
import type { EventView } from '@foyer/contract/catalog.views'
import { chosenPlaces, claimsOf, inBatches, nameRuns } from './choose-places.ts'
import { stockOf, totalOf } from './stock.ts'

const row = (label: string, category: string) => ({
  label,
  seats: 4,
  labels: { from: 1, step: 1 },
  positions: { from: [0, 0] as [number, number], step: [10, 0] as [number, number] },
  category,
})
/** Stalls with rows A (dear) and B (cheap) of four, numbers 0 to 7; a floor of five, 8 to 12, that nothing prices. */
const compiled = compileManifest({
  version: 1,
  name: 'A hall',
  focal: [0, 0],
  bounds: [0, 0, 100, 100],
  categories: ['dear', 'cheap', 'floor'].map((key) => ({ key, name: key })),
  sections: [
    { kind: 'seated', key: 'stalls', name: 'Stalls', category: 'dear', rows: [row('A', 'dear'), row('B', 'cheap')] },
    { kind: 'area', key: 'floor', name: 'Floor', category: 'floor', capacity: 5 },
  ],
})
const level = (name: string, minor: number): EventView['priceLevels'][number] => {
  const money = (of: number) => ({ minor: of, currency: 'EUR' })
  return { id: name, name, categories: [name], price: { allIn: money(minor), faceValue: money(minor), fees: money(0) } }
}
const priceLevels = [level('dear', 5_000), level('cheap', 1_000)]
const bits = (taken: readonly number[]) => {
  const bitmap = new Uint8Array(2)
  for (const place of taken) bitmap[place >>> 3] = (bitmap[place >>> 3] ?? 0) | (1 << (place & 7))
  return bitmap
}

describe('tickets that there are', () => {
  test('are counted by section and price, with what became of them', () => {
    const counts = [
      { section: 'stalls', category: 'dear', available: 1, held: 1, sold: 1, blocked: 1 },
      { section: 'stalls', category: 'cheap', available: 4, held: 0, sold: 0, blocked: 0 },
      { section: 'floor', category: 'floor', available: 3, held: 0, sold: 0, blocked: 2 },
    ]
    const sections = stockOf({ compiled, priceLevels, counts, house: [[0, 1]], kill: [[11, 2]] })
    assert.deepEqual(
      sections.map(({ name, lines }) => [
        name,
        ...lines.map((line) => [line.level?.name, line.places, line.free, line.held, line.sold, line.house, line.out]),
      ]),
      [
        ['Stalls', ['dear', 4, 1, 1, 1, 1, 0], ['cheap', 4, 4, 0, 0, 0, 0]],
        ['Floor', [undefined, 5, 3, 0, 0, 0, 2]],
      ],
    )
    assert.deepEqual(totalOf(sections), { places: 13, free: 8, held: 1, sold: 1, house: 1, out: 2 })
    const draft = stockOf({ compiled, priceLevels, counts: undefined, house: [], kill: [] })
    assert.equal(totalOf(draft).free, 13)
  })

  test('are chosen by section, rows, seats or number, and told apart by who has them', () => {
    const claimOf = claimsOf({ bitmap: bits([0, 1, 2, 12]), house: [[0, 1]], kill: [[1, 1]] })
    assert.deepEqual([0, 1, 2, 3].map(claimOf), ['house', 'out', 'somebody', 'free'])
    const chosen = (section: number, choice: Parameters<typeof chosenPlaces>[2]) =>
      chosenPlaces(compiled, section, choice, claimOf)
    assert.deepEqual(chosen(0, { kind: 'all' }), [0, 1, 2, 3, 4, 5, 6, 7])
    assert.deepEqual(chosen(0, { kind: 'rows', from: 1, to: 1 }), [4, 5, 6, 7])
    assert.deepEqual(chosen(0, { kind: 'seats', row: 1, from: 2, to: 1 }), [5, 6])
    // The last ones that are free.
    assert.deepEqual(chosen(1, { kind: 'count', count: 2 }), [10, 11])
    assert.deepEqual(chosen(1, { kind: 'count', count: 99 }), [8, 9, 10, 11])
  })

  test('are named in runs of neighbours, an area as one', () => {
    assert.deepEqual(
      nameRuns(compiled, [6, 2, 3, 4, 9, 12]).map(({ section, row, from, to, places }) => [
        section,
        row,
        from,
        to,
        places.length,
      ]),
      [
        ['Stalls', 'A', '3', '4', 2],
        ['Stalls', 'B', '1', '1', 1],
        ['Stalls', 'B', '3', '3', 1],
        ['Floor', null, '', '', 2],
      ],
    )
    assert.deepEqual(
      inBatches(Array.from({ length: 20_001 }, (_, n) => n)).map((one) => one.length),
      [10_000, 10_000, 1],
    )
  })
})
