import type { OrderState } from '@foyer/contract/orders'
import { newId } from '../platform/ids.ts'
import type { Tx } from '../platform/database.ts'
import * as payments from '../payments/index.ts'
import type { LedgerAccount, LedgerKind, ProviderDispute, ProviderRefund } from '../payments/index.ts'
import type { DisputeRow, OrderRow, RefundRow } from './facts.ts'
import * as orders from './queries.ts'
import { changeEach, recordIfUnmoved, tellMove } from './record.ts'
import type { Paying, Recording } from './record-life.ts'

/** The provider has taken up a refund, paid it, or failed to. */
export function recordRefund(
  { db, progress }: Recording,
  order: OrderRow,
  refund: RefundRow,
  became: ProviderRefund,
): Promise<boolean> {
  return recordIfUnmoved(db, async (tx) => {
    await changeEach(payments.moveRefund(tx, order.eventId, refund.refundId, refund.state, became))
    if (became.state === 'succeeded') await postRefund(tx, order, refund, 'refund-paid')
    if (became.state === 'failed') {
      if (refund.state === 'succeeded') await postRefund(tx, order, refund, 'refund-returned')
      await reopenRefund(tx, order, refund.refundId)
    }
    tx.afterCommit(() => progress.changed(order.orderId))
  })
}

/** The provider refused to give the money back. */
export function recordRefusedRefund(
  { db, progress }: Recording,
  order: OrderRow,
  refund: RefundRow,
  reason: string,
): Promise<boolean> {
  return recordIfUnmoved(db, async (tx) => {
    await changeEach(payments.failRefund(tx, order.eventId, refund.refundId, reason))
    await reopenRefund(tx, order, refund.refundId)
    tx.afterCommit(() => progress.changed(order.orderId))
  })
}

/** Money that could not be given back is again what it was before it was asked for. */
const reopenRefund = (tx: Tx, { eventId }: OrderRow, sourceId: string) =>
  payments.reverseInLedger(tx, { eventId, sourceId, reverses: 'refund-asked', kind: 'refund-failed' })

const postRefund = (tx: Tx, order: OrderRow, refund: RefundRow, kind: 'refund-paid' | 'refund-returned') => {
  const minor = kind === 'refund-paid' ? refund.amountMinor : -refund.amountMinor
  return post(tx, order, kind, refund.refundId, [
    ['refund-payable', minor],
    ['provider-clearing', -minor],
  ])
}

/**
 * A refund that somebody made at the provider. The organiser bears it, unless nothing was sold: then it is what is owed
 * anyway. With the last of the money the tickets go too, and their places are to be returned.
 */
export function adoptRefund(
  { db, progress, tickets }: Recording,
  { order, payment }: Paying,
  refunds: readonly RefundRow[],
  refund: ProviderRefund,
): Promise<boolean> {
  const given = refunds.reduce((sum, one) => sum + (one.state === 'failed' ? 0 : one.amountMinor), refund.amountMinor)
  const gone = new Set(refunds.flatMap((one) => (one.state === 'failed' ? [] : one.places)))
  const isSold = order.confirmedAt !== null
  const places = given >= payment.capturedMinor && isSold ? order.places.filter((place) => !gone.has(place)) : []
  const refundId = newId()
  return recordIfUnmoved(db, async (tx) => {
    await changeEach(
      payments.insertRefund(tx, {
        eventId: order.eventId,
        refundId,
        orderId: order.orderId,
        paymentId: payment.paymentId,
        currency: order.currency,
        amountMinor: refund.amountMinor,
        feesMinor: 0,
        reason: 'made at the provider',
        askedBy: null,
        places,
        providerRefundId: refund.providerRefundId,
      }),
    )
    if (isSold)
      await post(tx, order, 'refund-asked', refundId, [
        ['organiser-payable', refund.amountMinor],
        ['refund-payable', -refund.amountMinor],
      ])
    if (places.length > 0)
      await tickets.revokeTickets(tx, { eventId: order.eventId, orderId: order.orderId, places, because: 'refunded' })
    tx.afterCommit(() => progress.changed(order.orderId))
  })
}

/**
 * A dispute was opened or decided. While it is open the provider withholds the money. With a lost one it is the buyer's: the
 * organiser bears it, unless nothing was sold and it was owed to the buyer anyway.
 */
export function recordDispute(
  { db, progress }: Recording,
  { order, payment }: Paying,
  dispute: ProviderDispute,
  known: DisputeRow | null,
): Promise<boolean> {
  const disputeId = known?.disputeId ?? newId()
  const minor = dispute.amountMinor
  return recordIfUnmoved(db, async (tx) => {
    if (known === null) {
      await changeEach(
        payments.insertDispute(tx, {
          eventId: order.eventId,
          disputeId,
          orderId: order.orderId,
          paymentId: payment.paymentId,
          providerDisputeId: dispute.providerDisputeId,
          currency: order.currency,
          amountMinor: minor,
        }),
      )
      await post(tx, order, 'dispute-opened', disputeId, [
        ['disputed', minor],
        ['provider-clearing', -minor],
      ])
    }
    if (dispute.state !== 'open') {
      const loser: LedgerAccount = order.confirmedAt === null ? 'refund-payable' : 'organiser-payable'
      const bearer: LedgerAccount = dispute.state === 'won' ? 'provider-clearing' : loser
      await changeEach(payments.closeDispute(tx, order.eventId, disputeId, dispute.state))
      await post(tx, order, dispute.state === 'won' ? 'dispute-won' : 'dispute-lost', disputeId, [
        [bearer, minor],
        ['disputed', -minor],
      ])
    }
    tx.afterCommit(() => progress.changed(order.orderId))
  })
}

/** The state that follows from what was taken, given back and disputed. */
export function recordState({ db, progress }: Recording, order: OrderRow, to: OrderState): Promise<boolean> {
  const settle = to === 'disputed' || to === 'refund_pending'
  return recordIfUnmoved(db, async (tx) => {
    await changeEach(
      orders.moveByMoney(tx, { eventId: order.eventId, orderId: order.orderId, from: order.state, to, settle }),
    )
    await tellMove(tx, progress, order, to, null)
  })
}

const post = (
  tx: Tx,
  order: OrderRow,
  kind: LedgerKind,
  sourceId: string,
  entries: readonly (readonly [LedgerAccount, number])[],
) =>
  payments.postToLedger(tx, {
    eventId: order.eventId,
    orderId: order.orderId,
    kind,
    sourceId,
    currency: order.currency,
    entries,
  })
