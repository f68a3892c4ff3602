import { CAPTURE_FAILED, cardNumbered, failureOf } from './cards.ts'
import { releaseMoney, unrefunded } from './charges.ts'
import { badParameter, cardRefused, wrongState, type Refusal } from './errors.ts'
import type { Charge, Happening, Intent, Moment, Session, Step } from './records.ts'

/** Collects authorised money, all of it or `amount`; what is left of the authorisation is released. */
export const captureIntent = (
  session: Session,
  intent: Intent,
  charge: Charge | undefined,
  amount: number | undefined,
  moment: Moment,
): Step | Refusal => {
  if (intent.status !== 'requires_capture' || charge === undefined) {
    return wrongState(`This payment cannot be captured: it is ${intent.status}.`, UNEXPECTED, intent)
  }
  const collected = amount ?? intent.amount
  if (collected > intent.amount) {
    return { ...badParameter('amount_to_capture', 'amount_too_large', 'More than was authorised.'), kept: true }
  }
  return collect(session, intent, charge, collected, moment)
}

/** The money of an authorisation is taken: a step of its own, or one breath with the authorisation. */
export const collect = (session: Session, intent: Intent, charge: Charge, amount: number, moment: Moment): Step => {
  const captured: Charge = {
    ...charge,
    captured: true,
    amountCaptured: amount,
    dueAt: cardNumbered(charge.card).disputed ? moment.now : null,
  }
  const succeeded: Intent = {
    ...intent,
    status: 'succeeded',
    amountReceived: amount,
    lastError: null,
    dueAt: null,
  }
  const paid: Session = { ...session, paymentStatus: 'paid' }
  const happened: Happening[] = [{ type: 'payment_intent.succeeded', about: succeeded }]
  if (amount === charge.amount) {
    happened.push({ type: 'charge.captured', about: captured })
    return { put: [paid, succeeded, captured], happened }
  }
  const [released, release] = releaseMoney(captured, charge.amount - amount, null, moment.now)
  happened.push({ type: 'charge.captured', about: released })
  happened.push({ type: 'charge.refunded', about: released, previous: unrefunded(charge) })
  return { put: [paid, succeeded, released, release], happened }
}

/** A capture that the bank refuses: the authorisation stays, and the intent says why. */
export const failCapture = (intent: Intent, charge: Charge): { step: Step; refusal: Refusal } => {
  const failure = failureOf(CAPTURE_FAILED, charge.id)
  const failed: Intent = { ...intent, lastError: failure }
  return {
    step: { put: [failed], happened: [{ type: 'payment_intent.payment_failed', about: failed }] },
    refusal: cardRefused(failure, failed, charge),
  }
}

const CANCELLABLE = ['requires_payment_method', 'requires_action', 'processing', 'requires_capture']

/** Ends an unfinished payment; money set aside for it is released (a void, not a refund). */
export const cancelIntent = (
  intent: Intent,
  charge: Charge | undefined,
  reason: string | null,
  now: number,
): Step | Refusal => {
  if (!CANCELLABLE.includes(intent.status)) {
    return wrongState(`This payment cannot be cancelled: it is ${intent.status}.`, UNEXPECTED, intent)
  }
  if (intent.sessionOpen) {
    return wrongState('This payment belongs to an open session: expire the session instead.', UNEXPECTED, intent)
  }
  const cancelled: Intent = {
    ...intent,
    status: 'canceled',
    canceledAt: Math.floor(now / 1_000),
    cancellationReason: reason,
    dueAt: null,
  }
  const happened: Happening = { type: 'payment_intent.canceled', about: cancelled }
  if (charge === undefined || intent.status !== 'requires_capture') return { put: [cancelled], happened: [happened] }
  const [released, release] = releaseMoney(charge, charge.amount, null, now)
  return {
    put: [cancelled, released, release],
    happened: [happened, { type: 'charge.refunded', about: released, previous: unrefunded(charge) }],
  }
}

/** An authorisation that nobody captured in time: the bank takes its money back. */
export const expireAuthorisation = (intent: Intent, charge: Charge, now: number): Step => {
  const cancelled: Intent = {
    ...intent,
    status: 'canceled',
    canceledAt: Math.floor(now / 1_000),
    cancellationReason: 'automatic',
    dueAt: null,
  }
  const [released, release] = releaseMoney(charge, charge.amount, 'expired_uncaptured_charge', now)
  return {
    put: [cancelled, released, release],
    happened: [
      { type: 'charge.expired', about: released },
      { type: 'payment_intent.canceled', about: cancelled },
    ],
  }
}

const UNEXPECTED = 'payment_intent_unexpected_state'
