import { badParameter, wrongState, type Refusal } from './errors.ts'
import { newId } from './ids.ts'
import { refundable } from './refunds.ts'
import type { Charge, Dispute, Step } from './records.ts'

/** The cardholder disputes a captured charge: its money, all that was not refunded or `amount`, is taken back. */
export const openDispute = (
  charge: Charge,
  amount: number | undefined,
  reason: string,
  now: number,
): Step | Refusal => {
  const most = refundable(charge)
  if (!charge.captured || most === 0) return wrongState('Only captured money can be disputed.')
  if (charge.dispute !== null) return wrongState('This charge has been disputed before.', 'charge_disputed')
  if (amount !== undefined && (amount < 1 || amount > most)) {
    return badParameter('amount', undefined, `Between 1 and ${most} of this charge can be disputed.`)
  }
  const dispute: Dispute = {
    object: 'dispute',
    id: newId('du_1'),
    created: Math.floor(now / 1_000),
    dueAt: null,
    charge: charge.id,
    intent: charge.intent,
    amount: amount ?? most,
    currency: charge.currency,
    reason,
    status: 'needs_response',
  }
  return {
    put: [dispute, { ...charge, dispute: dispute.id, disputedAmount: dispute.amount, dueAt: null }],
    happened: [
      { type: 'charge.dispute.created', about: dispute },
      { type: 'charge.dispute.funds_withdrawn', about: dispute },
    ],
  }
}

/** The bank has decided: won gives the money back to the seller, lost leaves it with the cardholder. */
export const closeDispute = (dispute: Dispute, charge: Charge, outcome: 'won' | 'lost'): Step | Refusal => {
  if (dispute.status !== 'needs_response') return wrongState(`This dispute is closed: it was ${dispute.status}.`)
  const closed: Dispute = { ...dispute, status: outcome }
  const about = closed
  if (outcome === 'lost') return { put: [closed], happened: [{ type: 'charge.dispute.closed', about }] }
  return {
    put: [closed, { ...charge, disputedAmount: 0 }],
    happened: [
      { type: 'charge.dispute.closed', about },
      { type: 'charge.dispute.funds_reinstated', about },
    ],
  }
}
