import type { Stripe } from 'stripe'
import type { Dispute, Refund } from './records.ts'

export const showRefund = (refund: Refund): Stripe.Refund => ({
  id: refund.id,
  object: 'refund',
  amount: refund.amount,
  balance_transaction: null,
  charge: refund.charge,
  created: refund.created,
  currency: refund.currency,
  customer: null,
  customer_account: null,
  destination_details: { type: 'card', card: { type: refund.release ? 'reversal' : 'refund' } },
  ...(refund.failureReason === null ? {} : { failure_reason: refund.failureReason }),
  metadata: refund.metadata,
  payment_intent: refund.intent,
  payment_method: null,
  ...(refund.status === 'pending' ? { pending_reason: 'processing' } : {}),
  reason: refund.reason,
  receipt_number: null,
  source_transfer_reversal: null,
  status: refund.status,
  transfer_reversal: null,
})

const EVIDENCE_DAYS = 7

export const showDispute = (dispute: Dispute): Omit<Stripe.Dispute, 'evidence'> & { evidence: object } => ({
  id: dispute.id,
  object: 'dispute',
  amount: dispute.amount,
  balance_transactions: [],
  charge: dispute.charge,
  created: dispute.created,
  currency: dispute.currency,
  enhanced_eligibility_types: [],
  evidence: {},
  evidence_details: {
    due_by: dispute.created + EVIDENCE_DAYS * 24 * 60 * 60,
    enhanced_eligibility: {},
    has_evidence: false,
    past_due: false,
    submission_count: 0,
    submission_method: 'not_submitted',
  },
  intended_submission_method: null,
  is_charge_refundable: dispute.status === 'won',
  livemode: false,
  metadata: {},
  payment_intent: dispute.intent,
  reason: dispute.reason,
  status: dispute.status,
})
