import { refundableStates, type OrderState } from '@foyer/contract/orders'
import type { PlaceNo } from '@foyer/contract'
import type { Tx } from '../platform/database.ts'
import { newId } from '../platform/ids.ts'
import { insertRefund, postToLedger } from '../payments/index.ts'
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
 * Asks for money back: what the places cost, fees included. In the caller's transaction the refund is written with its
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
  const { state, paymentId, currency } = order
  const refundable: readonly OrderState[] = refundableStates
  if (paymentId === null || !refundable.includes(state)) return { refused: 'not-refundable' }
  const left = order.lines.filter((line) => !line.givenBack)
  const wanted = request.places === 'all' ? left.map((line) => line.placeNo) : request.places
  const chosen = left.filter((line) => wanted.includes(line.placeNo))
  if (chosen.length !== wanted.length) return { refused: 'not-its-places' }
  const face = chosen.reduce((sum, line) => sum + line.faceMinor, 0)
  const fees = chosen.reduce((sum, line) => sum + line.feesMinor, 0)
  const amountMinor = face + fees
  if (amountMinor === 0 || amountMinor > order.leftMinor) return { refused: 'not-refundable' }
  const refundId = newId()
  const places = chosen.map((line) => line.placeNo)
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
    entries: [
      ['organiser-payable', face],
      ['platform-fees', fees],
      ['refund-payable', -amountMinor],
    ],
  })
  await deps.tickets.revokeTickets(tx, { ...key, places, because: 'refunded' })
  tx.afterCommit(() => deps.progress.changed(key.orderId))
  return { refund: { refundId, amountMinor, currency } }
}
