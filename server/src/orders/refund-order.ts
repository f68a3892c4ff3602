import type { PlaceNo } from '@foyer/contract'
import type { Tx } from '../platform/database.ts'
import { newId } from '../platform/ids.ts'
import { insertRefund, postToLedger } from '../payments/index.ts'
import { decideRefund } from './decide-refund.ts'
import type { OrderTickets } from './ports.ts'
import type { Progress } from './progress.ts'
import { lockForRefund, moveByMoney, type OrderKey } from './queries.ts'
import { changeEach } from './record.ts'

export interface RefundRequest {
  /** Places to give back; all that are left unless said. */
  readonly places: readonly PlaceNo[] | 'all'
  readonly reason: string
  /** Null: Foyer itself. */
  readonly askedBy: string | null
}

export type RefundOutcome =
  | { readonly refund: { readonly refundId: string; readonly amountMinor: number; readonly currency: string } }
  | { readonly refused: 'no-such-order' | 'not-refundable' | 'not-its-places' }

/**
 * Asks for money back: what the places cost, fees included, as `decideRefund` has it. In the caller's transaction the refund is written with its
 * key, the money is owed to the buyer, and the tickets are revoked; the provider is asked, and the places go back on
 * sale, when the order is settled afterwards.
 */
export async function refundOrder(
  tx: Tx,
  deps: { readonly tickets: OrderTickets; readonly progress: Progress },
  key: OrderKey,
  request: RefundRequest,
): Promise<RefundOutcome> {
  const order = await lockForRefund(tx, key)
  if (order === undefined) return { refused: 'no-such-order' }
  const { state, currency } = order
  const decision = decideRefund(order, request.places)
  if ('refused' in decision) return decision
  const { paymentId, places, face, fees, owed } = decision
  const amountMinor = face + fees + owed
  const refundId = newId()
  await changeEach(
    moveByMoney(tx, { ...key, from: state, to: 'refund_pending', settle: true }),
    insertRefund(tx, {
      ...key,
      refundId,
      paymentId,
      currency,
      amountMinor,
      feesMinor: fees,
      reason: request.reason,
      askedBy: request.askedBy,
      places,
      providerRefundId: null,
    }),
  )
  await postToLedger(tx, {
    ...key,
    kind: 'refund-asked',
    sourceId: refundId,
    currency,
    // What was taken without a sale is owed since then.
    entries: [
      ['organiser-payable', face],
      ['platform-fees', fees],
      ['refund-payable', owed - amountMinor],
    ],
  })
  await deps.tickets.revokeTickets(tx, { ...key, places, because: 'refunded' })
  tx.afterCommit(() => deps.progress.changed(key.orderId))
  return { refund: { refundId, amountMinor, currency } }
}
