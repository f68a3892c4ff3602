import type { CompiledManifest, Money, PlaceNo } from '@foyer/contract'
import type { EventStatus, Price } from '@foyer/contract/catalog.events'
import type { Queryable } from '../platform/database.ts'
import type { SaleHours } from './event-status.ts'
import { loadManifest } from './manifest-cache.ts'
import { findSaleRow } from './queries/sale-facts.ts'

export interface PriceLevelFacts {
  readonly priceLevelId: string
  readonly name: string
  /** Keys of the categories of the manifest that are sold at this price. */
  readonly categories: ReadonlySet<string>
  readonly price: Price
}

/** What must be known of an event to sell its places. None of it depends on what is sold. */
export interface SaleFacts extends SaleHours {
  readonly eventId: string
  readonly organiserId: string
  readonly status: EventStatus
  /** Tickets at most for one person, across orders. */
  readonly allowance: number
  readonly currency: string | null
  readonly manifestHash: string
  readonly manifest: CompiledManifest
  readonly priceLevels: readonly PriceLevelFacts[]
  /** What a place costs; undefined for a category without a price, which only a draft can have. */
  priceLevelOf(place: PlaceNo): PriceLevelFacts | undefined
}

/** The facts of a sale as they stand; undefined where there is no such event, or a draft that has no tickets yet. */
export async function loadSaleFacts(sql: Queryable, eventId: string): Promise<SaleFacts | undefined> {
  const row = await findSaleRow(sql, eventId)
  if (row === undefined || row.manifestHash === null) return undefined
  const manifest = await loadManifest(sql, row.manifestHash)
  const { priceLevels: levels, manifestHash, ...event } = row
  const currency = levels[0]?.currency ?? null
  const priceLevels = levels.map((level) => ({
    priceLevelId: level.priceLevelId,
    name: level.name,
    categories: new Set(level.categories),
    price: priceOf(level),
  }))
  const levelOfCategory = manifest.categories.map((key) => priceLevels.find((level) => level.categories.has(key)))
  return {
    ...event,
    currency,
    manifestHash,
    manifest,
    priceLevels,
    priceLevelOf: (place) => levelOfCategory[manifest.categoryOf[place] ?? -1],
  }
}

/** A place in the words of a ticket, with its price. */
export interface DescribedPlace {
  readonly place: PlaceNo
  readonly section: string
  /** Null in a general-admission area. */
  readonly row: string | null
  readonly seat: string | null
  /** Entrance that leads there. */
  readonly gate: string | null
  /** Storey or tier. */
  readonly level: string | null
  readonly priceLevel: { readonly priceLevelId: string; readonly name: string }
  readonly price: Price
}

/**
 * What these places are and cost now.
 * @throws RangeError for a place that is not in the manifest, Error for one without a price.
 */
export const describePlaces = (facts: SaleFacts, places: readonly PlaceNo[]): DescribedPlace[] =>
  places.map((place) => {
    const { manifest } = facts
    const address = manifest.address(place)
    const section = manifest.sections[manifest.sectionOf[place] ?? -1]
    const level = facts.priceLevelOf(place)
    if (level === undefined) throw new Error(`place ${place} of event ${facts.eventId} has no price`)
    return {
      place,
      ...address,
      gate: section?.gate ?? null,
      level: section?.level ?? null,
      priceLevel: { priceLevelId: level.priceLevelId, name: level.name },
      price: level.price,
    }
  })

interface Amounts {
  readonly faceMinor: number
  readonly feesMinor: number
  readonly allInMinor: number
  readonly currency: string
}

/** The three amounts of a price level as they are shown. */
export function priceOf({ faceMinor, feesMinor, allInMinor, currency }: Amounts): Price {
  const money = (minor: number): Money => ({ minor, currency })
  return { allIn: money(allInMinor), faceValue: money(faceMinor), fees: money(feesMinor) }
}
