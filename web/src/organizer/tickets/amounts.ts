/** Digits after the point of a currency (ISO 4217). */
const digitsOf = (currency: string): number =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2

/** An amount in major units as people write it (`25`, `25.00`, `25,5`), in minor units; undefined for anything else. */
export function toMinor(text: string, currency: string): number | undefined {
  const found = /^(\d{1,7})(?:[.,](\d{1,3}))?$/.exec(text.trim())
  if (!found) return undefined
  const digits = digitsOf(currency)
  const fraction = (found[2] ?? '').replace(/0+$/, '')
  return fraction.length > digits ? undefined : Number(`${found[1]}${fraction.padEnd(digits, '0')}`)
}

/** The same in major units with a point, as files carry it. */
export function toMajor(minor: number, currency: string): string {
  const digits = digitsOf(currency)
  const text = String(minor).padStart(digits + 1, '0')
  return digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`
}
