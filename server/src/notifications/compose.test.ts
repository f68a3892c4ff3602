import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Heard } from '../platform/outbox.ts'
import { compose } from './compose.ts'

const BUYER = '01900000-0000-7000-8000-00000000000a'
const EVENT = '01900000-0000-7000-8000-00000000000b'
const ORDER = '01900000-0000-7000-8000-00000000000c'
const amount = { minor: 9_900, currency: 'EUR' }

const heard = (kind: string, data: Record<string, unknown> = {}): Heard => ({
  outboxId: '01900000-0000-7000-8000-00000000000d',
  kind,
  eventId: EVENT,
  subject: `order:${ORDER}`,
  data: { orderId: ORDER, buyerId: BUYER, amount, because: null, ...data },
  madeAt: new Date('2027-03-01T12:00:00Z'),
})

describe('an announcement', () => {
  for (const [announced, because, told] of [
    ['order.confirmed', null, 'order.confirmed'],
    ['order.expired', 'unpaid', 'order.expired'],
    ['order.cancelled', 'cancelled-by-buyer', 'order.cancelled'],
    ['order.cancelled', 'places-gone', 'order.places-gone'],
    ['order.cancelled', 'refused-by-provider', 'order.payment-failed'],
    ['order.capture_failed', 'capture-failed', 'order.payment-failed'],
    ['order.review', 'the amount differs', 'order.review'],
    ['order.partly_refunded', null, 'order.partly_refunded'],
    ['order.refunded', null, 'order.refunded'],
    ['order.refund_failed', null, 'order.refund_failed'],
    ['order.disputed', null, 'order.disputed'],
    ['order.dispute_lost', null, 'order.dispute_lost'],
  ] as const)
    test(`${announced}${because ? ` because ${because}` : ''} is told to the buyer as ${told}`, () => {
      assert.deepEqual(compose(heard(announced, { because })), {
        accountId: BUYER,
        kind: told,
        eventId: EVENT,
        data: { orderId: ORDER, amount },
      })
    })

  test('of tickets is told to their holder, without an amount', () => {
    const tickets = heard('tickets.issued', { buyerId: undefined, accountId: BUYER, amount: undefined, ticketIds: [] })
    assert.deepEqual(compose(tickets), {
      accountId: BUYER,
      kind: 'tickets.issued',
      eventId: EVENT,
      data: { orderId: ORDER, amount: null },
    })
  })

  for (const [what, one] of [
    ['of another kind', heard('venue.moved')],
    ['that names nobody', heard('order.confirmed', { buyerId: undefined })],
    ['that names something else than an account', heard('order.confirmed', { buyerId: 7 })],
  ] as const)
    test(`${what} is told to nobody`, () => assert.equal(compose(one), undefined))
})
