import type { Amount } from '../../i18n/format.ts'

/** The sum of amounts in one currency. @throws RangeError when there is none. */
export function sumOf(amounts: readonly Amount[]): Amount {
  const [first] = amounts
  if (first === undefined) throw new RangeError('a sum of nothing has no currency')
  return { minor: amounts.reduce((sum, { minor }) => sum + minor, 0), currency: first.currency }
}
