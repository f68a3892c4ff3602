/** Digits after the point of a currency (ISO 4217): 2 for EUR, 0 for JPY, 3 for KWD. */
export function minorDigits(currency: string): number {
  const known = digitsOf.get(currency)
  if (known !== undefined) return known
  const format = new Intl.NumberFormat('en', { style: 'currency', currency })
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2
  digitsOf.set(currency, digits)
  return digits
}

/** Formats are dear to make; there are some three hundred currencies. */
const digitsOf = new Map<string, number>()

const MINOR_MAX = 1_000_000_000

/**
 * An amount in major units, as people and files write it (`25`, `25.00`, `1250.5`, `25,50`), in minor units. Undefined for
 * anything else: signs, thousands separators, more digits than the currency has, more than 1,000,000,000 minor units. Three
 * digits behind a comma may be thousands, and are refused.
 */
export function readAmount(text: string, currency: string): number | undefined {
  const found = /^(\d{1,10})(?:\.(\d{1,4})|,(\d{1,2}))?$/.exec(text.trim())
  if (!found) return undefined
  const digits = minorDigits(currency)
  const fraction = (found[2] ?? found[3] ?? '').replace(/0+$/, '')
  if (fraction.length > digits) return undefined
  const minor = Number(`${found[1]}${fraction.padEnd(digits, '0')}`)
  return minor <= MINOR_MAX ? minor : undefined
}

/** The same in major units with all digits of the currency: what files and structured data carry. */
export function majorUnits(minor: number, currency: string): string {
  const digits = minorDigits(currency)
  const text = String(minor).padStart(digits + 1, '0')
  return digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`
}
