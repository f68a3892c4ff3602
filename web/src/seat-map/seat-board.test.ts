import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import { SeatBoard, type SeatDifference } from './seat-board.ts'
import { drawnHouse } from './testing/drawn-plan.ts'

const { plan } = drawnHouse(
  { name: 'stalls', category: 'gold', rows: ['.....', '.....'] },
  { name: 'standing', category: 'silver', capacity: 9 },
)
const PLACES = plan.compiled.count
const all = Array.from({ length: PLACES }, (_, place) => place)

function bitmapOf(taken: ReadonlySet<number>): Uint8Array {
  const bitmap = new Uint8Array(Math.ceil(PLACES / 8))
  for (const place of taken) bitmap[place >>> 3] = (bitmap[place >>> 3] ?? 0) | (1 << (place & 7))
  return bitmap
}

describe('the board of seats', () => {
  test('has nothing free before it has heard anything', () => {
    const board = new SeatBoard(plan)
    assert.ok(all.every((place) => !board.isFree(place)))
    assert.equal(board.freeIn(0), 0)
  })

  test('after any changes and snapshots knows what is free and counts it, and tells what really differs', () => {
    const places = fc.array(fc.nat(PLACES + 3), { maxLength: 12 })
    const news = fc.array(fc.record({ isSnapshot: fc.boolean(), taken: places, freed: places }), { maxLength: 12 })
    fc.assert(
      fc.property(news, (list) => {
        const board = new SeatBoard(plan)
        let taken = new Set(all)
        let told = new Set(all)
        board.listen((difference: SeatDifference) => {
          for (const place of difference.taken) {
            assert.ok(!told.has(place), 'told as taken twice')
            told.add(place)
          }
          for (const place of difference.freed) assert.ok(told.delete(place), 'told as freed twice')
        })
        list.forEach(({ isSnapshot, taken: gone, freed }, version) => {
          const known = (place: number) => place < PLACES
          if (isSnapshot) {
            taken = new Set(gone.filter(known))
            board.applySnapshot(version, bitmapOf(taken))
            return
          }
          const back = freed.filter((place) => known(place) && !gone.includes(place))
          board.applyChange({ version, taken: gone, freed: back })
          for (const place of gone.filter(known)) taken.add(place)
          for (const place of back) taken.delete(place)
        })
        const free = all.filter((place) => !taken.has(place))
        assert.deepEqual(all.filter(board.isFree), free)
        assert.deepEqual(
          [...told].toSorted((a, b) => a - b),
          [...taken].toSorted((a, b) => a - b),
        )
        assert.equal(board.freeIn(0), free.filter((place) => place < 10).length)
        assert.equal(board.freeOf(1), free.filter((place) => place >= 10).length)
        assert.equal(board.freeIn(0, new Set([1])), 0)
      }),
    )
  })

  test('lets go of a change that is older than what it knows', () => {
    const board = new SeatBoard(plan)
    board.applySnapshot(7, bitmapOf(new Set()))
    board.applyChange({ version: 6, taken: [3], freed: [] })
    assert.equal(board.isFree(3), true)
    board.applyChange({ version: 8, taken: [3], freed: [] })
    assert.equal(board.isFree(3), false)
  })

  test('where only sections are known it counts as it is told, and a snapshot puts single seats right again', () => {
    const board = new SeatBoard(plan)
    const heard: (readonly [number, number])[] = []
    board.listen(({ taken, freed }) => heard.push([taken.length, freed.length]))
    const [first] = plan.compiled.sections
    const category = plan.compiled.categories[plan.compiled.categoryOf[0] ?? 0] ?? ''
    board.applyCounts(7, [
      { section: first?.key ?? '', category, available: 4 },
      { section: 'elsewhere', category, available: 9 },
    ])
    assert.deepEqual([board.sectionsOnly, board.version, board.freeIn(0), board.freeAt(0, 0)], [true, 7, 4, 4])
    assert.equal(board.freeOf(0), 4)
    assert.equal(board.isFree(3), true, 'nobody said that it is taken')
    board.applyChange({ version: 8, taken: [3], freed: [] })
    assert.deepEqual([board.isFree(3), board.freeIn(0)], [false, 4])
    board.applySnapshot(9, bitmapOf(new Set([1, 2])))
    assert.deepEqual([board.sectionsOnly, board.isFree(1), board.isFree(3)], [false, false, true])
    assert.equal(board.freeIn(0), 8)
    assert.deepEqual(heard, [
      [0, 0],
      [1, 0],
      [2, 1],
    ])
    board.applyCounts(10, [])
    board.applySnapshot(10, bitmapOf(new Set()))
    assert.deepEqual([board.sectionsOnly, board.freeIn(0)], [false, 10])
    assert.equal(heard.length, 5, 'it is told that single seats are known again, though none differs')
  })
})
