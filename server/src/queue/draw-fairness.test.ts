import assert from 'node:assert/strict'
import { test } from 'node:test'
import { drawOrder } from '@foyer/contract/draw'
import { rankUniformity } from './testing/rank-uniformity.ts'

/** 99.9 % of honest draws lie within so many standard deviations; the seeds are fixed, so the result is too. */
const DEVIATIONS_MAX = 3.29
const fewDraws = { draws: 4_000, entrants: 50, parts: 50 }

test('everybody comes out at every rank equally often: 4,000 draws of 50', () => {
  const { deviations } = rankUniformity(fewDraws)
  assert.ok(Math.abs(deviations) < DEVIATIONS_MAX, `${deviations} standard deviations`)
})

test('a draw that favours one of fifty by a twentieth of the draws is noticed', () => {
  let draw = 0
  const { deviations } = rankUniformity(fewDraws, (list, seed) => {
    const order = drawOrder(list, seed)
    return draw++ % 20 === 0 ? Uint32Array.from([7, ...order.filter((index) => index !== 7)]) : order
  })
  assert.ok(deviations > DEVIATIONS_MAX, `${deviations} standard deviations`)
})
