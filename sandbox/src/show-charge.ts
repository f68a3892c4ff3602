import type { Stripe } from 'stripe'
import { cardNumbered } from './cards.ts'
import type { Charge, PaymentFailure } from './records.ts'

export const showCharge = (charge: Charge): Stripe.Charge => {
  const { intent: wishes } = charge.terms
  const returned = charge.released + charge.refunded
  return {
    id: charge.id,
    object: 'charge',
    amount: charge.amount,
    amount_captured: charge.amountCaptured,
    amount_refunded: returned,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: null,
    billing_details: { address: null, email: charge.terms.customerEmail, name: null, phone: null, tax_id: null },
    calculated_statement_descriptor: wishes.statementDescriptor,
    captured: charge.captured,
    created: charge.created,
    currency: charge.currency,
    customer: null,
    description: wishes.description,
    disputed: charge.dispute !== null,
    failure_balance_transaction: null,
    failure_code: charge.failure?.code ?? null,
    failure_message: charge.failure?.message ?? null,
    fraud_details: {},
    livemode: false,
    metadata: charge.metadata,
    on_behalf_of: null,
    outcome: showOutcome(charge.failure),
    paid: charge.status === 'succeeded',
    payment_intent: charge.intent,
    payment_method: charge.paymentMethod,
    payment_method_details: { type: 'card', card: showCard(charge) },
    receipt_email: wishes.receiptEmail,
    receipt_number: null,
    receipt_url: null,
    refunded: returned === charge.amount,
    review: null,
    shipping: null,
    source: null,
    source_transfer: null,
    statement_descriptor: wishes.statementDescriptor,
    statement_descriptor_suffix: wishes.statementDescriptorSuffix,
    status: charge.status,
    transfer_data: null,
    transfer_group: null,
  }
}

const showOutcome = (failure: PaymentFailure | null): Stripe.Charge.Outcome => ({
  advice_code: null,
  network_advice_code: null,
  network_decline_code: null,
  network_status: failure === null ? 'approved_by_network' : 'declined_by_network',
  reason: failure?.declineCode ?? null,
  seller_message: failure?.message ?? null,
  type: failure === null ? 'authorized' : 'issuer_declined',
})

const showCard = (charge: Charge): Stripe.Charge.PaymentMethodDetails.Card => {
  const { brand, number } = cardNumbered(charge.card)
  return {
    amount_authorized: charge.status === 'succeeded' ? charge.amount : null,
    authorization_code: null,
    brand,
    ...(charge.terms.intent.captureMethod === 'manual' ? { capture_before: charge.captureBefore } : {}),
    checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: 'pass' },
    country: 'US',
    electronic_commerce_indicator: null,
    exp_month: 12,
    exp_year: 2040,
    fingerprint: `sandbox${number}`,
    funding: 'credit',
    installments: null,
    last4: number.slice(-4),
    mandate: null,
    network: brand,
    network_transaction_id: null,
    regulated_status: null,
    three_d_secure: null,
    transaction_link_id: null,
    wallet: null,
  }
}
