import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import { shiftThatAvoids, singlesLeft } from './single-seats.ts'
import { drawnHouse } from './testing/drawn-plan.ts'

/** A row as a test writes it: `.` free, `x` taken, `o` chosen, `|` an aisle. */
function row(drawn: string) {
  const { plan } = drawnHouse({ name: 'stalls', rows: [drawn.replaceAll(/[xo]/g, '.')] })
  const seats = drawn.replaceAll('|', '')
  const at = (mark: string) => Array.from(seats).flatMap((seat, place) => (seat === mark ? [place] : []))
  return { plan, isFree: (place: number) => seats[place] === '.' || seats[place] === 'o', chosen: at('o') }
}

/** The same by words: a free seat with nothing free beside it, where there was before the choice. */
function singlesByHand(drawn: string): number[] {
  const singles: number[] = []
  let place = 0
  for (const block of drawn.split('|')) {
    for (let at = 0; at < block.length; at++, place++) {
      const [before, after] = [block[at - 1], block[at + 1]]
      if (block[at] === '.' && before !== '.' && after !== '.' && (before === 'o' || after === 'o')) singles.push(place)
    }
  }
  return singles
}

describe('single seats', () => {
  test('are seen between a choice and the end, an aisle, or what is taken', () => {
    const found = (drawn: string) => {
      const { plan, isFree, chosen } = row(drawn)
      return singlesLeft(plan, isFree, chosen)
    }
    assert.deepEqual(found('.oo...'), [0])
    assert.deepEqual(found('..oo.x'), [4])
    assert.deepEqual(found('..o.|..'), [3])
    assert.deepEqual(found('..oo..'), [])
    assert.deepEqual(found('o.o...'), [1])
  })

  test('are none of the choice where they stood alone before', () => {
    const { plan, isFree, chosen } = row('.x..oo')
    assert.deepEqual(singlesLeft(plan, isFree, chosen), [])
  })

  test('are those that looking at each seat finds', () => {
    const drawn = fc.string({ unit: fc.constantFrom('.', 'x', 'o', '|'), minLength: 1, maxLength: 24 })
    fc.assert(
      fc.property(drawn, (text) => {
        fc.pre(text.replaceAll('|', '') !== '' && !text.startsWith('|') && !text.endsWith('|') && !text.includes('||'))
        const { plan, isFree, chosen } = row(text)
        assert.deepEqual(singlesLeft(plan, isFree, chosen), singlesByHand(text))
      }),
    )
  })

  test('are avoided by the smallest shift there is', () => {
    const shifted = (drawn: string) => {
      const { plan, isFree, chosen } = row(drawn)
      return shiftThatAvoids(plan, isFree, chosen)
    }
    assert.deepEqual(shifted('.oo...'), { give: [2], take: [0], group: [0, 1] })
    assert.deepEqual(shifted('x.oo..x'), { give: [3], take: [1], group: [1, 2] })
    assert.equal(shifted('xoo.x'), undefined, 'there is nowhere to go')
    assert.equal(shifted('..oo..'), undefined, 'there is nothing to avoid')
  })

  test('a shift takes free seats at the same price, keeps the number, and leaves fewer alone', () => {
    const drawn = fc.string({ unit: fc.constantFrom('.', '.', 'x', 'o'), minLength: 3, maxLength: 20 })
    fc.assert(
      fc.property(drawn, (text) => {
        const { plan, isFree, chosen } = row(text)
        const shift = shiftThatAvoids(plan, isFree, chosen)
        if (shift === undefined) return
        assert.equal(shift.give.length, shift.take.length)
        assert.ok(shift.take.every((seat) => isFree(seat) && !chosen.includes(seat)))
        const after = [...chosen.filter((seat) => !shift.give.includes(seat)), ...shift.take]
        assert.ok(singlesLeft(plan, isFree, after).length < singlesLeft(plan, isFree, chosen).length)
      }),
    )
  })
})
