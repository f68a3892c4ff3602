import { newId } from '../platform/ids.ts'
import {
  hasFailed,
  recordCaptureFailure,
  replaceKey,
  replaceRefundKey,
  type Failure,
  type ProviderPayment,
} from '../payments/index.ts'
import type { Facts, RefundRow } from './facts.ts'
import { recordRefusedRefund } from './record-money-back.ts'
import { sessionRequest } from './session-request.ts'
import { paying, RECORDED, type Settling, type StepResult } from './settling.ts'

const NO_ANSWER: StepResult = { learned: { seen: 'no-answer' } }
const LOOK_AGAIN: StepResult = { learned: { seen: 'not-asked' } }

export async function askProvider(deps: Settling, facts: Facts): Promise<StepResult> {
  const answer = await deps.gateway.readSession(paying(facts).payment.sessionId ?? '')
  return hasFailed(answer) ? unanswered(deps, facts, 'read', answer) : { learned: { seen: answer } }
}

export async function openSession(deps: Settling, facts: Facts): Promise<StepResult> {
  const { order, payment } = paying(facts)
  const key = { eventId: order.eventId, paymentId: payment.paymentId }
  const answer = await deps.gateway.openSession(await sessionRequest(deps, order, payment))
  if (hasFailed(answer)) {
    // A session that was opened all the same has an address that nobody was told: a second one does no harm.
    if (answer.failed === 'broken')
      await replaceKey(deps.db.sql, key, 'session_key', payment.sessionKey, `${payment.paymentId}-session-${newId()}`)
    const result = unanswered(deps, facts, 'open session', answer)
    return answer.failed === 'refused' ? { learned: { sessionRefused: true } } : result
  }
  if (!(await deps.batches.recordOpen({ ...key, seen: answer }))) return 'moved-meanwhile'
  deps.progress.changed(order.orderId)
  const { sessionId, intentId } = answer
  return { learned: { seen: answer, payment: { ...payment, state: 'open', sessionId, intentId } } }
}

export async function closeSession(deps: Settling, facts: Facts): Promise<StepResult> {
  const answer = await deps.gateway.closeSession(paying(facts).payment.sessionId ?? '')
  if (!hasFailed(answer)) return { learned: { seen: answer } }
  // Refused: it is no longer open. Perhaps it was paid a moment ago.
  return answer.failed === 'refused' ? LOOK_AGAIN : unanswered(deps, facts, 'close session', answer)
}

/**
 * Takes the money. A try whose outcome is unknown goes again under the same key; one that was answered with a failure
 * goes under a new one, since the provider would repeat that answer for a day. It cannot take twice either way: the
 * payment is read before each try, and an intent is captured once.
 */
export async function capture(deps: Settling, facts: Facts, intentId: string): Promise<StepResult> {
  const { order, payment } = paying(facts)
  const answer = await deps.gateway.capture(intentId, payment.captureKey)
  if (!hasFailed(answer)) return { learned: { seen: withMoney(facts, answer) } }
  const result = unanswered(deps, facts, 'capture', answer)
  if (answer.failed === 'no-answer') return result
  const freshKey = `${payment.paymentId}-capture-${newId()}`
  await recordCaptureFailure(
    deps.db.sql,
    { eventId: order.eventId, paymentId: payment.paymentId },
    { intentId, freshKey, retryMs: deps.captureRetryMs },
  )
  return { learned: { captureFailed: true, seen: 'not-asked' }, reread: true }
}

export async function voidAuthorisation(deps: Settling, facts: Facts, intentId: string): Promise<StepResult> {
  const { order, payment } = paying(facts)
  const answer = await deps.gateway.voidAuthorisation(intentId, payment.voidKey)
  if (!hasFailed(answer)) return { learned: { seen: withMoney(facts, answer) } }
  if (answer.failed !== 'no-answer')
    await replaceKey(
      deps.db.sql,
      { eventId: order.eventId, paymentId: payment.paymentId },
      'void_key',
      payment.voidKey,
      `${payment.paymentId}-void-${newId()}`,
    )
  return unanswered(deps, facts, 'void', answer)
}

export async function askMoneyBack(deps: Settling, facts: Facts, intentId: string): Promise<StepResult> {
  const { currency } = facts.order
  const [refunds, disputes] = await Promise.all([
    deps.gateway.refundsOf(intentId, currency),
    deps.gateway.disputesOf(intentId, currency),
  ])
  if (hasFailed(refunds)) return moneyBackUnanswered(deps, facts, refunds)
  if (hasFailed(disputes)) return moneyBackUnanswered(deps, facts, disputes)
  return { learned: { seenMoneyBack: { ...refunds, ...disputes } } }
}

export async function sendRefund(
  deps: Settling,
  facts: Facts,
  refund: RefundRow,
  intentId: string,
): Promise<StepResult> {
  const { eventId, orderId, currency } = facts.order
  const { refundId, amountMinor, refundKey: key } = refund
  const answer = await deps.gateway.refund({ refundId, eventId, orderId, intentId, amountMinor, currency, key })
  if (!hasFailed(answer)) {
    const known = typeof facts.seenMoneyBack === 'object' ? facts.seenMoneyBack : { refunds: [], disputes: [] }
    return { learned: { seenMoneyBack: { ...known, refunds: [...known.refunds, answer] } } }
  }
  if (answer.failed === 'refused')
    return (await recordRefusedRefund(deps, facts.order, refund, answer.reason)) ? RECORDED : 'moved-meanwhile'
  if (answer.failed === 'broken')
    await replaceRefundKey(deps.db.sql, eventId, refundId, key, `${refundId}-refund-${newId()}`)
  return moneyBackUnanswered(deps, facts, answer)
}

/** What was seen, with its money as it stands now. */
function withMoney(facts: Facts, now: Pick<ProviderPayment, 'money' | 'amountMinor'>): ProviderPayment {
  if (typeof facts.seen === 'string') throw new Error(`order ${facts.order.orderId} was not looked at before`)
  return { ...facts.seen, ...now }
}

function unanswered(deps: Settling, facts: Facts, call: string, failure: Failure): StepResult {
  const { orderId, eventId } = facts.order
  deps.log.warn(
    { orderId, eventId, call, failed: failure.failed, reason: failure.reason },
    'the payment provider failed',
  )
  return NO_ANSWER
}

function moneyBackUnanswered(deps: Settling, facts: Facts, failure: Failure): StepResult {
  unanswered(deps, facts, 'money back', failure)
  return { learned: { seenMoneyBack: 'no-answer' } }
}
