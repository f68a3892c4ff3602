/**
 * Amounts cross Stripe's wire in minor units as ISO 4217 counts them, with three exceptions (docs.stripe.com/currencies,
 * special cases): ISK and UGX have no minor unit but are sent in hundredths, and MGA has one but is sent whole.
 */
const stripePerMinor: Readonly<Record<string, number>> = { ISK: 100, UGX: 100, MGA: 0.01 }

/** Currencies of three decimals whose last digit must be 0 at Stripe. */
const TENS_ONLY = new Set(['BHD', 'JOD', 'KWD', 'OMR', 'TND'])

/**
 * Our minor units in Stripe's.
 * @throws RangeError for an amount that Stripe cannot express, e.g. five fils.
 */
export function toStripe(minor: number, currency: string): number {
  const amount = minor * (stripePerMinor[currency] ?? 1)
  const whole = Math.round(amount)
  if (Math.abs(amount - whole) > 1e-6 || (TENS_ONLY.has(currency) && whole % 10 !== 0))
    throw new RangeError(`Stripe has no amount of ${minor} minor units of ${currency}`)
  return whole
}

/** Stripe's amount in our minor units. May be a fraction when Stripe tells an amount that we never asked for. */
export const fromStripe = (amount: number, currency: string): number => amount / (stripePerMinor[currency] ?? 1)
