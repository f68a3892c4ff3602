/** Currencies whose amounts Stripe counts in whole units (docs.stripe.com/currencies#zero-decimal). */
const WHOLE = new Set('bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf'.split(' '))
/** Currencies with thousandths. */
const THOUSANDTHS = new Set('bhd jod kwd omr tnd'.split(' '))

/** An amount in minor units as people write it: `€90.00`, `¥9,000`. */
export const writeMoney = (minor: number, currency: string): string => {
  const digits = WHOLE.has(currency) ? 0 : THOUSANDTHS.has(currency) ? 3 : 2
  const format = new Intl.NumberFormat('en', {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  })
  return format.format(minor / 10 ** digits)
}
