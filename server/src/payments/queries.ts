import type { PaymentState, RefundState } from '@foyer/contract/orders'
import type { Queryable, Tx } from '../platform/database.ts'
import type { ProviderPayment, ProviderRefund } from './gateway.ts'

/** Which payment: every key begins with the event. */
export interface PaymentKey {
  readonly eventId: string
  readonly paymentId: string
}

export interface NewPayment extends PaymentKey {
  readonly orderId: string
  readonly currency: string
  readonly amountMinor: number
}

/** Payments with their idempotency keys, before any call to the provider. */
export const insertPayments = (tx: Tx, payments: readonly NewPayment[]) => tx`
  insert into payments (event_id, payment_id, order_id, provider, state, currency, amount_minor,
                        session_key, capture_key, void_key)
  select event_id, payment_id, order_id, 'stripe', 'starting', currency, amount_minor,
         payment_id || '-session', payment_id || '-capture', payment_id || '-void'
    from unnest(${payments.map((payment) => payment.eventId)}::uuid[],
                ${payments.map((payment) => payment.paymentId)}::uuid[],
                ${payments.map((payment) => payment.orderId)}::uuid[],
                ${payments.map((payment) => payment.currency)}::text[],
                ${payments.map((payment) => payment.amountMinor)}::bigint[])
      as one (event_id, payment_id, order_id, currency, amount_minor)`

/** The provider's object in short, as it is kept in `payments.seen`. */
const inShort = ({ session, money, amountMinor, currency }: ProviderPayment): string =>
  JSON.stringify({ session, money, amountMinor, currency })

/** A session that the provider has opened for a payment. */
export interface Opened extends PaymentKey {
  readonly seen: ProviderPayment
}

/**
 * The sessions are open and their pages known, unless somebody recorded that before. In the order of their ids, so that
 * two processes with the same payments do not wait for each other. @returns for which it was news.
 */
export async function recordOpen(sql: Queryable, opened: readonly Opened[]): Promise<readonly boolean[]> {
  const rows = opened.toSorted((a, b) => (a.paymentId < b.paymentId ? -1 : 1))
  const news = await sql<{ paymentId: string }[]>`
    update payments p set state = 'open', session_id = one.session_id, session_url = one.url,
           intent_id = one.intent_id, seen = one.seen, seen_at = now()
      from unnest(${rows.map((one) => one.eventId)}::uuid[], ${rows.map((one) => one.paymentId)}::uuid[],
                  ${rows.map((one) => one.seen.sessionId)}::text[], ${rows.map((one) => one.seen.url)}::text[],
                  ${rows.map((one) => one.seen.intentId)}::text[],
                  ${rows.map((one) => inShort(one.seen))}::text[]::jsonb[])
             as one (event_id, payment_id, session_id, url, intent_id, seen)
     where p.event_id = one.event_id and p.payment_id = one.payment_id and p.state = 'starting'
    returning p.payment_id as "paymentId"`
  const ids = new Set(news.map(({ paymentId }) => paymentId))
  // For a payment that is here twice, the first is the news.
  return opened.map(({ paymentId }) => ids.delete(paymentId))
}

/** The payment has moved on as the provider says. */
export const recordSeen = (
  tx: Queryable,
  key: PaymentKey,
  from: PaymentState,
  to: PaymentState,
  seen: ProviderPayment,
) => tx`
  update payments set state = ${to}, intent_id = coalesce(${seen.intentId}, intent_id), session_url = ${seen.url},
         captured_minor = ${to === 'captured' ? seen.amountMinor : 0},
         seen = ${inShort(seen)}::text::jsonb, seen_at = now()
   where event_id = ${key.eventId} and payment_id = ${key.paymentId} and state = ${from}`

/** The payment came to an end without money. */
export const recordPaymentEnd = (tx: Queryable, key: PaymentKey, from: PaymentState, to: PaymentState) => tx`
  update payments set state = ${to}, session_url = null
   where event_id = ${key.eventId} and payment_id = ${key.paymentId} and state = ${from}`

/** States in which the provider may take the money. */
const CAPTURABLE = ['open', 'expired', 'authorised']

/** Money that the provider has taken. */
export interface Captured extends PaymentKey {
  readonly intentId: string
  readonly capturedMinor: number
}

/** The provider has taken the money of these payments. */
export const recordCaptured = (tx: Queryable, captured: readonly Captured[]) => tx`
  update payments p set state = 'captured', intent_id = one.intent_id, captured_minor = one.captured_minor,
         session_url = null, seen_at = now()
    from unnest(${captured.map((one) => one.eventId)}::uuid[], ${captured.map((one) => one.paymentId)}::uuid[],
                ${captured.map((one) => one.intentId)}::text[], ${captured.map((one) => one.capturedMinor)}::bigint[])
           as one (event_id, payment_id, intent_id, captured_minor)
   where p.event_id = one.event_id and p.payment_id = one.payment_id and p.state = any(${CAPTURABLE})`

/** A key under which the provider keeps a failure is of no more use: the next try goes under another. */
export const replaceKey = (
  sql: Queryable,
  key: PaymentKey,
  column: 'session_key' | 'void_key',
  old: string,
  fresh: string,
) => sql`
  update payments set ${sql(column)} = ${fresh}
   where event_id = ${key.eventId} and payment_id = ${key.paymentId} and ${sql(column)} = ${old}`

