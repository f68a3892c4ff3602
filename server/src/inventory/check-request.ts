import type { PlaceNo } from '@foyer/contract/compiled-manifest'
import { ascending } from './ascending.ts'
import type { Wish } from './operations.ts'
import type { SaleFacts } from './sale-facts.ts'

/** What a buyer asks for, in the words of the event. */
export type HoldWish =
  | { readonly places: readonly PlaceNo[] }
  | {
      readonly bestAvailable: {
        readonly quantity: number
        readonly priceLevel?: string
        /** Key of a section. */
        readonly section?: string
        /** How many of the quantity are accessible places. */
        readonly accessible?: number
        readonly relax?: boolean
      }
    }
  | { readonly generalAdmission: { readonly area: string; readonly quantity: number; readonly accessible?: number } }

/** A request that could not succeed, whoever else had asked for what: the field, and what was expected there. */
export interface BadField {
  readonly field: string
  readonly expected: string
}

export type CheckedWish =
  | { readonly wish: Wish }
  | { readonly refused: 'bad-request'; readonly errors: readonly BadField[] }
  | { readonly refused: 'limit-reached'; readonly remaining: number }

/** Checks a wish against the event, so that what cannot succeed never stands in the queue. */
export function checkWish(wish: HoldWish, facts: SaleFacts): CheckedWish {
  if ('places' in wish) return checkPlaces(wish.places, facts)
  if ('bestAvailable' in wish) return checkBestAvailable(wish.bestAvailable, facts)
  return checkArea(wish.generalAdmission, facts)
}

export type NotOnSale =
  | { readonly refused: 'event-cancelled' }
  | { readonly refused: 'not-yet-on-sale'; readonly onSaleFrom: number }
  | { readonly refused: 'sale-over'; readonly onSaleUntil: number }

/** Whether the event is sold at a moment on the database's clock; undefined when it is. */
export function checkOnSale(facts: SaleFacts, now: number): NotOnSale | undefined {
  if (facts.cancelled) return { refused: 'event-cancelled' }
  if (now < facts.onSaleFrom) return { refused: 'not-yet-on-sale', onSaleFrom: facts.onSaleFrom }
  if (now >= facts.onSaleUntil) return { refused: 'sale-over', onSaleUntil: facts.onSaleUntil }
  return undefined
}

/** Field errors of a list of places: none, unknown or repeated ones. */
export function checkPlaceList(places: readonly PlaceNo[], count: number): BadField[] {
  if (places.length === 0) return [{ field: 'body.places', expected: 'at least one place' }]
  const seen = new Set<PlaceNo>()
  const errors: BadField[] = []
  places.forEach((place, index) => {
    const field = `body.places[${index}]`
    if (!Number.isInteger(place) || place < 0 || place >= count)
      errors.push({ field, expected: `a place of this event: 0 to ${count - 1}` })
    else if (seen.has(place)) errors.push({ field, expected: 'each place once' })
    seen.add(place)
  })
  return errors
}

function checkPlaces(places: readonly PlaceNo[], facts: SaleFacts): CheckedWish {
  const errors = checkPlaceList(places, facts.manifest.count)
  if (errors.length > 0) return { refused: 'bad-request', errors }
  if (places.length > facts.limitPerAccount) return { refused: 'limit-reached', remaining: facts.limitPerAccount }
  return { wish: { by: 'places', places: ascending(places) } }
}

function checkBestAvailable(
  asked: Extract<HoldWish, { bestAvailable: object }>['bestAvailable'],
  facts: SaleFacts,
): CheckedWish {
  const { quantity, accessible = 0, relax = false } = asked
  const path = 'body.bestAvailable'
  const errors = checkQuantity(quantity, accessible, path)
  const section = asked.section === undefined ? null : sectionIndex(facts, asked.section, 'seated')
  if (section === undefined) errors.push({ field: `${path}.section`, expected: 'key of a section with seats' })
  const categories = asked.priceLevel === undefined ? null : facts.categoriesOf(asked.priceLevel)
  if (categories === undefined) errors.push({ field: `${path}.priceLevel`, expected: 'a price level of this event' })
  if (errors.length > 0 || section === undefined || categories === undefined) return { refused: 'bad-request', errors }
  if (quantity > facts.limitPerAccount) return { refused: 'limit-reached', remaining: facts.limitPerAccount }
  return { wish: { by: 'best-available', quantity, accessible, relax, section, categories } }
}

function checkArea(
  asked: Extract<HoldWish, { generalAdmission: object }>['generalAdmission'],
  facts: SaleFacts,
): CheckedWish {
  const { quantity, accessible = 0 } = asked
  const path = 'body.generalAdmission'
  const errors = checkQuantity(quantity, accessible, path)
  const area = sectionIndex(facts, asked.area, 'area')
  if (area === undefined) errors.push({ field: `${path}.area`, expected: 'key of a general-admission area' })
  if (errors.length > 0 || area === undefined) return { refused: 'bad-request', errors }
  if (quantity > facts.limitPerAccount) return { refused: 'limit-reached', remaining: facts.limitPerAccount }
  return { wish: { by: 'area', area, quantity, accessible } }
}

function checkQuantity(quantity: number, accessible: number, path: string): BadField[] {
  const errors: BadField[] = []
  if (!Number.isInteger(quantity) || quantity < 1)
    errors.push({ field: `${path}.quantity`, expected: 'a whole number from 1' })
  if (!Number.isInteger(accessible) || accessible < 0 || accessible > quantity)
    errors.push({ field: `${path}.accessible`, expected: 'a whole number from 0 to the quantity' })
  return errors
}

function sectionIndex({ manifest }: SaleFacts, key: string, kind: 'seated' | 'area'): number | undefined {
  const index = manifest.sections.findIndex((section) => section.key === key && section.kind === kind)
  return index < 0 ? undefined : index
}
