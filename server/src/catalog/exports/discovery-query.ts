import type { EventSearchQuery } from '@foyer/contract/catalog.search'
import { isId } from '../../platform/ids.ts'

export type Texts = Readonly<Record<string, string>>

const SIZE_DEFAULT = 20
const SIZE_MAX = 200
/** So deep one may page, as there: beyond it a search is to be narrowed. */
export const DEPTH_MAX = 1_000
const RADIUS_MAX_KM = 20_000
const KM_OF_A_MILE = 1.609344

export interface Slice {
  readonly size: number
  readonly number: number
}

/** Which page of which size; a sentence where that is none. */
export function readSlice(query: Texts): Slice | { readonly wrong: string } {
  const size = whole(query['size'], SIZE_DEFAULT)
  const number = whole(query['page'], 0)
  if (size === undefined || size < 1 || size > SIZE_MAX)
    return { wrong: `size is a whole number from 1 to ${SIZE_MAX}` }
  if (number === undefined) return { wrong: 'page is a whole number from 0' }
  if ((number + 1) * size > DEPTH_MAX) return { wrong: `no more than ${DEPTH_MAX} results can be paged through` }
  return { size, number }
}

const whole = (text: string | undefined, otherwise: number): number | undefined =>
  text === undefined || text === '' ? otherwise : /^\d{1,6}$/.test(text) ? Number(text) : undefined

/** What would narrow the answer and is not known here: passed over, it would give a client what it did not ask for. */
const NARROWING =
  'typeId subTypeId marketId dmaId promoterId collectionId ' +
  'onsaleStartDateTime onsaleEndDateTime onsaleOnStartDate onsaleOnAfterStartDate ' +
  'localStartDateTime localStartEndDateTime startEndDateTime publicVisibilityStartDateTime'

/** Says so where one of these parameters is asked for. */
export function narrowsUnknown(query: Texts, names: readonly string[]): { readonly wrong: string } | undefined {
  const unknown = names.find((name) => query[name])
  return unknown === undefined ? undefined : { wrong: `${unknown} is not known here` }
}

/** A search in the words of the Discovery API as one in ours; a sentence where a parameter makes no sense. */
export function readDiscoveryQuery(query: Texts): { readonly query: EventSearchQuery } | { readonly wrong: string } {
  const unknown = narrowsUnknown(query, NARROWING.split(' '))
  if (unknown !== undefined) return unknown
  const search: Record<string, string | number> = {}
  const text = (from: string, to: string) => {
    const value = query[from]?.trim()
    if (value) search[to] = value
  }
  text('keyword', 'q')
  text('city', 'city')
  for (const [from, to] of [
    ['venueId', 'venue'],
    ['attractionId', 'performer'],
  ] as const) {
    const id = query[from]
    if (id && !isId(id)) return { wrong: `${from} is not the id of one` }
    if (id) search[to] = id
  }
  const country = query['countryCode']?.toUpperCase()
  if (country && !/^[A-Z]{2}$/.test(country)) return { wrong: 'countryCode is two letters' }
  if (country) search['country'] = country
  for (const [from, to] of [
    ['startDateTime', 'from'],
    ['endDateTime', 'to'],
  ] as const) {
    const moment = query[from]
    if (moment && !/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/.test(moment))
      return { wrong: `${from} is a moment such as 2027-03-01T19:30:00Z` }
    if (moment && Number.isNaN(Date.parse(moment))) return { wrong: `${from} is no moment that there is` }
    if (moment) search[to] = moment
  }
  const around = readPoint(query)
  if ('wrong' in around) return around
  Object.assign(search, around.circle)
  const sort = SORTS[query['sort'] ?? '']
  if (query['sort'] && sort === undefined) return { wrong: `sort is one of ${Object.keys(SORTS).join(' ')}` }
  if (sort === 'distance' && !around.circle) return { wrong: 'sort by distance needs latlong' }
  if (sort !== undefined && (sort !== 'relevance' || search['q'] !== undefined)) search['sort'] = sort
  return { query: search }
}

const SORTS: Readonly<Record<string, EventSearchQuery['sort']>> = {
  'date,asc': 'date',
  'relevance,desc': 'relevance',
  'distance,asc': 'distance',
  'distance,date,asc': 'distance',
}

function readPoint(query: Texts): { circle?: { lat: number; lng: number; radiusKm: number } } | { wrong: string } {
  const [told, hash] = [query['latlong'], query['geoPoint']]
  if (!told && !hash) return {}
  const found = /^(-?\d{1,3}(?:\.\d{1,10})?),(-?\d{1,3}(?:\.\d{1,10})?)$/.exec(told ?? '')
  const point = told ? { lat: Number(found?.[1]), lng: Number(found?.[2]) } : readGeohash(hash ?? '')
  if (point === undefined) return { wrong: 'geoPoint is a geohash' }
  const { lat, lng } = point
  if (!(Math.abs(lat) <= 90 && Math.abs(lng) <= 180))
    return { wrong: 'latlong is latitude and longitude with a comma between' }
  const radius = Number(query['radius'] ?? '50')
  const km = query['unit'] === 'km' ? radius : radius * KM_OF_A_MILE
  if (!(km > 0 && km <= RADIUS_MAX_KM)) return { wrong: 'radius is a number above 0' }
  return { circle: { lat, lng, radiusKm: km } }
}

const GEOHASH = /^[0-9b-hjkmnp-z]{1,12}$/
const GEOHASH_DIGITS = '0123456789bcdefghjkmnpqrstuvwxyz'
const BITS_OF_A_DIGIT = 5

/** The middle of the cell that a geohash names: its bits halve longitude and latitude in turn (G. Niemeyer, 2008). */
export function readGeohash(text: string): { lat: number; lng: number } | undefined {
  const hash = text.toLowerCase()
  if (!GEOHASH.test(hash)) return undefined
  const bounds: { lng: [number, number]; lat: [number, number] } = { lng: [-180, 180], lat: [-90, 90] }
  let axis: 'lng' | 'lat' = 'lng'
  for (const digit of hash)
    for (let bit = BITS_OF_A_DIGIT - 1; bit >= 0; bit--) {
      const [low, high] = bounds[axis]
      const isUpper = (GEOHASH_DIGITS.indexOf(digit) >> bit) % 2 === 1
      bounds[axis] = isUpper ? [(low + high) / 2, high] : [low, (low + high) / 2]
      axis = axis === 'lng' ? 'lat' : 'lng'
    }
  const middle = ([low, high]: [number, number]) => (low + high) / 2
  return { lat: middle(bounds.lat), lng: middle(bounds.lng) }
}
