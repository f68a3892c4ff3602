import { isId } from '../platform/ids.ts'
import type { Stripe } from 'stripe'
import type { MoneyStage, ProviderDispute, ProviderEvent, ProviderPayment, ProviderRefund, Taken } from './gateway.ts'
import { fromStripe } from './stripe-amounts.ts'

/** A Checkout session, and its intent where it was expanded. Before the first attempt to pay there is no intent. */
export function readSession(session: Stripe.Checkout.Session): ProviderPayment {
  const intent = typeof session.payment_intent === 'string' ? null : session.payment_intent
  const currency = (intent?.currency ?? session.currency ?? '').toUpperCase()
  const asked = fromStripe(session.amount_total ?? Number.NaN, currency)
  const paid = intent === null ? { money: 'none' as const, amountMinor: asked } : readIntent(intent)
  return {
    sessionId: session.id,
    session: session.status === 'open' ? 'open' : session.status === 'complete' ? 'complete' : 'expired',
    url: session.status === 'open' ? session.url : null,
    intentId: intent?.id ?? (typeof session.payment_intent === 'string' ? session.payment_intent : null),
    money: paid.money,
    amountMinor: paid.money === 'none' ? asked : paid.amountMinor,
    currency,
    instrument: instrumentOf(intent),
  }
}

/** The fingerprint of the card: one for each number, within an account at Stripe. */
function instrumentOf(intent: Stripe.PaymentIntent | null): string | null {
  const charge = intent?.latest_charge
  if (typeof charge !== 'object' || charge === null) return null
  return charge.payment_method_details?.card?.fingerprint ?? null
}

export function readIntent(intent: Stripe.PaymentIntent): Taken {
  // A stage that Stripe adds one day is waited for, not guessed at.
  const money = moneyStages[intent.status] ?? 'processing'
  const amount =
    money === 'captured' ? intent.amount_received : money === 'authorised' ? intent.amount_capturable : intent.amount
  return { money, amountMinor: fromStripe(amount, intent.currency.toUpperCase()) }
}

const moneyStages: Readonly<Record<string, MoneyStage>> = {
  requires_payment_method: 'none',
  requires_confirmation: 'none',
  requires_action: 'none',
  processing: 'processing',
  requires_capture: 'authorised',
  succeeded: 'captured',
  canceled: 'void',
}

type RefundFields = Pick<Stripe.Refund, 'id' | 'amount' | 'status' | 'metadata' | 'failure_reason'>

export const readRefund = (refund: RefundFields, currency: string): ProviderRefund => ({
  providerRefundId: refund.id,
  refundId: ourId(refund.metadata?.['refund_id']),
  state:
    refund.status === 'succeeded'
      ? 'succeeded'
      : refund.status === 'failed' || refund.status === 'canceled'
        ? 'failed'
        : 'pending',
  amountMinor: fromStripe(refund.amount, currency),
  failedBecause: refund.failure_reason ?? (refund.status === 'canceled' ? 'canceled' : null),
})

/** A dispute; undefined for a bank's mere inquiry, and for one that was prevented: those move no money. */
export function readDispute(dispute: Stripe.Dispute, currency: string): ProviderDispute | undefined {
  const { status } = dispute
  if (status.startsWith('warning_') || status === 'prevented') return undefined
  return {
    providerDisputeId: dispute.id,
    state: status === 'won' ? 'won' : status === 'lost' ? 'lost' : 'open',
    amountMinor: fromStripe(dispute.amount, currency),
  }
}

/** Which order an event tells about, by the metadata that we gave to whatever we made; undefined for what is no event. */
export function readEvent(event: Partial<Stripe.Event> | null): ProviderEvent | undefined {
  const object: EventObject | null | undefined = event?.data?.object
  if (!isName(event?.id) || !isName(event.type) || typeof object !== 'object' || object === null) return undefined
  const eventId = ourId(object.metadata?.['event_id'])
  const orderId = ourId(object.metadata?.['order_id'])
  const intent = object.object === 'payment_intent' ? object.id : object.payment_intent
  return {
    providerEventId: event.id,
    kind: event.type,
    about: aboutOf(event.type),
    order: eventId === null || orderId === null ? null : { eventId, orderId },
    intentId: nameOf(typeof intent === 'string' ? intent : intent?.id),
  }
}

/** What the objects of the events that concern us have in common. */
interface EventObject {
  readonly object: string
  readonly id?: string
  readonly metadata?: Stripe.Metadata | null
  readonly payment_intent?: string | { readonly id: string } | null
}

function aboutOf(kind: string): ProviderEvent['about'] {
  if (/^(charge\.refund|refund\.|charge\.dispute\.)/.test(kind)) return 'money-back'
  return /^(checkout\.session|payment_intent|charge)\./.test(kind) ? 'payment' : 'other'
}

/** Ids and kinds of Stripe's are such texts; anything else was not written by it. */
const isName = (value: unknown): value is string => typeof value === 'string' && /^[!-~]{1,255}$/.test(value)
const nameOf = (value: unknown): string | null => (isName(value) ? value : null)

const ourId = (text: string | undefined): string | null => (text !== undefined && isId(text) ? text : null)
