import type { Ending, OrderState, PaymentState, RefundState } from '@foyer/contract/orders'
import type { ProviderDispute, ProviderPayment, ProviderRefund } from '../payments/index.ts'

/** An order as it stands in its row. */
export interface OrderRow {
  readonly eventId: string
  readonly orderId: string
  readonly buyerId: string
  /** As printed on tickets; empty once the account is deleted. */
  readonly buyerName: string
  readonly holdId: string
  readonly state: OrderState
  readonly currency: string
  readonly faceMinor: number
  readonly feesMinor: number
  readonly amountMinor: number
  /** Places of its lines, ascending. */
  readonly places: readonly number[]
  readonly payBy: Date
  readonly settleAt: Date | null
  readonly endedBecause: Ending | null
  /** When it ended without tickets; null while it has not. */
  readonly endedAt: Date | null
  readonly madeAt: Date
  readonly authorisedAt: Date | null
  readonly confirmedAt: Date | null
}

export interface PaymentRow {
  readonly paymentId: string
  readonly state: PaymentState
  readonly capturedMinor: number
  readonly sessionKey: string
  readonly sessionId: string | null
  readonly intentId: string | null
  readonly captureKey: string
  /** Until when a failing capture is tried again; null while none has failed. */
  readonly captureUntil: Date | null
  readonly voidKey: string
  readonly madeAt: Date
}

export interface RefundRow {
  readonly refundId: string
  readonly state: RefundState
  readonly amountMinor: number
  readonly providerRefundId: string | null
  readonly refundKey: string
  readonly places: readonly number[]
  readonly placesReturned: boolean
}

export interface DisputeRow {
  readonly disputeId: string
  readonly providerDisputeId: string
  readonly state: 'open' | 'won' | 'lost'
  readonly amountMinor: number
}

/** What the provider said when it was asked in the course of this settling. */
export type Asked<T> = 'not-asked' | 'no-answer' | T

/** What the inventory said about the order's places. */
export type PlacesFact =
  | 'not-asked'
  /** Sold to this order: these, which may be others than were held when the buyer paid late. */
  | { readonly sold: readonly number[] }
  | 'gone'
  /** Not asked for: the card that pays has paid for as many as it may. */
  | 'too-many-for-card'
  /** Free for others, as far as this order is concerned. */
  | 'freed'

/** Everything that a decision about an order rests on. Read anew by each settling; never written down as such. */
export interface Facts {
  readonly now: Date
  readonly order: OrderRow
  /** Null for a free order. */
  readonly payment: PaymentRow | null
  /** What made us look: a webhook about this part of the payment, or nothing in particular. */
  readonly told: 'nothing' | 'payment' | 'money-back'
  readonly seen: Asked<ProviderPayment>
  /** The provider refused for good to open a session. */
  readonly sessionRefused: boolean
  /** A capture was tried in this settling and failed. */
  readonly captureFailed: boolean
  readonly places: PlacesFact
  /** Unresolved and past refunds and disputes; read for paid orders only. */
  readonly refunds: readonly RefundRow[]
  readonly disputes: readonly DisputeRow[]
  readonly seenMoneyBack: Asked<{
    readonly refunds: readonly ProviderRefund[]
    readonly disputes: readonly ProviderDispute[]
  }>
}
