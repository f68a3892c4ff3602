import type { EventStatus } from '@foyer/contract/catalog.events'
import type { Queryable } from '../../platform/database.ts'

export interface PriceLevelRow {
  readonly priceLevelId: string
  readonly name: string
  readonly categories: readonly string[]
  readonly faceMinor: number
  readonly feesMinor: number
  readonly allInMinor: number
  readonly currency: string
}

export interface SaleRow {
  readonly eventId: string
  readonly organiserId: string
  readonly status: EventStatus
  readonly startsAt: Date
  readonly onSaleAt: Date | null
  readonly offSaleAt: Date | null
  readonly allowance: number
  readonly manifestHash: string | null
  readonly priceLevels: readonly PriceLevelRow[]
}

/** Price levels of an event as one JSON value, in their order. */
export const priceLevelsOfEvent = (sql: Queryable) => sql`
  (select coalesce(jsonb_agg(jsonb_build_object(
            'priceLevelId', price_level_id, 'name', name, 'categories', category_keys, 'faceMinor', face_minor,
            'feesMinor', fees_minor, 'allInMinor', all_in_minor, 'currency', currency) order by position), '[]')
     from price_levels l where l.event_id = e.event_id)`

/** Who sells what of an event, when and for how much. */
export async function findSaleRow(sql: Queryable, eventId: string): Promise<SaleRow | undefined> {
  const [row] = await sql<SaleRow[]>`
    select event_id as "eventId", organiser_id as "organiserId", status, starts_at as "startsAt",
           on_sale_at as "onSaleAt", off_sale_at as "offSaleAt", allowance, manifest_hash as "manifestHash",
           ${priceLevelsOfEvent(sql)} as "priceLevels"
      from events e where event_id = ${eventId}`
  return row
}
