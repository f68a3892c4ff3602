import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import { decideRefund } from './decide-refund.ts'
import type { OrderForRefund } from './queries.ts'

const line = (placeNo: number, faceMinor = 2_200, feesMinor = 300, givenBack = false) => ({
  placeNo,
  faceMinor,
  feesMinor,
  givenBack,
})
const paymentId = 'a payment'
const anOrder = (order: Partial<OrderForRefund> = {}): OrderForRefund => ({
  state: 'confirmed',
  currency: 'GBP',
  paymentId,
  sold: true,
  leftMinor: 5_000,
  lines: [line(0), line(1)],
  ...order,
})

describe('what goes back of an order', () => {
  test('all of it, or what some of its places cost', () => {
    assert.deepEqual(decideRefund(anOrder(), 'all'), { paymentId, places: [0, 1], face: 4_400, fees: 600, owed: 0 })
    assert.deepEqual(decideRefund(anOrder(), [1]), { paymentId, places: [1], face: 2_200, fees: 300, owed: 0 })
  })

  test('what is left, when some went back at the provider', () => {
    assert.deepEqual(decideRefund(anOrder({ leftMinor: 4_000 }), 'all'), {
      paymentId,
      places: [0, 1],
      face: 3_400,
      fees: 600,
      owed: 0,
    })
    const oneLeft = anOrder({ leftMinor: 1_500, lines: [line(0, 2_200, 300, true), line(1)] })
    assert.deepEqual(decideRefund(oneLeft, [1]), { paymentId, places: [1], face: 1_200, fees: 300, owed: 0 })
    assert.deepEqual(decideRefund({ ...oneLeft, leftMinor: 200 }, 'all'), {
      paymentId,
      places: [1],
      face: 0,
      fees: 200,
      owed: 0,
    })
  })

  test('never the last of the money while places stay with the buyer', () => {
    assert.deepEqual(decideRefund(anOrder({ leftMinor: 2_500 }), [0]), { refused: 'not-refundable' })
    const besideAFreePlace = anOrder({ leftMinor: 2_500, lines: [line(0), line(1, 0, 0)] })
    assert.deepEqual(decideRefund(besideAFreePlace, [0]), { refused: 'not-refundable' })
    assert.deepEqual(decideRefund(besideAFreePlace, 'all'), {
      paymentId,
      places: [0, 1],
      face: 2_200,
      fees: 300,
      owed: 0,
    })
  })

  test('all that was taken without a sale, and for no places', () => {
    const unsold = anOrder({ state: 'refund_failed', sold: false })
    assert.deepEqual(decideRefund(unsold, 'all'), { paymentId, places: [], face: 0, fees: 0, owed: 5_000 })
    assert.deepEqual(decideRefund(unsold, [0]), { refused: 'not-its-places' })
    assert.deepEqual(decideRefund({ ...unsold, leftMinor: 0 }, 'all'), { refused: 'not-refundable' })
  })

  test('nothing twice, nothing of others, nothing of what was not paid or is disputed', () => {
    const partly = anOrder({ leftMinor: 2_500, lines: [line(0, 2_200, 300, true), line(1)] })
    assert.deepEqual(decideRefund(partly, [0]), { refused: 'not-its-places' })
    assert.deepEqual(decideRefund(partly, [1, 1]), { refused: 'not-its-places' })
    assert.deepEqual(decideRefund(partly, [7]), { refused: 'not-its-places' })
    for (const state of ['payment_pending', 'disputed', 'refunded'] as const)
      assert.deepEqual(decideRefund(anOrder({ state }), 'all'), { refused: 'not-refundable' })
    assert.deepEqual(decideRefund(anOrder({ paymentId: null }), 'all'), { refused: 'not-refundable' })
  })

  test('other places while some are on their way back, and nothing of what has all been asked for', () => {
    const asked = anOrder({ state: 'refund_pending', leftMinor: 2_500, lines: [line(0, 2_200, 300, true), line(1)] })
    const rest = { paymentId, places: [1], face: 2_200, fees: 300, owed: 0 }
    assert.deepEqual(decideRefund(asked, [1]), rest)
    assert.deepEqual(decideRefund(asked, 'all'), rest)
    assert.deepEqual(decideRefund(asked, [0]), { refused: 'not-its-places' })
    const unsold = anOrder({ state: 'refund_pending', sold: false, leftMinor: 0 })
    assert.deepEqual(decideRefund(unsold, 'all'), { refused: 'not-refundable' })
  })

  test('never more than is left, nor less than nothing, whatever was given back before', () => {
    const amounts = fc.nat({ max: 10_000 })
    const lines = fc.array(fc.record({ faceMinor: amounts, feesMinor: amounts, givenBack: fc.boolean() }), {
      minLength: 1,
      maxLength: 10,
    })
    fc.assert(
      fc.property(
        lines,
        fc.nat({ max: 100_000 }),
        fc.array(fc.boolean(), { maxLength: 10 }),
        (drawn, spent, chosen) => {
          const order = anOrder({ lines: drawn.map((one, placeNo) => ({ ...one, placeNo })) })
          const paid = drawn.reduce((sum, one) => sum + one.faceMinor + one.feesMinor, 0)
          const leftMinor = Math.max(0, paid - spent)
          const places = drawn.flatMap((_, place) => (chosen[place] ? place : []))
          for (const wish of ['all', places] as const) {
            const decision = decideRefund({ ...order, leftMinor }, wish)
            if ('refused' in decision) continue
            const { face, fees } = decision
            assert.ok(face >= 0 && fees >= 0 && face + fees > 0 && face + fees <= leftMinor)
            const staying = drawn.filter((one, place) => !one.givenBack && !decision.places.includes(place))
            assert.ok(
              staying.length === 0 || face + fees < leftMinor,
              'the last of the money takes the last of the places',
            )
          }
        },
      ),
    )
  })
})
