import { CHALLENGE_FAILED, cardNumbered, failureOf, type Card } from './cards.ts'
import { AUTHORISATION_LIFE_MS, newCharge } from './charges.ts'
import { newId } from './ids.ts'
import { collect } from './intents.ts'
import type { Charge, Happening, Intent, Moment, PaymentFailure, Session, Step } from './records.ts'

export type Mismatch = 'other-amount' | 'other-currency' | null

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
  const charge = newCharge(intent, moment.now)
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

const decline = (session: Session, intent: Intent, card: Card, { now }: Moment): Step => {
  if (card.refusal === null) throw new Error(`card ${card.number} is not declined`)
  const charge = newCharge(intent, now)
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

const cardOf = (intent: Intent): Card => cardNumbered(intent.card ?? '')
