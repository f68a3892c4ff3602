/**
 * The types of event that a Stripe endpoint for Foyer should be set to send. Whatever else comes is kept and leads to
 * nothing. Not among them: what only repeats what Foyer has just done itself, such as a capture.
 */
export const awaitedStripeEvents = [
  'checkout.session.completed',
  'checkout.session.async_payment_succeeded',
  'checkout.session.async_payment_failed',
  'checkout.session.expired',
  'payment_intent.canceled',
  'refund.created',
  'refund.updated',
  'refund.failed',
  'charge.dispute.created',
  'charge.dispute.closed',
] as const
