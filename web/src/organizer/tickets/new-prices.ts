import type { EventView } from '@foyer/contract/catalog.views'
import { toMinor } from './amounts.ts'

/** What is typed for a category. */
export interface PriceTyped {
  readonly faceValue: string
  readonly fees: string
}

interface Level {
  readonly name: string
  readonly categories: string[]
  readonly faceValue: number
  readonly fees: number
}

/**
 * The price levels of an event with one more for each category that a price was typed for; each is called as its category.
 * Faults by category, where an amount cannot be read.
 */
export function pricedBy(
  present: EventView['priceLevels'],
  unpriced: readonly { readonly key: string; readonly name: string }[],
  typed: Readonly<Record<string, PriceTyped>>,
  currency: string,
): { readonly levels: Level[]; readonly added: number; readonly faults: ReadonlySet<string> } {
  const levels = present.map(({ name, categories, price }) => ({
    name,
    categories: [...categories],
    faceValue: price.faceValue.minor,
    fees: price.fees.minor,
  }))
  const faults = new Set<string>()
  for (const { key, name } of unpriced) {
    const { faceValue = '', fees = '' } = typed[key] ?? {}
    if (faceValue.trim() === '' && fees.trim() === '') continue
    const [face, extra] = [toMinor(faceValue, currency), fees.trim() === '' ? 0 : toMinor(fees, currency)]
    if (face === undefined || extra === undefined) faults.add(key)
    else levels.push({ name: unlike(levels, name), categories: [key], faceValue: face, fees: extra })
  }
  return { levels, added: levels.length - present.length, faults }
}

function unlike(levels: readonly Level[], name: string): string {
  const taken = new Set(levels.map((level) => level.name))
  if (!taken.has(name)) return name
  for (let count = 2; ; count++) if (!taken.has(`${name} ${count}`)) return `${name} ${count}`
}
