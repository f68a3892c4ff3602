import type { Stripe } from 'stripe'
import type { Intent, PaymentFailure } from './records.ts'

export const showIntent = (intent: Intent): Stripe.PaymentIntent => {
  const { intent: wishes, pageUrl } = intent.terms
  return {
    id: intent.id,
    object: 'payment_intent',
    allowed_payment_method_types: null,
    amount: intent.amount,
    amount_capturable: intent.status === 'requires_capture' ? intent.amount : 0,
    amount_details: { tip: {} },
    amount_received: intent.amountReceived,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: null,
    canceled_at: intent.canceledAt,
    cancellation_reason: intent.cancellationReason,
    capture_method: wishes.captureMethod,
    client_secret: intent.clientSecret,
    confirmation_method: 'automatic',
    created: intent.created,
    currency: intent.currency,
    customer: null,
    customer_account: null,
    description: wishes.description,
    excluded_payment_method_types: null,
    last_payment_error: intent.lastError === null ? null : showFailure(intent.lastError),
    latest_charge: intent.charges.at(-1) ?? null,
    livemode: false,
    managed_payments: null,
    metadata: intent.metadata,
    next_action:
      intent.status === 'requires_action'
        ? { type: 'redirect_to_url', redirect_to_url: { url: `${pageUrl}/challenge`, return_url: pageUrl } }
        : null,
    on_behalf_of: null,
    payment_method: intent.status === 'requires_payment_method' ? null : intent.paymentMethod,
    payment_method_configuration_details: null,
    payment_method_options: {},
    payment_method_types: ['card'],
    payment_record: null,
    processing: null,
    receipt_email: wishes.receiptEmail,
    review: null,
    setup_future_usage: null,
    shipping: null,
    source: null,
    statement_descriptor: wishes.statementDescriptor,
    statement_descriptor_suffix: wishes.statementDescriptorSuffix,
    status: intent.status,
    transfer_data: null,
    transfer_group: null,
  }
}

const showFailure = (failure: PaymentFailure): Stripe.PaymentIntent.LastPaymentError => ({
  type: failure.type,
  code: failure.code,
  message: failure.message,
  ...(failure.declineCode === undefined ? {} : { decline_code: failure.declineCode }),
  ...(failure.charge === undefined ? {} : { charge: failure.charge }),
})
