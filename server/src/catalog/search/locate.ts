import type { EventSearchQuery } from '@foyer/contract/catalog.search'
import type { Queryable } from '../../platform/database.ts'
import type { Fault } from '../feed.ts'
import { resolveTown, type Resolved } from '../gazetteer/places.ts'
import { hasTowns } from '../gazetteer/queries.ts'

/** How far is near, where nobody says. */
const NEAR_KM = 50

/** A search with the town that it is near in place of the name, or why that cannot be. */
export type Located<Q> =
  | { readonly query: Q; readonly near: Resolved | undefined }
  | { readonly faults: readonly Fault[] }
  | { readonly refused: 'not-ready' }

type Around = Pick<EventSearchQuery, 'near' | 'lat' | 'lng' | 'radiusKm'>

/** Finds out where `near` is, and searches around that point. */
export async function locate<Q extends Around>(sql: Queryable, query: Q): Promise<Located<Q>> {
  const { near, ...rest } = query
  if (near === undefined) return { query, near: undefined }
  if (query.lat !== undefined || query.lng !== undefined)
    return { faults: [{ field: 'query.near', expected: 'either near, or lat and lng' }] }
  const resolved = await resolveTown(sql, near)
  if (resolved === undefined) {
    if (!(await hasTowns(sql))) return { refused: 'not-ready' }
    return { faults: [{ field: 'query.near', expected: 'the name of a town, or its id as /v1/places gives it' }] }
  }
  const { lat, lng } = resolved.town
  // Only what `near` stood for has changed.
  return { query: { ...rest, lat, lng, radiusKm: query.radiusKm ?? NEAR_KM } as Q, near: resolved }
}
