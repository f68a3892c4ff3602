import type { DateWord, EventSearchQuery, EventSort } from '@foyer/contract/catalog.search'
import { isId } from '../../platform/ids.ts'
import type { Fault } from '../feed.ts'

/** What is searched for. Everything is optional but the order; texts are as the person wrote them. */
export interface EventSearch {
  readonly words?: string
  readonly point?: { readonly lat: number; readonly lng: number }
  /** Of the circle around the point. */
  readonly radiusKm?: number
  readonly city?: string
  readonly country?: string
  readonly venue?: { readonly id: string } | { readonly name: string }
  readonly performer?: { readonly id: string } | { readonly name: string }
  readonly showId?: string
  /** Kinds of show, any of which will do. */
  readonly kinds?: readonly string[]
  /** Genres; of each list one, with what is below it. */
  readonly genres?: readonly (readonly string[])[]
  /** What sets an occurrence apart; all of them. */
  readonly features?: readonly string[]
  /** Days as each venue counts them. */
  readonly when?: DateWord
  readonly from?: Bound
  readonly to?: Bound
  /** All-in, in minor units of `currency`, as `maxPrice` is. */
  readonly minPrice?: number
  readonly maxPrice?: number
  readonly currency?: string
  /** At least so many tickets left, at prices within those bounds. */
  readonly quantity?: number
  /** Only where accessible places are left. */
  readonly accessible: boolean
  /** The moment to search at; absent: the database's now. */
  readonly asOf?: Date
  readonly sort: EventSort
}

/** A day, meant where each venue is, or a moment. */
export type Bound = { readonly day: string } | { readonly moment: Date }

/** Reads the parameters of a search, or says which of them make no sense together. */
export function readEventSearch(
  query: EventSearchQuery,
  showId?: string,
): { search: EventSearch } | { faults: readonly Fault[] } {
  const { q, lat, lng, radiusKm, city, country, venue, performer, genre, when, accessible } = query
  const { minPrice, maxPrice, currency, quantity } = query
  const features = query.feature?.split(',').map((feature) => feature.trim())
  const sort = query.sort ?? (q === undefined ? 'date' : 'relevance')
  const from = boundOf(query.from)
  const to = boundOf(query.to)
  const faults = [
    ...placeFaults(query, sort),
    ...orderFaults(query, sort),
    ...timeFaults(from, to),
    ...wordFaults(query),
  ]
  if (faults.length > 0) return { faults }
  return {
    search: {
      ...defined({ words: q, radiusKm, city, country, features, when, from, to }),
      ...(genre === undefined ? {} : { genres: [[genre]] }),
      ...defined({ minPrice, maxPrice, currency, quantity, showId: showId ?? query.show }),
      ...(lat === undefined || lng === undefined ? {} : { point: { lat, lng } }),
      ...(venue === undefined ? {} : { venue: idOrName(venue) }),
      ...(performer === undefined ? {} : { performer: idOrName(performer) }),
      accessible: accessible ?? false,
      sort,
    },
  }
}

function placeFaults({ lat, lng, radiusKm }: EventSearchQuery, sort: EventSort): Fault[] {
  const faults: Fault[] = []
  if ((lat === undefined) !== (lng === undefined))
    faults.push({
      field: lat === undefined ? 'query.lat' : 'query.lng',
      expected: 'both lat and lng, or neither',
    })
  if (lat === undefined && lng === undefined) {
    if (radiusKm !== undefined)
      faults.push({ field: 'query.radiusKm', expected: 'only together with near, or lat and lng' })
    if (sort === 'distance')
      faults.push({ field: 'query.sort', expected: 'distance only together with near, or lat and lng' })
  }
  return faults
}

/** What cannot be said together, or says nothing. */
function wordFaults({ when, from, to, feature, minPrice, maxPrice }: EventSearchQuery): Fault[] {
  const faults: Fault[] = []
  if (when !== undefined && (from !== undefined || to !== undefined))
    faults.push({ field: 'query.when', expected: 'either when, or from and to' })
  if (feature?.split(',').some((one) => one.trim() === '') === true)
    faults.push({ field: 'query.feature', expected: 'features with single commas between them' })
  if (minPrice !== undefined && maxPrice !== undefined && minPrice > maxPrice)
    faults.push({ field: 'query.maxPrice', expected: 'not less than minPrice' })
  return faults
}

function orderFaults({ q, minPrice, maxPrice, currency }: EventSearchQuery, sort: EventSort): Fault[] {
  const faults: Fault[] = []
  if (sort === 'relevance' && q === undefined)
    faults.push({ field: 'query.sort', expected: 'relevance only together with q' })
  if (currency === undefined && (sort === 'price' || minPrice !== undefined || maxPrice !== undefined))
    faults.push({ field: 'query.currency', expected: 'the currency in which prices are compared, e.g. GBP' })
  return faults
}

function timeFaults(from: Bound | undefined, to: Bound | undefined): Fault[] {
  const unreadable = Object.entries({ from, to }).filter(([, bound]) => bound && !isReadable(bound))
  if (unreadable.length > 0)
    return unreadable.map(([name]) => ({
      field: `query.${name}`,
      expected: 'a day or moment in the years 1900 to 2999',
    }))
  if (from === undefined || to === undefined) return []
  const backwards =
    'day' in from && 'day' in to ? from.day > to.day : earliestOf(from).getTime() > latestOf(to).getTime()
  return backwards ? [{ field: 'query.to', expected: 'not before from' }] : []
}

const isReadable = (bound: Bound): boolean => {
  const year = earliestOf(bound).getUTCFullYear()
  return year >= 1899 && latestOf(bound).getUTCFullYear() <= 3000
}

const DAY = /^\d{4}-\d{2}-\d{2}$/

const boundOf = (text: string | undefined): Bound | undefined =>
  text === undefined ? undefined : DAY.test(text) ? { day: text } : { moment: new Date(text) }

/** Clocks on Earth are at most 14 hours ahead of UTC and 12 behind, so a local day lies within these. */
const AHEAD_HOURS = 14
const BEHIND_HOURS = 12
const HOUR_MS = 3_600_000

/** The first moment at which a bound can be reached anywhere. */
export const earliestOf = (bound: Bound): Date =>
  'moment' in bound ? bound.moment : new Date(Date.parse(bound.day) - AHEAD_HOURS * HOUR_MS)

/** The last moment that can lie within a bound anywhere. */
export const latestOf = (bound: Bound): Date =>
  'moment' in bound ? bound.moment : new Date(Date.parse(bound.day) + (24 + BEHIND_HOURS) * HOUR_MS)

const idOrName = (text: string) => (isId(text.toLowerCase()) ? { id: text.toLowerCase() } : { name: text })

/** The members that are there. */
function defined<T extends object>(members: { [K in keyof T]: T[K] | undefined }): Partial<T> {
  const entries = Object.entries(members).filter(([, value]) => value !== undefined)
  // Only undefined members were left out.
  return Object.fromEntries(entries) as Partial<T>
}
