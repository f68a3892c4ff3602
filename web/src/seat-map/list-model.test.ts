import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { areasFor, listRows, listSections, nextInList } from './list-model.ts'
import { drawnHouse } from './testing/drawn-plan.ts'

const NO_FILTER = { levelsShown: undefined, accessibleOnly: false, showTaken: false }

function house() {
  const made = drawnHouse(
    { name: 'Stalls left', category: 'gold', rows: ['.....', '..ac.'] },
    { name: 'Stalls right', category: 'silver', rows: ['...'] },
    { name: 'Standing', category: 'bronze', capacity: 5 },
  )
  return { ...made, take: (places: number[]) => made.board.applyChange({ version: 2, taken: places, freed: [] }) }
}

describe('the list of seats', () => {
  test('has every section with what is free in it and what it costs from', () => {
    const { plan, board, take } = house()
    take([0, 1])
    const sections = listSections(plan, board, { ...NO_FILTER, sought: '' })
    assert.deepEqual(
      sections.map(({ name, free, cheapest, isArea }) => [name, free, cheapest?.price.minor, isArea]),
      [
        ['Stalls left', 8, 9_000, false],
        ['Stalls right', 3, 8_000, false],
        ['Standing', 5, 7_000, true],
      ],
    )
  })

  test('leaves out what filters leave nothing of, unless taken seats are shown', () => {
    const { plan, board, take } = house()
    take([10, 11, 12])
    const names = (filter: Partial<Parameters<typeof listSections>[2]>) =>
      listSections(plan, board, { ...NO_FILTER, sought: '', ...filter }).map(({ name }) => name)
    assert.deepEqual(names({}), ['Stalls left', 'Standing'])
    assert.deepEqual(names({ showTaken: true }), ['Stalls left', 'Stalls right', 'Standing'])
    assert.deepEqual(names({ levelsShown: new Set([2]) }), ['Standing'])
    assert.deepEqual(names({ accessibleOnly: true }), ['Stalls left'])
    assert.deepEqual(names({ sought: 'left st' }), ['Stalls left'])
  })

  test('tells a party for which no seats are left where it can stand, at its prices first', () => {
    const { plan, board, take } = house()
    const names = (quantity: number, levels?: Set<number>) =>
      areasFor(plan, board, { quantity, levels }).map(({ name }) => name)
    assert.deepEqual(names(5), ['Standing'])
    assert.deepEqual(names(5, new Set([2])), ['Standing'])
    assert.deepEqual(names(5, new Set([0])), ['Standing'], 'at another price, where there is none at theirs')
    assert.deepEqual(names(6), [])
    take([13, 14])
    assert.deepEqual([names(4), names(3)], [[], ['Standing']])
  })

  test('shows free seats row by row, and chosen ones though they are taken', () => {
    const { plan, board, take } = house()
    take([1, 2])
    const [first] = listRows(plan, board, 0, NO_FILTER, [2])
    assert.deepEqual(first?.seats, [0, 2, 3, 4])
    assert.equal(first?.free, 3)
    assert.deepEqual(listRows(plan, board, 0, { ...NO_FILTER, accessibleOnly: true }, [])[0]?.seats, [7, 8])
  })

  test('is walked with the keys of a grid, without falling off its edges', () => {
    const { plan, board, take } = house()
    take([2])
    const rows = listRows(plan, board, 0, NO_FILTER, [])
    const go = (from: number, key: Parameters<typeof nextInList>[2]) => nextInList(rows, from, key)
    assert.equal(go(1, 'ArrowRight'), 3)
    assert.equal(go(0, 'ArrowLeft'), 0)
    assert.equal(go(4, 'ArrowDown'), 8, 'the same column as shown')
    assert.equal(go(9, 'ArrowUp'), 4)
    assert.equal(go(3, 'Home'), 0)
    assert.equal(go(3, 'End'), 4)
    assert.equal(go(3, 'Last'), 9)
    assert.equal(go(9, 'First'), 0)
  })
})
