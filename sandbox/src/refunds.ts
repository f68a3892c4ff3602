import { cardNumbered } from './cards.ts'
import { badParameter, wrongState, type Refusal } from './errors.ts'
import { newId } from './ids.ts'
import type { Charge, Metadata, Moment, Refund, Step } from './records.ts'

export type RefundWish = {
  readonly amount: number | undefined
  readonly reason: string | null
  readonly metadata: Metadata
}

/** What can still be given back of a charge, in minor units: never more than was captured and not refunded. */
export const refundable = (charge: Charge): number => charge.amountCaptured - charge.refunded

/**
 * Gives captured money back, all that is left or the amount wished for. `fails-later` makes it one that the bank sends
 * back after a while, as some do.
 */
export const refundCharge = (
  charge: Charge,
  wish: RefundWish,
  outcome: 'normal' | 'fails-later',
  moment: Moment,
): Step | Refusal => {
  if (charge.status !== 'succeeded') return wrongState('This payment has no successful charge to refund.')
  if (!charge.captured) return wrongState('This charge was not captured: cancel the payment to release the money.')
  if (charge.disputedAmount > 0) return wrongState('This charge is disputed and cannot be refunded.', 'charge_disputed')
  const left = refundable(charge)
  if (left === 0) return wrongState('This charge has been refunded in full.', 'charge_already_refunded')
  const amount = wish.amount ?? left
  if (amount > left) {
    return { ...badParameter('amount', undefined, `Only ${left} of this charge can still be refunded.`), kept: true }
  }
  const refund = newRefund(charge, amount, wish, outcome, moment)
  const after: Charge = { ...charge, refunded: charge.refunded + amount, refunds: [...charge.refunds, refund.id] }
  return {
    put: [after, refund],
    happened: [
      { type: 'refund.created', about: refund },
      { type: 'charge.refunded', about: after, previous: { amount_refunded: charge.released + charge.refunded } },
    ],
  }
}

/** What becomes of a refund whose bank answers after a while: it arrives, or comes back. */
export const settleRefund = (refund: Refund, charge: Charge): Step => {
  if (refund.status === 'pending') {
    const arrived: Refund = { ...refund, status: 'succeeded', dueAt: null }
    return {
      put: [arrived],
      happened: [{ type: 'refund.updated', about: arrived, previous: { status: 'pending' } }],
    }
  }
  const failed: Refund = { ...refund, status: 'failed', failureReason: 'expired_or_canceled_card', dueAt: null }
  return {
    put: [failed, { ...charge, refunded: charge.refunded - refund.amount }],
    happened: [
      { type: 'refund.updated', about: failed, previous: { status: refund.status } },
      { type: 'refund.failed', about: failed },
    ],
  }
}

/** The provider cannot pay a refund now: what Stripe answers when the balance is short. */
export const BALANCE_SHORT: Refusal = wrongState('There is not enough money in the account.', 'balance_insufficient')

const newRefund = (
  charge: Charge,
  amount: number,
  wish: RefundWish,
  outcome: 'normal' | 'fails-later',
  { now, lateMs }: Moment,
): Refund => {
  const how = outcome === 'normal' ? cardNumbered(charge.card).refund : outcome
  return {
    object: 'refund',
    id: newId('re_3'),
    created: Math.floor(now / 1_000),
    dueAt: how === 'now' ? null : now + lateMs,
    charge: charge.id,
    intent: charge.intent,
    amount,
    currency: charge.currency,
    status: how === 'late' ? 'pending' : 'succeeded',
    reason: wish.reason,
    failureReason: null,
    release: false,
    metadata: wish.metadata,
  }
}
