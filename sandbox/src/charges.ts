import { newId } from './ids.ts'
import type { Charge, Intent, Refund } from './records.ts'

/** How long a bank keeps money aside for a card payment that is authorised and not captured. */
export const AUTHORISATION_LIFE_MS = 7 * 24 * 60 * 60 * 1_000

/** An attempt at the intent's money that the bank agrees to. */
export const newCharge = (intent: Intent, now: number): Charge => ({
  object: 'charge',
  id: newId('ch_3'),
  created: Math.floor(now / 1_000),
  dueAt: null,
  intent: intent.id,
  terms: intent.terms,
  amount: intent.amount,
  currency: intent.currency,
  card: intent.card ?? '',
  paymentMethod: intent.paymentMethod ?? '',
  status: 'succeeded',
  failure: null,
  captured: false,
  amountCaptured: 0,
  released: 0,
  refunded: 0,
  disputedAmount: 0,
  dispute: null,
  refunds: [],
  captureBefore: Math.floor((now + AUTHORISATION_LIFE_MS) / 1_000),
  metadata: intent.metadata,
})

/** Stripe shows money released from an authorisation as a refund of the charge, though nothing was captured. */
export const releaseMoney = (charge: Charge, amount: number, reason: string | null, now: number): [Charge, Refund] => {
  const release: Refund = {
    object: 'refund',
    id: newId('re_3'),
    created: Math.floor(now / 1_000),
    dueAt: null,
    charge: charge.id,
    intent: charge.intent,
    amount,
    currency: charge.currency,
    status: 'succeeded',
    reason,
    failureReason: null,
    release: true,
    metadata: {},
  }
  return [{ ...charge, released: amount, refunds: [...charge.refunds, release.id] }, release]
}

/** What an event tells of a charge before money of it went back. */
export const unrefunded = (charge: Charge): Record<string, unknown> => ({
  amount_refunded: charge.released + charge.refunded,
  refunded: false,
})
