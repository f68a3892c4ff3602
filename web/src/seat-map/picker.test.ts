import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { HoldAnswer, HoldWish } from './hold-wish.ts'
import { Picker } from './picker.ts'
import { drawnHouse } from './testing/drawn-plan.ts'

function picking(options: { rows?: string[]; allowance?: number; answers?: HoldAnswer[] } = {}) {
  const house = drawnHouse(
    { name: 'stalls', category: 'gold', rows: options.rows ?? ['........', '........'] },
    { name: 'standing', category: 'silver', capacity: 20 },
  )
  const wishes: HoldWish[] = []
  const answers = [...(options.answers ?? [])]
  const picker = new Picker({
    ...house,
    allowance: options.allowance ?? 10,
    random: () => 0,
    hold: (wish) => {
      wishes.push(wish)
      return Promise.resolve(answers.shift() ?? { answer: 'held' })
    },
  })
  picker.start()
  let version = 1
  const others = (taken: number[], freed: number[] = []) =>
    house.board.applyChange({ version: ++version, taken, freed })
  return { ...house, picker, wishes, others }
}

const AREA = 1
const FIRST_STANDING = 16

describe('choosing seats', () => {
  test('a seat taken by somebody else leaves the choice at once, and a near one is offered', () => {
    const { picker, others } = picking()
    picker.toggle(2)
    picker.toggle(3)
    others([3])
    const [lost] = picker.state().lost
    assert.deepEqual(picker.state().choice.seats, [2])
    assert.deepEqual(lost, { place: 3, near: { place: 1, where: 'same-row' } })
  })

  test('the offer is taken with one press, and the notice goes', () => {
    const { picker, others } = picking()
    picker.toggle(2)
    picker.toggle(3)
    others([3])
    const [lost] = picker.state().lost
    assert.ok(lost)
    picker.takeNear(lost)
    assert.deepEqual(picker.state().choice.seats, [2, 1])
    assert.deepEqual(picker.state().lost, [])
  })

  test('an offer that goes too is replaced by another', () => {
    const { picker, others } = picking()
    picker.toggle(3)
    others([3])
    const first = picker.state().lost[0]?.near?.place ?? -1
    others([first])
    const second = picker.state().lost[0]?.near?.place
    assert.notEqual(second, undefined)
    assert.notEqual(second, first)
  })

  test('two lost seats are not offered the same one', () => {
    const { picker, others } = picking()
    picker.toggle(3)
    picker.toggle(4)
    others([3, 4])
    const offers = picker.state().lost.map(({ near }) => near?.place)
    assert.equal(new Set(offers).size, 2)
  })

  test('nothing is chosen beyond the allowance, seats and areas together', () => {
    const { picker } = picking({ allowance: 3 })
    picker.toggle(0)
    picker.setArea(AREA, 2)
    picker.toggle(1)
    assert.deepEqual(picker.state().choice.seats, [0])
    assert.equal(picker.state().said.happening?.kind, 'allowance')
    picker.toggle(0)
    picker.toggle(1)
    assert.deepEqual(picker.state().choice.seats, [1])
  })

  test('places that are taken while they are being held for oneself are not lost', async () => {
    const { picker, others, wishes } = picking()
    picker.toggle(2)
    const holding = picker.hold()
    others([2])
    await holding
    assert.deepEqual(picker.state().lost, [])
    assert.deepEqual(picker.state().choice.seats, [2])
    assert.deepEqual(wishes, [{ places: [2] }])
  })

  test('a refused hold drops what is taken, keeps the rest and offers near ones', async () => {
    const { picker } = picking({ answers: [{ answer: 'places-taken', places: [3] }] })
    picker.toggle(2)
    picker.toggle(3)
    await picker.hold()
    assert.deepEqual(picker.state().choice.seats, [2])
    assert.equal(picker.state().lost[0]?.near?.place, 1)
    assert.equal(picker.state().isHolding, false)
  })

  test('places of one area alone are given out by the box office', async () => {
    const { picker, wishes } = picking()
    picker.setArea(AREA, 2)
    await picker.hold()
    assert.deepEqual(wishes, [{ generalAdmission: { area: 'standing', quantity: 2 } }])
  })

  test('places of an area beside seats are drawn, and drawn anew when others were quicker', async () => {
    const { picker, wishes } = picking({ answers: [{ answer: 'places-taken', places: [FIRST_STANDING] }] })
    picker.toggle(4)
    picker.setArea(AREA, 1)
    await picker.hold()
    assert.deepEqual(wishes, [{ places: [4, FIRST_STANDING] }, { places: [4, FIRST_STANDING + 1] }])
    assert.deepEqual(picker.state().lost, [])
  })

  test('an area that runs out takes the choice down with it, and says so', () => {
    const { picker, others } = picking()
    picker.setArea(AREA, 3)
    others(Array.from({ length: 18 }, (_, index) => FIRST_STANDING + index))
    assert.equal(picker.state().choice.areas.get(AREA), 2)
    assert.deepEqual(picker.state().shortAreas, [{ section: AREA, left: 2 }])
  })

  test('a seat left alone is told with the shift that avoids it, until it is kept', () => {
    const { picker } = picking()
    picker.toggle(1)
    picker.toggle(2)
    assert.deepEqual(picker.state().single, { seats: [0], shift: { give: [2], take: [0], group: [0, 1] } })
    picker.keepSingle()
    assert.equal(picker.state().single, undefined)
    picker.toggle(2)
    picker.toggle(2)
    assert.equal(picker.state().single, undefined, 'the same choice was answered for')
  })

  test('a refusal is told and changes nothing', async () => {
    const { picker } = picking({ answers: [{ answer: 'limit-reached', remaining: 1 }] })
    picker.toggle(2)
    picker.toggle(3)
    await picker.hold()
    assert.deepEqual(picker.state().answer, { answer: 'limit-reached', remaining: 1 })
    assert.deepEqual(picker.state().choice.seats, [2, 3])
  })
})
