import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decideStanding, eventMoves, saleState } from './event-status.ts'

const day = (n: number) => new Date(Date.UTC(2035, 4, n))
const standing = { status: 'scheduled', startsAt: day(4), previousStartsAt: null } as const

test('another date reschedules, and the first date is what is told as the previous one', () => {
  assert.deepEqual(decideStanding(standing, undefined, day(5)), { status: 'rescheduled', previousStartsAt: day(4) })
  const again = { status: 'rescheduled', startsAt: day(5), previousStartsAt: day(4) } as const
  assert.deepEqual(decideStanding(again, undefined, day(6)), { status: 'rescheduled', previousStartsAt: day(4) })
  assert.deepEqual(decideStanding(again, 'scheduled', day(5)), { status: 'rescheduled', previousStartsAt: day(4) })
})

test('a postponed event waits for a date; a draft moves as it likes; a cancellation is final', () => {
  assert.deepEqual(decideStanding(standing, 'postponed', day(4)), { status: 'postponed', previousStartsAt: day(4) })
  assert.deepEqual(decideStanding({ ...standing, status: 'postponed' }, undefined, day(9)), {
    status: 'rescheduled',
    previousStartsAt: day(4),
  })
  assert.deepEqual(decideStanding({ ...standing, status: 'draft' }, undefined, day(9)), {
    status: 'draft',
    previousStartsAt: null,
  })
  assert.equal(decideStanding({ ...standing, status: 'draft' }, 'cancelled', day(4)), undefined)
  assert.equal(decideStanding({ ...standing, status: 'cancelled' }, undefined, day(9)), undefined)
  assert.deepEqual(decideStanding({ ...standing, status: 'cancelled' }, 'scheduled', day(4)), {
    status: 'cancelled',
    previousStartsAt: null,
  })
})

test('nothing follows a cancellation, not even a draft', () => {
  assert.deepEqual(eventMoves.cancelled, [])
  assert.equal(decideStanding({ ...standing, status: 'cancelled' }, 'unpublished', day(4)), undefined)
})

test('an event that is taken back is a draft, and tells no date that it had', () => {
  const moved = { status: 'rescheduled', startsAt: day(5), previousStartsAt: day(4) } as const
  assert.deepEqual(decideStanding(moved, 'unpublished', day(5)), { status: 'draft', previousStartsAt: null })
})

test('a sale opens at its hour and closes at its hour, or when the event starts', () => {
  const sale = { status: 'scheduled', onSaleAt: day(2), offSaleAt: null, startsAt: day(4) } as const
  const states = [1, 2, 3, 4].map((n) => saleState(sale, day(n)))
  assert.deepEqual(states, ['not-yet', 'on-sale', 'on-sale', 'over'])
  assert.equal(saleState({ ...sale, offSaleAt: day(3) }, day(3)), 'over')
  assert.equal(saleState({ ...sale, onSaleAt: null }, day(1)), 'on-sale')
  assert.equal(saleState({ ...sale, status: 'postponed' }, day(3)), 'paused')
  assert.equal(saleState({ ...sale, status: 'cancelled' }, day(3)), 'cancelled')
  assert.equal(saleState({ ...sale, status: 'draft' }, day(3)), 'draft')
})
