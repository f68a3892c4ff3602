import type { Ending } from '@foyer/contract/orders'
import type { Database } from '../platform/database.ts'
import * as payments from '../payments/index.ts'
import { uncountForCard } from './card-limit.ts'
import type { Batches } from './batches.ts'
import { LAST_LOOK_MS } from './decide-next.ts'
import type { OrderRow, PaymentRow } from './facts.ts'
import type { OrderTickets } from './ports.ts'
import type { Progress } from './progress.ts'
import * as orders from './queries.ts'
import { changeAll, changeEach, recordIfUnmoved, requireMove, tellMove, tellMoves, together } from './record.ts'

/** An order with the payment that it is known to have. */
export interface Paying {
  readonly order: OrderRow
  readonly payment: PaymentRow
}

export interface Recording {
  readonly db: Database
  readonly progress: Progress
  readonly tickets: OrderTickets
}

const moveOf = ({ eventId, orderId, state }: OrderRow): orders.Move => ({ eventId, orderId, from: state })
const keyOf = (order: OrderRow, payment: PaymentRow) => ({ eventId: order.eventId, paymentId: payment.paymentId })

/**
 * The money is set aside and the places are sold to the order; from here on its buyer cannot cancel it. One statement
 * where the places are those that were held: what the payment says follows with the capture.
 */
export async function recordAuthorised(
  { db, progress, batches }: Recording & { readonly batches: Pick<Batches, 'moveToAuthorised'> },
  order: OrderRow,
  places: readonly number[],
): Promise<boolean> {
  requireMove(order.state, 'authorised')
  if (hasOther(order, places))
    return recordIfUnmoved(db, async (tx) => {
      await changeEach(orders.moveToAuthorised(tx, [moveOf(order)]))
      await orders.replacePlaces(tx, order, places)
      await tellMove(tx, progress, order, 'authorised')
    })
  const moved = await batches.moveToAuthorised(moveOf(order))
  if (moved) progress.changed(order.orderId)
  return moved
}

const hasOther = (order: OrderRow, places: readonly number[]): boolean =>
  places.some((place, index) => place !== order.places[index])

/** An order whose money the provider has taken. */
export interface Collected extends Paying {
  readonly intentId: string
  readonly capturedMinor: number
}

/**
 * The money is ours: in one transaction the payments are captured, the ledger has it, and the buyers have tickets. All of
 * the orders, or none. @returns false when one of them is no longer where it was.
 */
export function recordConfirmed(
  { db, progress, tickets }: Recording,
  collected: readonly Collected[],
): Promise<boolean> {
  const moved = collected.map(({ order }) => order)
  const ledger = collected.map(captureInLedger)
  return recordIfUnmoved(db, (tx) =>
    together(
      changeAll(
        [orders.moveToConfirmed(tx, moved.map(moveOf)), moved.length],
        [
          payments.recordCaptured(
            tx,
            collected.map((one) => ({ ...one, ...keyOf(one.order, one.payment) })),
          ),
          moved.length,
        ],
        [payments.postToLedger(tx, ...ledger), payments.countEntries(ledger)],
      ),
      tickets.issueTickets(tx, ...moved.map((order) => ticketsOf(order, order.places))),
      tellMoves(tx, progress, moved, 'confirmed'),
    ),
  )
}

const captureInLedger = ({ order, payment, capturedMinor }: Collected): payments.LedgerMove => ({
  eventId: order.eventId,
  orderId: order.orderId,
  kind: 'capture',
  sourceId: payment.paymentId,
  currency: order.currency,
  entries: [
    ['provider-clearing', capturedMinor],
    ['organiser-payable', -order.faceMinor],
    ['platform-fees', -order.feesMinor],
  ],
})

/** A free order has its places, and its tickets with them. */
export function recordFree(
  { db, progress, tickets }: Recording,
  order: OrderRow,
  places: readonly number[],
): Promise<boolean> {
  return recordIfUnmoved(db, async (tx) => {
    await changeEach(orders.moveToConfirmed(tx, [moveOf(order)]))
    if (hasOther(order, places)) await orders.replacePlaces(tx, order, places)
    await together(tickets.issueTickets(tx, ticketsOf(order, places)), tellMove(tx, progress, order, 'confirmed'))
  })
}

const ticketsOf = ({ eventId, orderId, buyerId, buyerName }: OrderRow, places: readonly number[]) => ({
  eventId,
  orderId,
  places,
  holder: { accountId: buyerId, name: buyerName },
})

/** The order is being undone from here on. */
export function recordUndo({ db, progress }: Recording, order: OrderRow, because: Ending): Promise<boolean> {
  return recordIfUnmoved(db, async (tx) => {
    await changeEach(orders.moveToCancelling(tx, { ...moveOf(order), because, earlier: order.endedBecause }))
    await tellMove(tx, progress, order, 'cancelling')
  })
}

/** No money is kept and no place: the order is over. */
export function recordEnd(
  { db, progress }: Recording,
  order: OrderRow,
  payment: PaymentRow | null,
  became: 'voided' | 'expired' | 'failed' | null,
): Promise<boolean> {
  const to = stateAtEnd(order.endedBecause ?? 'unpaid')
  // Only where money was set aside, or none is asked for, can anybody have begun to sell its places.
  const lookAfterMs = became === 'voided' || became === null ? LAST_LOOK_MS : null
  return recordIfUnmoved(db, async (tx) => {
    await changeEach(
      orders.moveToEnd(tx, { ...moveOf(order), to, lookAfterMs }),
      ...(payment === null || became === null || payment.state === became
        ? []
        : [payments.recordPaymentEnd(tx, keyOf(order, payment), payment.state, became)]),
    )
    if (payment !== null) await uncountForCard(tx, order)
    await tellMove(tx, progress, order, to)
  })
}

const stateAtEnd = (because: Ending) =>
  because === 'unpaid' ? 'expired' : because === 'capture-failed' ? 'capture_failed' : 'cancelled'

/** What the provider says does not fit the order: a person must look. */
export function recordReview({ db, progress }: Recording, order: OrderRow, because: string): Promise<boolean> {
  return recordIfUnmoved(db, async (tx) => {
    await changeEach(orders.moveToReview(tx, { ...moveOf(order), because }))
    await tellMove(tx, progress, order, 'review', because)
  })
}

/** Money was taken though nothing was sold: it is owed to the buyer, and a refund of all of it is asked for. */
export function recordTaken(
  { db, progress }: Recording,
  { order, payment }: Paying,
  seen: payments.ProviderPayment,
  refundId: string,
): Promise<boolean> {
  return recordIfUnmoved(db, async (tx) => {
    await changeEach(
      orders.moveByMoney(tx, { ...moveOf(order), to: 'refund_pending', settle: true }),
      payments.recordSeen(tx, keyOf(order, payment), payment.state, 'captured', seen),
    )
    await payments.postToLedger(tx, {
      eventId: order.eventId,
      orderId: order.orderId,
      kind: 'capture-without-sale',
      sourceId: payment.paymentId,
      currency: seen.currency,
      entries: [
        ['provider-clearing', seen.amountMinor],
        ['refund-payable', -seen.amountMinor],
      ],
    })
    await payments.insertRefund(tx, {
      ...keyOf(order, payment),
      refundId,
      orderId: order.orderId,
      currency: seen.currency,
      amountMinor: seen.amountMinor,
      feesMinor: 0,
      reason: order.endedBecause ?? 'not sold',
      askedBy: null,
      places: [],
      providerRefundId: null,
    })
    await uncountForCard(tx, order)
    await tellMove(tx, progress, order, 'refund_pending')
  })
}
