/**
 * The life of an order, as a closed list. The straight road is payment_pending, authorised, confirmed. Places are sold
 * when the money is authorised, tickets are issued when it is captured. From then on the state follows from what was
 * given back and disputed, which the provider may tell of late and all at once: so those states lead to one another.
 */
export const orderMoves = {
  /** Waiting for the buyer to pay. A free order goes straight to confirmed. */
  payment_pending: ['authorised', 'confirmed', 'cancelling', 'review'],
  /** Being undone: session closed, authorisation given back, places freed. The provider may still say that it was paid. */
  cancelling: ['authorised', 'expired', 'cancelled', 'capture_failed', 'refund_pending', 'review'],
  /** The money is set aside and the places are sold to this order; the money is being collected. */
  authorised: ['confirmed', 'cancelling', 'review'],
  /** Paid, and its tickets are issued. */
  confirmed: ['refund_pending', 'partly_refunded', 'refunded', 'disputed', 'dispute_lost'],
  /** Not paid in time. A payment that comes late is still taken while its places can be had. */
  expired: ['cancelling'],
  /** Ended without tickets, and without money kept. */
  cancelled: ['cancelling'],
  /** The money that was set aside could not be collected; the places went back on sale. */
  capture_failed: ['cancelling'],
  /** What the provider says does not fit the order: nothing is taken and nothing issued until a person has looked. */
  review: ['cancelling'],
  /** Money is on its way back. */
  refund_pending: ['partly_refunded', 'refunded', 'refund_failed', 'disputed', 'dispute_lost'],
  /** The provider could not give the money back: it is still owed to the buyer. */
  refund_failed: ['refund_pending', 'partly_refunded', 'refunded', 'disputed', 'dispute_lost'],
  partly_refunded: ['refund_pending', 'refund_failed', 'refunded', 'disputed', 'dispute_lost'],
  /** A bank may still send money back that was on its way to the buyer. */
  refunded: ['refund_failed', 'partly_refunded', 'disputed', 'dispute_lost'],
  /** The buyer's bank asks the money back; not decided yet. */
  disputed: ['confirmed', 'refund_pending', 'refund_failed', 'partly_refunded', 'refunded', 'dispute_lost'],
  dispute_lost: [],
} as const

export type OrderState = keyof typeof orderMoves

/** What the provider last said about the payment of an order. */
export const paymentMoves = {
  /** The call that opens the session is under way, or its outcome is not known. */
  starting: ['open', 'expired', 'failed'],
  open: ['authorised', 'captured', 'voided', 'expired'],
  /** Recorded only when the capture does not follow at once. */
  authorised: ['captured', 'voided'],
  captured: [],
  /** The authorisation was given back, or ran out. */
  voided: [],
  /** The session can no longer be paid. */
  expired: ['authorised', 'captured', 'voided'],
  /** The provider refused to open a session. */
  failed: [],
} as const

export type PaymentState = keyof typeof paymentMoves

export const refundMoves = {
  asked: ['pending', 'succeeded', 'failed'],
  pending: ['succeeded', 'failed'],
  /** A bank may still send it back. */
  succeeded: ['failed'],
  failed: [],
} as const

export type RefundState = keyof typeof refundMoves

/** Why an order ends, or ended, without tickets. */
export const endings = [
  'unpaid',
  'cancelled-by-buyer',
  'places-gone',
  'capture-failed',
  'refused-by-provider',
  'too-many-for-card',
] as const
export type Ending = (typeof endings)[number]

/** What the buyer may do in which state; what is not here is refused. */
export const orderActions = {
  pay: ['payment_pending'],
  cancel: ['payment_pending', 'review'],
} as const satisfies Record<string, readonly OrderState[]>
export type OrderAction = keyof typeof orderActions

/** States from which a refund may be asked for; of other places also while one is on its way. */
export const refundableStates = [
  'confirmed',
  'refund_pending',
  'partly_refunded',
  'refund_failed',
] as const satisfies readonly OrderState[]

/** States in which nothing is under way: an order's stream of events ends in them. */
export const restingStates = [
  'confirmed',
  'expired',
  'cancelled',
  'capture_failed',
  'review',
  'refund_failed',
  'partly_refunded',
  'refunded',
  'disputed',
  'dispute_lost',
] as const satisfies readonly OrderState[]

const has = <T extends string>(list: readonly T[], item: string): item is T => list.some((one) => one === item)

export const isResting = (state: OrderState): boolean => has(restingStates, state)

export const actionsIn = (state: OrderState): OrderAction[] =>
  (Object.keys(orderActions) as OrderAction[]).filter((action) => has(orderActions[action], state))