/** A capture failed: tried again under another key, until `retryMs` after the first failure. */
export const recordCaptureFailure = (
  sql: Queryable,
  key: PaymentKey,
  failed: { readonly intentId: string; readonly freshKey: string; readonly retryMs: number },
) => sql`
  update payments set state = 'authorised', intent_id = ${failed.intentId}, session_url = null,
         capture_key = ${failed.freshKey},
         capture_until = coalesce(capture_until, now() + ${failed.retryMs} * interval '1 millisecond')
   where event_id = ${key.eventId} and payment_id = ${key.paymentId} and state = any(${CAPTURABLE})`

export interface NewRefund {
  readonly eventId: string
  readonly refundId: string
  readonly orderId: string
  readonly paymentId: string
  readonly currency: string
  readonly amountMinor: number
  readonly feesMinor: number
  readonly reason: string
  readonly askedBy: string | null
  readonly places: readonly number[]
  /** The provider's id of a refund that was made there. */
  readonly providerRefundId: string | null
}

/** A refund, with its idempotency key, before any call to the provider. Unique by the provider's id, if it has one. */
export const insertRefund = (tx: Queryable, refund: NewRefund) => tx`
  insert into refunds (event_id, refund_id, order_id, payment_id, state, currency, amount_minor, fees_minor, reason,
                       asked_by, places, refund_key, provider_refund_id)
  values (${refund.eventId}, ${refund.refundId}, ${refund.orderId}, ${refund.paymentId},
          ${refund.providerRefundId === null ? 'asked' : 'pending'}, ${refund.currency}, ${refund.amountMinor},
          ${refund.feesMinor}, ${refund.reason}, ${refund.askedBy}, ${refund.places as number[]}::int[],
          ${`${refund.refundId}-refund`}, ${refund.providerRefundId})
  on conflict on constraint refunds_once_at_the_provider do nothing`

export const moveRefund = (
  tx: Queryable,
  eventId: string,
  refundId: string,
  from: RefundState,
  became: ProviderRefund,
) => tx`
  update refunds set state = ${became.state}, provider_refund_id = ${became.providerRefundId},
         failed_because = ${became.failedBecause},
         ended_at = case when ${became.state} = 'pending' then null else now() end
   where event_id = ${eventId} and refund_id = ${refundId} and state = ${from}`

/** The provider refused to give the money back. */
export const failRefund = (tx: Queryable, eventId: string, refundId: string, reason: string) => tx`
  update refunds set state = 'failed', failed_because = ${reason}, ended_at = now()
   where event_id = ${eventId} and refund_id = ${refundId} and state = 'asked'`

export const replaceRefundKey = (sql: Queryable, eventId: string, refundId: string, old: string, fresh: string) => sql`
  update refunds set refund_key = ${fresh}
   where event_id = ${eventId} and refund_id = ${refundId} and refund_key = ${old}`

export const recordPlacesReturned = (sql: Queryable, eventId: string, refundId: string) => sql`
  update refunds set places_returned_at = now()
   where event_id = ${eventId} and refund_id = ${refundId} and places_returned_at is null`

export interface RefundFacts {
  readonly refundId: string
  readonly state: RefundState
  readonly amountMinor: number
  readonly providerRefundId: string | null
  readonly refundKey: string
  readonly places: readonly number[]
  readonly placesReturned: boolean
}

/** Refunds of an order, oldest first. */
export const findRefunds = (sql: Queryable, eventId: string, orderId: string) => sql<RefundFacts[]>`
  select refund_id as "refundId", state, amount_minor as "amountMinor", provider_refund_id as "providerRefundId",
         refund_key as "refundKey", places, places_returned_at is not null as "placesReturned"
    from refunds where event_id = ${eventId} and order_id = ${orderId} order by refund_id`

export interface DisputeFacts {
  readonly disputeId: string
  readonly providerDisputeId: string
  readonly state: 'open' | 'won' | 'lost'
  readonly amountMinor: number
}

export const findDisputes = (sql: Queryable, eventId: string, orderId: string) => sql<DisputeFacts[]>`
  select dispute_id as "disputeId", provider_dispute_id as "providerDisputeId", state, amount_minor as "amountMinor"
    from disputes where event_id = ${eventId} and order_id = ${orderId} order by dispute_id`

export interface NewDispute {
  readonly eventId: string
  readonly disputeId: string
  readonly orderId: string
  readonly paymentId: string
  readonly providerDisputeId: string
  readonly currency: string
  readonly amountMinor: number
}

export const insertDispute = (tx: Queryable, dispute: NewDispute) => tx`
  insert into disputes (event_id, dispute_id, order_id, payment_id, provider_dispute_id, state, currency, amount_minor)
  values (${dispute.eventId}, ${dispute.disputeId}, ${dispute.orderId}, ${dispute.paymentId},
          ${dispute.providerDisputeId}, 'open', ${dispute.currency}, ${dispute.amountMinor})
  on conflict on constraint disputes_once do nothing`

export const closeDispute = (tx: Queryable, eventId: string, disputeId: string, outcome: 'won' | 'lost') => tx`
  update disputes set state = ${outcome}, closed_at = now()
   where event_id = ${eventId} and dispute_id = ${disputeId} and state = 'open'`
