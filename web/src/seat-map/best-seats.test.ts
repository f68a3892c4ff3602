import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import { findBestAvailable } from '@foyer/server/inventory/best-available'
import { layoutOf } from '@foyer/server/inventory/layout'
import { Occupancy, SOLD } from '@foyer/server/inventory/occupancy'
import { SeatFinder } from '@foyer/server/inventory/seat-finder'
import { findAccessibleSeats } from './accessible-seats.ts'
import { findBestSeats } from './best-seats.ts'
import { seatParty } from './party-options.ts'
import { drawnHouse } from './testing/drawn-plan.ts'

const someRow = fc
  .string({ unit: fc.constantFrom('.', '.', '.', '.', 'a', 'c', '|'), minLength: 2, maxLength: 14 })
  .map((text) => text.replaceAll(/^\|+|\|+$/g, '').replaceAll(/\|+/g, '|') || '..')
const someHouse = fc.array(
  fc.record({ category: fc.constantFrom('gold', 'silver'), rows: fc.array(someRow, { minLength: 1, maxLength: 4 }) }),
  { minLength: 1, maxLength: 3 },
)

describe('best seats', () => {
  test('are those that the box office would hold, for any house, party and filter', () => {
    const wish = fc.record({
      quantity: fc.integer({ min: 1, max: 6 }),
      relax: fc.boolean(),
      only: fc.constantFrom(undefined, 0, 1),
      wheelchairs: fc.constantFrom(0, 0, 0, 1, 2),
    })
    fc.assert(
      fc.property(someHouse, fc.array(fc.nat(200)), wish, (sections, taken, { quantity, relax, only, wheelchairs }) => {
        fc.pre(wheelchairs <= quantity)
        const { plan } = drawnHouse(...sections.map((section, index) => ({ ...section, name: `s${index}` })))
        const gone = new Set(taken.filter((place) => place < plan.compiled.count))
        const isFree = (place: number) => place < plan.compiled.count && place >= 0 && !gone.has(place)
        const levels = only === undefined || plan.levels[only] === undefined ? undefined : new Set([only])
        const ours =
          wheelchairs > 0
            ? findAccessibleSeats(plan, isFree, { quantity, relax, levels, wheelchairs })
            : findBestSeats(plan, isFree, { quantity, relax, levels })
        assert.deepEqual(ours, theirs())

        function theirs() {
          const occupancy = new Occupancy(layoutOf(plan.compiled))
          const finder = new SeatFinder(occupancy)
          for (const place of gone) occupancy.set(place, SOLD, 'somebody')
          const categories =
            levels === undefined
              ? null
              : plan.compiled.categories.flatMap((key, index) =>
                  [...levels].some((level) => plan.levels[level]?.categories.includes(key)) ? [index] : [],
                )
          return findBestAvailable(finder, { quantity, relax, categories, section: null, accessible: wheelchairs })
        }
      }),
      { numRuns: 400 },
    )
  })
})

describe('a party', () => {
  const house = () =>
    drawnHouse(
      { name: 'stalls', category: 'gold', rows: ['...', '...'] },
      { name: 'circle', category: 'silver', rows: ['.....'] },
    )

  test('sits together where it can', () => {
    const { plan, board } = house()
    const answer = seatParty(plan, board.isFree, { quantity: 3, wheelchairs: 0, levels: new Set([0]) })
    assert.deepEqual(answer, { found: [0, 1, 2], fit: 'together' })
  })

  test('that cannot is offered neighbouring rows, then other prices, each said', () => {
    const { plan, board } = house()
    const answer = seatParty(plan, board.isFree, { quantity: 5, wheelchairs: 0, levels: new Set([0]) })
    assert.deepEqual(answer, {
      refused: 'not-together',
      options: [
        { seats: [0, 1, 2, 4, 5], fit: 'neighbouring-rows', level: undefined },
        { seats: [6, 7, 8, 9, 10], fit: 'together', level: 1 },
      ],
    })
  })

  test('for whom too few are left hears how many there are', () => {
    const { plan, board } = house()
    const answer = seatParty(plan, board.isFree, { quantity: 7, wheelchairs: 0, levels: new Set([0]) })
    assert.deepEqual(answer, { refused: 'too-few', available: 6, options: [] })
  })
})
