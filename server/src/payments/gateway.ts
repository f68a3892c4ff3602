/** Where the buyer's money is, in the provider's own eyes. */
export type MoneyStage =
  /** Nothing was paid. */
  | 'none'
  /** The bank has not answered yet. */
  | 'processing'
  /** Set aside for us; to be captured or voided. */
  | 'authorised'
  | 'captured'
  /** Was set aside, or would have been, and no longer is. */
  | 'void'

/** A payment as the provider tells it when asked: the truth, whatever any webhook said. */
export interface ProviderPayment {
  readonly sessionId: string
  /** Whether its page can still be paid. */
  readonly session: 'open' | 'complete' | 'expired'
  /** Its page; null once it is closed. */
  readonly url: string | null
  readonly intentId: string | null
  readonly money: MoneyStage
  /** What is set aside or was taken; before that, what the session asks for. In minor units. */
  readonly amountMinor: number
  readonly currency: string
  /** What the provider calls the card that pays, the same each time it does; null where it tells none. Not to be kept. */
  readonly instrument: string | null
}

/** A refund as the provider tells it. */
export interface ProviderRefund {
  readonly providerRefundId: string
  /** Our refund that it belongs to; null: it was made at the provider. */
  readonly refundId: string | null
  readonly state: 'pending' | 'succeeded' | 'failed'
  readonly amountMinor: number
  readonly failedBecause: string | null
}

export interface ProviderDispute {
  readonly providerDisputeId: string
  readonly state: 'open' | 'won' | 'lost'
  readonly amountMinor: number
}

/**
 * Why a call came to nothing.
 * `no-answer`: it may or may not have been done (timed out, cut off, too busy): ask again, with the same key.
 * `broken`: the provider answered that it failed; it would give the same answer to the same key for a day.
 * `refused`: it was understood and not done.
 */
export type Failure =
  | { readonly failed: 'no-answer'; readonly reason: string }
  | { readonly failed: 'broken'; readonly reason: string }
  | { readonly failed: 'refused'; readonly reason: string }

export const hasFailed = (answer: object): answer is Failure => 'failed' in answer

export interface SessionRequest {
  readonly eventId: string
  readonly orderId: string
  readonly paymentId: string
  readonly currency: string
  /** What the buyer reads on the provider's page; sums to what is to be paid. */
  readonly items: readonly { readonly name: string; readonly unitMinor: number; readonly quantity: number }[]
  readonly returnUrl: string
  readonly cancelUrl: string
  /** When the session ends if nobody closes it. */
  readonly expiresAt: Date
  /** Idempotency key: the same key and the same request give the same session. */
  readonly key: string
}

export interface RefundOrder {
  readonly refundId: string
  readonly eventId: string
  readonly orderId: string
  readonly intentId: string
  readonly amountMinor: number
  readonly currency: string
  readonly key: string
}

/** What a webhook is about. */
export interface ProviderEvent {
  readonly providerEventId: string
  readonly kind: string
  /** Which part of a payment it tells about; `other` is stored and leads to nothing. */
  readonly about: 'payment' | 'money-back' | 'other'
  /** The order it names, if it names one of ours. */
  readonly order: { readonly eventId: string; readonly orderId: string } | null
  readonly intentId: string | null
}

/**
 * A payment provider, as far as Foyer knows one. Every call is bounded in time, is tried once, and never throws for
 * what the provider or the network does. Nothing is held locked while one runs.
 */
export interface PaymentGateway {
  readonly provider: 'stripe'
  openSession(request: SessionRequest): Promise<ProviderPayment | Failure>
  readSession(sessionId: string): Promise<ProviderPayment | Failure>
  /** Ends an open session; refused when it is no longer open. */
  closeSession(sessionId: string): Promise<ProviderPayment | Failure>
  /** Takes the authorised money. */
  capture(intentId: string, key: string): Promise<Taken | Failure>
  /** Gives authorised money back before it is taken. */
  voidAuthorisation(intentId: string, key: string): Promise<Taken | Failure>
  refund(order: RefundOrder): Promise<ProviderRefund | Failure>
  refundsOf(intentId: string, currency: string): Promise<{ readonly refunds: readonly ProviderRefund[] } | Failure>
  disputesOf(intentId: string, currency: string): Promise<{ readonly disputes: readonly ProviderDispute[] } | Failure>
  /** Reads a webhook once its signature is found to be genuine; undefined when it is not, or when it is no webhook. */
  readWebhook(rawBody: Buffer, signature: string): ProviderEvent | undefined
  close(): void
}

/** What became of the money of an intent. */
export interface Taken {
  readonly money: MoneyStage
  readonly amountMinor: number
}
