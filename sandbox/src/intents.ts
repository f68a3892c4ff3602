import { CAPTURE_FAILED, CHALLENGE_FAILED, cardNumbered, failureOf, type Card } from './cards.ts'
import { badParameter, cardRefused, wrongState, type Refusal } from './errors.ts'
import { newId } from './ids.ts'
import type { Charge, Happening, Intent, PaymentFailure, Refund, Session, Step } from './records.ts'

/** How long a bank keeps money aside for a card payment that is authorised and not captured. */
export const AUTHORISATION_LIFE_MS = 7 * 24 * 60 * 60 * 1_000

export type Mismatch = 'other-amount' | 'other-currency' | null

/** The moment of a step: `now` in milliseconds, and how long a late answer takes. */
export type Moment = { readonly now: number; readonly lateMs: number }

/**
 * A person tries to pay a session with a card. The first attempt makes the intent; a mismatch makes it one over another
 * amount or currency than the session's, as a tampered or confused provider would.
 */
export const attemptPayment = (
  session: Session,
  earlier: Intent | undefined,
  card: Card,
  moment: Moment,
  mismatch: Mismatch,
): Step => {
  const intent = {
    ...(earlier ?? newIntent(session, moment, mismatch)),
    card: card.number,
    paymentMethod: newId('pm_'),
  }
  const tried: Session = { ...session, intent: intent.id }
  if (card.asks === 'challenge') return { put: [tried, { ...intent, status: 'requires_action' }], happened: [] }
  if (card.answers === 'late') return waitForAnswer(tried, intent, moment)
  return card.refusal === null ? authorise(tried, intent, moment) : decline(tried, intent, card, moment)
}

/** The person has answered the bank's challenge. */
export const answerChallenge = (session: Session, intent: Intent, passed: boolean, moment: Moment): Step => {
  if (!passed) return failAttempt(session, intent, CHALLENGE_FAILED, [])
  const card = cardOf(intent)
  return card.refusal === null ? authorise(session, intent, moment) : decline(session, intent, card, moment)
}

/** The late answer of the bank to a payment that is being processed. */
export const settleLate = (session: Session, intent: Intent, moment: Moment): Step => {
  const card = cardOf(intent)
  const step = card.refusal === null ? authorise(session, intent, moment) : decline(session, intent, card, moment)
  const settled = step.put.find((record) => record.object === 'checkout.session') ?? session
  const type =
    card.refusal === null ? 'checkout.session.async_payment_succeeded' : 'checkout.session.async_payment_failed'
  return { put: step.put, happened: [...step.happened, { type, about: settled }] }
}

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

const newIntent = (session: Session, { now }: Moment, mismatch: Mismatch): Intent => {
  const id = newId('pi_3')
  const { terms } = session
  return {
    object: 'payment_intent',
    id,
    created: Math.floor(now / 1_000),
    dueAt: null,
    session: session.id,
    sessionOpen: true,
    terms,
    clientSecret: newId(`${id}_secret_`, 25),
    amount: terms.amountTotal + (mismatch === 'other-amount' ? 1 : 0),
    currency: mismatch === 'other-currency' ? (terms.currency === 'usd' ? 'eur' : 'usd') : terms.currency,
    status: 'requires_payment_method',
    amountReceived: 0,
    card: null,
    paymentMethod: null,
    charges: [],
    lastError: null,
    canceledAt: null,
    cancellationReason: null,
    metadata: terms.intent.metadata,
  }
}

const waitForAnswer = (session: Session, intent: Intent, { now, lateMs }: Moment): Step => {
  const complete: Session = { ...session, status: 'complete', dueAt: null }
  return {
    put: [complete, { ...intent, status: 'processing', sessionOpen: false, lastError: null, dueAt: now + lateMs }],
    happened: [{ type: 'checkout.session.completed', about: complete }],
  }
}

const authorise = (session: Session, intent: Intent, moment: Moment): Step => {
  const charge = newCharge(intent, null, moment.now)
  const wasOpen = session.status === 'open'
  const complete: Session = { ...session, status: 'complete', dueAt: null }
  const authorised: Intent = {
    ...intent,
    status: 'requires_capture',
    sessionOpen: false,
    charges: [...intent.charges, charge.id],
    lastError: null,
    dueAt: moment.now + AUTHORISATION_LIFE_MS,
  }
  if (intent.terms.intent.captureMethod === 'manual') {
    const happened: Happening[] = [{ type: 'payment_intent.amount_capturable_updated', about: authorised }]
    if (wasOpen) happened.push({ type: 'checkout.session.completed', about: complete })
    return { put: [complete, authorised, charge], happened }
  }
  const { put, happened } = collect(complete, authorised, charge, charge.amount, moment)
  // Captured in the same breath: Stripe tells of a capture only when it was a step of its own.
  const told = happened.filter(({ type }) => type !== 'charge.captured')
  const paid = put.find((record) => record.object === 'checkout.session')
  if (wasOpen && paid !== undefined) told.push({ type: 'checkout.session.completed', about: paid })
  return { put, happened: told }
}

const collect = (session: Session, intent: Intent, charge: Charge, amount: number, moment: Moment): Step => {
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

const decline = (session: Session, intent: Intent, card: Card, { now }: Moment): Step => {
  if (card.refusal === null) throw new Error(`card ${card.number} is not declined`)
  const charge = newCharge(intent, null, now)
  const failure = failureOf(card.refusal, charge.id)
  const failed: Charge = { ...charge, status: 'failed', failure }
  return failAttempt(session, { ...intent, charges: [...intent.charges, charge.id] }, failure, [failed])
}

const failAttempt = (session: Session, intent: Intent, failure: PaymentFailure, charges: Charge[]): Step => {
  const failed: Intent = { ...intent, status: 'requires_payment_method', lastError: failure, dueAt: null }
  return {
    put: [session, failed, ...charges],
    happened: [{ type: 'payment_intent.payment_failed', about: failed }],
  }
}

const newCharge = (intent: Intent, failure: PaymentFailure | null, now: number): Charge => ({
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
  failure,
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
const releaseMoney = (charge: Charge, amount: number, reason: string | null, now: number): [Charge, Refund] => {
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

const unrefunded = (charge: Charge): Record<string, unknown> => ({
  amount_refunded: charge.released + charge.refunded,
  refunded: false,
})

const cardOf = (intent: Intent): Card => cardNumbered(intent.card ?? '')
