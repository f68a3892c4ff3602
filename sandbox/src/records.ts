/**
 * What the sandbox keeps. Records are never changed in place: a step replaces a record by its next version, so that
 * an event (or an answer kept under an idempotency key) holds the version of its moment without a copy.
 *
 * `created`, `canceledAt` are seconds, as on the wire; `expiresAt`, `dueAt` are milliseconds. A record with a `dueAt`
 * changes by itself at that instant (see `due.ts`); null: only somebody's call changes it.
 */
export type Metadata = Readonly<Record<string, string>>

type Kept<Kind extends string> = Readonly<{ object: Kind; id: string; created: number; dueAt: number | null }>

export type Item = Readonly<{
  object: 'item'
  id: string
  priceId: string
  productId: string
  name: string
  about: string | null
  currency: string
  unitAmount: number
  quantity: number
  created: number
  metadata: Metadata
}>

/** What a session was opened with: shared by all its versions. */
export type Terms = Readonly<{
  items: readonly Item[]
  amountTotal: number
  currency: string
  successUrl: string
  cancelUrl: string | null
  pageUrl: string
  clientReferenceId: string | null
  customerEmail: string | null
  metadata: Metadata
  locale: string | null
  submitType: string | null
  expiresAt: number
  intent: Readonly<{
    captureMethod: CaptureMethod
    metadata: Metadata
    description: string | null
    receiptEmail: string | null
    statementDescriptor: string | null
    statementDescriptorSuffix: string | null
  }>
}>

type CaptureMethod = 'automatic' | 'automatic_async' | 'manual'

export type Session = Kept<'checkout.session'> &
  Readonly<{
    terms: Terms
    status: 'open' | 'complete' | 'expired'
    paymentStatus: 'unpaid' | 'paid'
    /** Null until the first attempt to pay: Stripe makes the intent at confirmation. */
    intent: string | null
  }>

type IntentStatus =
  'requires_payment_method' | 'requires_action' | 'processing' | 'requires_capture' | 'succeeded' | 'canceled'

export type PaymentFailure = Readonly<{
  type: 'card_error' | 'invalid_request_error'
  code: string
  declineCode?: string
  message: string
  charge?: string
}>

export type Intent = Kept<'payment_intent'> &
  Readonly<{
    session: string
    sessionOpen: boolean
    terms: Terms
    clientSecret: string
    amount: number
    currency: string
    status: IntentStatus
    amountReceived: number
    /** Number of the card last tried; null before. */
    card: string | null
    paymentMethod: string | null
    charges: readonly string[]
    lastError: PaymentFailure | null
    canceledAt: number | null
    cancellationReason: string | null
    metadata: Metadata
  }>

export type Charge = Kept<'charge'> &
  Readonly<{
    intent: string
    terms: Terms
    amount: number
    currency: string
    card: string
    paymentMethod: string
    status: 'succeeded' | 'failed'
    failure: PaymentFailure | null
    captured: boolean
    amountCaptured: number
    /** Authorised money given back uncaptured: a void, or what a partial capture left. */
    released: number
    /** Captured money on its way back or returned; a refund that fails is taken out again. */
    refunded: number
    /** Money taken by a dispute that is open or lost; 0 once it is won. */
    disputedAmount: number
    dispute: string | null
    refunds: readonly string[]
    captureBefore: number
    metadata: Metadata
  }>

export type Refund = Kept<'refund'> &
  Readonly<{
    charge: string
    intent: string
    amount: number
    currency: string
    status: 'pending' | 'succeeded' | 'failed'
    reason: string | null
    failureReason: string | null
    /** A release of uncaptured money, which Stripe shows as a refund too. */
    release: boolean
    metadata: Metadata
  }>

export type Dispute = Kept<'dispute'> &
  Readonly<{
    charge: string
    intent: string
    amount: number
    currency: string
    reason: string
    status: 'needs_response' | 'won' | 'lost'
  }>

export type Cause = Readonly<{ requestId: string | null; idempotencyKey: string | null }>

export type Event = Kept<'event'> &
  Readonly<{
    type: EventType
    about: Payable
    previous: Readonly<Record<string, unknown>> | null
    cause: Cause
    /** Deliveries that have not been answered with success. */
    pending: number
  }>

export type Payable = Session | Intent | Charge | Refund | Dispute
export type Kind = Payable | Event

/** The types of event that the sandbox sends; Stripe has many more. */
export const eventTypes = [
  'checkout.session.completed',
  'checkout.session.expired',
  'checkout.session.async_payment_succeeded',
  'checkout.session.async_payment_failed',
  'payment_intent.amount_capturable_updated',
  'payment_intent.succeeded',
  'payment_intent.payment_failed',
  'payment_intent.canceled',
  'charge.captured',
  'charge.expired',
  'charge.refunded',
  'charge.dispute.created',
  'charge.dispute.funds_withdrawn',
  'charge.dispute.funds_reinstated',
  'charge.dispute.closed',
  'refund.created',
  'refund.updated',
  'refund.failed',
] as const
export type EventType = (typeof eventTypes)[number]

/** The moment of a step: `now` in milliseconds, and how long a late answer takes. */
export type Moment = Readonly<{ now: number; lateMs: number }>

/** What a decision changes and makes known. Nothing has happened until the gateway commits it. */
export type Step = Readonly<{ put: readonly Payable[]; happened: readonly Happening[] }>
export type Happening = Readonly<{
  type: EventType
  about: Payable
  previous?: Readonly<Record<string, unknown>>
}>

export const NOTHING: Step = { put: [], happened: [] }
