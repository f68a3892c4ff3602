import { orderMoves, refundMoves, type OrderState, type RefundState } from '@foyer/contract/orders'
import { DAY_MS, MINUTE_MS } from '../platform/clock.ts'
import type { ProviderDispute, ProviderRefund } from '../payments/index.ts'
import type { DisputeRow, Facts, RefundRow } from './facts.ts'

/** What is to be done about money that goes back: refunds, ours or made at the provider, and disputes. */
export type MoneyBackStep =
  | { readonly do: 'ask-money-back'; readonly intentId: string }
  | { readonly do: 'send-refund'; readonly refund: RefundRow; readonly intentId: string }
  | { readonly do: 'record-refund'; readonly refund: RefundRow; readonly became: ProviderRefund }
  /** A refund that somebody made at the provider. */
  | { readonly do: 'adopt-refund'; readonly refund: ProviderRefund }
  | { readonly do: 'record-dispute'; readonly dispute: ProviderDispute; readonly known: DisputeRow | null }
  | { readonly do: 'return-places'; readonly refund: RefundRow }
  | { readonly do: 'record-state'; readonly state: OrderState }
  | { readonly do: 'wait'; readonly until: Date }

const LOOK_AT_REFUND_MS = 10 * MINUTE_MS
const LOOK_AT_DISPUTE_MS = DAY_MS

/** The next step about money that goes back; undefined when there is none. */
export function decideMoneyBack(facts: Facts): MoneyBackStep | undefined {
  const { order, payment, refunds, disputes, seenMoneyBack: seen, now } = facts
  if (payment === null || payment.intentId === null) return undefined
  // Nothing went back from a confirmed order unless we are told so; its refunds and disputes were not even read.
  if (order.state === 'confirmed' && facts.told !== 'money-back') return undefined
  if (payment.state !== 'captured') throw new Error(`order ${order.orderId} is ${order.state} and nothing was captured`)
  const unreturned = refunds.find((refund) => refund.places.length > 0 && !refund.placesReturned)
  if (unreturned !== undefined) return { do: 'return-places', refund: unreturned }
  const unresolved = refunds.some(isUnresolved)
  if (unresolved || order.state === 'disputed' || facts.told === 'money-back') {
    if (seen === 'not-asked') return { do: 'ask-money-back', intentId: payment.intentId }
    if (seen === 'no-answer') return { do: 'wait', until: new Date(now.getTime() + MINUTE_MS) }
    const step =
      findNews(refunds, seen.refunds) ??
      findDisputeNews(disputes, seen.disputes) ??
      findUnsent(refunds, seen.refunds, payment.intentId)
    if (step !== undefined) return step
  }
  const state = stateByMoney(facts, payment.capturedMinor)
  const moves: readonly OrderState[] = orderMoves[order.state]
  if (moves.includes(state)) return { do: 'record-state', state }
  if (unresolved) return { do: 'wait', until: new Date(now.getTime() + LOOK_AT_REFUND_MS) }
  if (order.state === 'disputed') return { do: 'wait', until: new Date(now.getTime() + LOOK_AT_DISPUTE_MS) }
  return undefined
}

const isUnresolved = ({ state }: RefundRow): boolean => state === 'asked' || state === 'pending'

/** A refund about which the provider knows more than we do. */
function findNews(ours: readonly RefundRow[], theirs: readonly ProviderRefund[]): MoneyBackStep | undefined {
  for (const refund of theirs) {
    const known = ours.find((one) => isSame(one, refund))
    if (known === undefined) {
      if (refund.state !== 'failed') return { do: 'adopt-refund', refund }
      continue
    }
    const moves: readonly RefundState[] = refundMoves[known.state]
    if (moves.includes(refund.state)) return { do: 'record-refund', refund: known, became: refund }
  }
  return undefined
}

/** A refund of ours that the provider has never heard of; an earlier call whose outcome is unknown would be among theirs. */
function findUnsent(
  ours: readonly RefundRow[],
  theirs: readonly ProviderRefund[],
  intentId: string,
): MoneyBackStep | undefined {
  const unsent = ours.find((one) => one.state === 'asked' && !theirs.some((refund) => isSame(one, refund)))
  return unsent && { do: 'send-refund', refund: unsent, intentId }
}

const isSame = (ours: RefundRow, theirs: ProviderRefund): boolean =>
  ours.providerRefundId === theirs.providerRefundId || ours.refundId === theirs.refundId

function findDisputeNews(ours: readonly DisputeRow[], theirs: readonly ProviderDispute[]): MoneyBackStep | undefined {
  for (const dispute of theirs) {
    const known = ours.find((one) => one.providerDisputeId === dispute.providerDisputeId) ?? null
    if (known?.state === dispute.state || (known !== null && known.state !== 'open')) continue
    return { do: 'record-dispute', dispute, known }
  }
  return undefined
}

/**
 * A refund that failed, as long as its places were not given back by another one since, or money without saying for which.
 * Several may be under way at once, so one that failed need not be the last.
 */
function isStillOwed(refund: RefundRow, later: readonly RefundRow[]): boolean {
  if (refund.state !== 'failed') return false
  const since = later.filter(({ state }) => state !== 'failed')
  if (since.some(({ places }) => places.length === 0)) return false
  const back = new Set(since.flatMap(({ places }) => places))
  return refund.places.length === 0 || refund.places.some((place) => !back.has(place))
}

/** The state of a paid order follows from what was taken, given back and disputed. */
function stateByMoney({ order, refunds, disputes }: Facts, capturedMinor: number): OrderState {
  if (disputes.some((dispute) => dispute.state === 'open')) return 'disputed'
  if (disputes.some((dispute) => dispute.state === 'lost')) return 'dispute_lost'
  if (refunds.some(isUnresolved)) return 'refund_pending'
  const refunded = refunds.reduce((sum, one) => sum + (one.state === 'succeeded' ? one.amountMinor : 0), 0)
  if (refunded >= capturedMinor) return 'refunded'
  // Money that was taken without a sale is owed until it is back.
  if (refunds.some((one, index) => isStillOwed(one, refunds.slice(index + 1))) || order.confirmedAt === null)
    return 'refund_failed'
  return refunded > 0 ? 'partly_refunded' : 'confirmed'
}
