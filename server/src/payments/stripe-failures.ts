import { Stripe } from 'stripe'
import type { Failure } from './gateway.ts'

/**
 * What an error of the library says about the call. Stripe keeps the first answer to a key, failures included, for a
 * day (docs.stripe.com/api/idempotent_requests); not kept are refusals of parameters, of a twin under way and of haste.
 * @throws the error itself when it is none of Stripe's.
 */
export function failureOf(error: unknown): Failure {
  // An amount that Stripe cannot express.
  if (error instanceof RangeError) return { failed: 'refused', reason: error.message }
  if (!(error instanceof Stripe.errors.StripeError)) throw error
  const reason = `${error.type}${error.code === undefined ? '' : ` ${error.code}`}: ${error.message}`
  const status = error.statusCode
  if (status === undefined || error instanceof Stripe.errors.StripeConnectionError)
    return { failed: 'no-answer', reason }
  // A twin is at work, too many calls, or a wrong key of ours: nothing was done, and asking again later may help.
  if (status === 409 || status === 429 || status === 401 || status === 403) return { failed: 'no-answer', reason }
  if (status >= 500 || error instanceof Stripe.errors.StripeIdempotencyError) return { failed: 'broken', reason }
  return { failed: 'refused', reason }
}
