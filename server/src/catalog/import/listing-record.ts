import { currencyOf } from '@foyer/contract/currencies'
import lookUpTimeZone from '@photostructure/tz-lookup'
import type { Manifest } from '@foyer/contract'
import type { PriceLevelInput } from '@foyer/contract/catalog.events'
import { LRUCache } from 'lru-cache'
import { Temporal } from 'temporal-polyfill'
import { readAmount } from '../amounts.ts'
import { isTimeZone } from '../zones.ts'
import type { Coordinates } from './coordinates.ts'
import { canLieIn, clockOf } from './countries.ts'
import type { Listing, ListedMoment, ListedVenue } from './listing.ts'
import { wallClock } from './moment.ts'
import type { Reading } from './reading.ts'
import type { ImportRecord } from './record.ts'
import { slug } from './slug.ts'

const CATEGORY = 'standard'

/**
 * What becomes of a listing in the catalogue: show, performers, venue and event. What is doubtful is flagged on the row,
 * what cannot be is refused. An event of which no places are known is a draft: its organiser puts up tickets.
 */
export function listingRecord(
  read: Reading,
  listing: Listing,
  unlessTold: { readonly timeZone?: string } = {},
): ImportRecord | undefined {
  const { venue } = listing
  const place = 'venueId' in venue ? undefined : readPlace(read, withZone(venue, unlessTold.timeZone), listing.currency)
  const show = `show/${slug(listing.title)}`
  checkMoments(read, listing, place?.timeZone)
  if (read.refusals.length > 0) return undefined
  const priced = readPrices(read, listing, listing.currency ?? place?.currency)
  if (read.refusals.length > 0) return undefined
  const performers = listing.performers.map((performer) => ({
    ...performer,
    sourceId: performer.id ?? `performer/${slug(performer.name)}`,
  }))
  const tickets =
    listing.tickets ??
    (priced && listing.capacity !== undefined ? { ...priced, manifest: openFloor(listing.capacity) } : undefined)
  return {
    at: read.at,
    ...(place === undefined ? {} : { venue: place }),
    performers: performers.map(({ sourceId, name, kind, genres = [] }) => ({
      sourceId,
      name,
      kind,
      genres: [...genres],
    })),
    show: {
      sourceId: show,
      kind: listing.kind,
      title: listing.title,
      ...(listing.genres === undefined ? {} : { genres: [...listing.genres] }),
      ...(listing.rating === undefined ? {} : { rating: listing.rating }),
      ...(listing.runtimeMinutes === undefined ? {} : { runtimeMinutes: listing.runtimeMinutes }),
      performers: [],
    },
    listed: {
      sourceId: listing.id,
      show,
      venue: place?.sourceId ?? ('venueId' in venue ? venue : ''),
      ...optional('description', listing.description),
      starts: listing.starts,
      ...optional('doors', listing.doors),
      ...optional('ends', listing.ends),
      ...optional('onSale', listing.onSale),
      ...optional('offSale', listing.offSale),
      status: listing.status,
      performers: performers.map(({ sourceId, role }, billing) => ({
        performer: sourceId,
        billing,
        ...(role === undefined ? {} : { role }),
      })),
      ...optional('tickets', tickets),
    },
  }
}

/** A zone that somebody names for a whole file stands in where neither a zone nor a point is told. */
const withZone = (venue: ListedVenue, timeZone: string | undefined): ListedVenue =>
  venue.timeZone === undefined && venue.point === undefined && timeZone !== undefined ? { ...venue, timeZone } : venue

const optional = <K extends string, V>(name: K, value: V | undefined): Partial<Record<K, V>> =>
  value === undefined ? {} : ({ [name]: value } as Partial<Record<K, V>>)

/** A venue with its zone and currency; refused where neither is told nor follows from where it is. */
function readPlace(read: Reading, venue: ListedVenue, currency: string | undefined): ImportRecord['venue'] {
  const point = checkedPoint(read, venue)
  const zone = zoneFor(read, venue, point)
  const money = currencyOf(venue.country) ?? currency
  if (money === undefined) read.refuse('venue.currency', `no currency is known for ${venue.country}`)
  const { id, name, street, city, state, country, postalCode } = venue
  return {
    sourceId: id ?? `venue/${slug(name)}/${slug(city)}`,
    name,
    city,
    country,
    timeZone: zone ?? 'UTC',
    currency: money ?? 'XXX',
    ...optional('street', street),
    ...optional('state', state),
    ...optional('postalCode', postalCode),
    ...optional('location', point),
  }
}

/** The point, left out and flagged where it cannot be right: at 0, 0, in another country, or with its two sides swapped. */
function checkedPoint(read: Reading, { point, country }: ListedVenue): Coordinates | undefined {
  if (point === undefined) return undefined
  const told = `${point.lat}, ${point.lng}`
  if (point.lat === 0 && point.lng === 0) {
    read.flag('venue.location', 'nobody is at 0, 0: the point was left out', told)
    return undefined
  }
  if (canLieIn(country, point)) return point
  const swapped = { lat: point.lng, lng: point.lat }
  const looksSwapped = Math.abs(swapped.lat) <= 90 && canLieIn(country, swapped)
  read.flag(
    'venue.location',
    `the point does not lie in ${country}${looksSwapped ? ', its two sides look swapped' : ''}: it was left out`,
    told,
  )
  return undefined
}

function zoneFor(read: Reading, venue: ListedVenue, point: Coordinates | undefined): string | undefined {
  const { timeZone, country } = venue
  const there = point && lookUpTimeZone(point.lat, point.lng)
  if (timeZone !== undefined) {
    if (!isTimeZone(timeZone)) read.refuse('venue.timeZone', 'a time zone of the IANA database was expected', timeZone)
    return timeZone
  }
  const zone = there ?? clockOf(country)
  if (zone === undefined)
    read.refuse('venue.timeZone', `a zone (--time-zone) or a point was expected: clocks differ within ${country}`)
  return zone
}

/** Flags a time of day that the clock skips, and refuses an end that is before the start. */
function checkMoments(read: Reading, listing: Listing, timeZone: string | undefined): void {
  if (timeZone === undefined || !isTimeZone(timeZone)) return
  const wall = wallClock(listing.starts, timeZone)
  const shown = wall.toZonedDateTime(timeZone, { disambiguation: 'compatible' }).toPlainDateTime()
  if (!wall.equals(shown))
    read.flag('starts', `the clock skips ${wall.toString()}: it was taken as ${shown.toString()}`)
  if (listing.ends && Temporal.PlainDateTime.compare(wallClock(listing.ends, timeZone), wall) <= 0)
    read.refuse('ends', 'an end after the start was expected', `${listing.ends.date} ${listing.ends.time}`)
}

function readPrices(
  read: Reading,
  { prices = [] }: Listing,
  currency: string | undefined,
): { currency: string; levels: PriceLevelInput[] } | undefined {
  if (currency !== undefined && !isCurrency(currency)) {
    read.refuse('currency', 'an ISO 4217 currency code was expected', currency)
    return undefined
  }
  const [price] = prices
  if (price === undefined || currency === undefined) return undefined
  const [faceValue, fees] = [readAmount(price.amount, currency), readAmount(price.fees ?? '0', currency)]
  if (faceValue === undefined) read.refuse('price', `an amount in ${currency} such as 25.00 was expected`, price.amount)
  if (fees === undefined) read.refuse('fees', `an amount in ${currency} such as 2.50 was expected`, price.fees)
  if (faceValue === undefined || fees === undefined) return undefined
  return { currency, levels: [{ name: price.name, categories: [CATEGORY], faceValue, fees }] }
}

const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'))
export const isCurrency = (code: string): boolean => CURRENCIES.has(code)

const FLOOR = 1_000

/** One area without seats. Of each capacity one and the same, so that rows share what is laid out of it. */
export function openFloor(capacity: number): Manifest {
  const known = FLOORS.get(capacity)
  if (known !== undefined) return known
  const floor = layOutFloor(capacity)
  FLOORS.set(capacity, floor)
  return floor
}

const FLOORS_MAX = 1_000
const FLOORS = new LRUCache<number, Manifest>({ max: FLOORS_MAX })

const layOutFloor = (capacity: number): Manifest => ({
  version: 1,
  name: 'General admission',
  focal: [FLOOR / 2, 0],
  bounds: [0, 0, FLOOR, FLOOR],
  categories: [{ key: CATEGORY, name: 'Standard' }],
  sections: [
    {
      kind: 'area',
      key: 'floor',
      name: 'General admission',
      category: CATEGORY,
      capacity,
      outline: [
        [0, FLOOR / 4],
        [FLOOR, FLOOR / 4],
        [FLOOR, FLOOR],
        [0, FLOOR],
      ],
    },
  ],
})

/** A moment that is told with an offset, else by the clock at the venue; undefined for a day or time that there is not. */
export function readMoment(text: string): ListedMoment | 'day' | undefined {
  const found =
    /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(?::\d{2}(?:[.,]\d{1,9})?)?\s?(Z|[+-]\d{2}(?::?\d{2})?)?)?$/i.exec(
      text.trim(),
    )
  if (!found?.[1] || !isRealDay(found[1])) return undefined
  const [, date, time, offset] = found
  if (time === undefined) return 'day'
  if (!/^(?:[01]\d|2[0-3]):[0-5]\d$/.test(time)) return undefined
  if (offset === undefined) return { date, time }
  const utcOffset = offsetMinutes(offset)
  return utcOffset === undefined ? undefined : { date, time, utcOffset }
}

const YEAR_MIN = 1_900
const YEAR_MAX = 2_999

function isRealDay(text: string): boolean {
  const [year = 0, month = 0, day = 0] = text.split('-').map(Number)
  if (year < YEAR_MIN || year > YEAR_MAX) return false
  return new Date(Date.UTC(year, month - 1, day)).toISOString().startsWith(text)
}

const OFFSET_MAX_MINUTES = 14 * 60

function offsetMinutes(text: string): number | undefined {
  if (/^z$/i.test(text)) return 0
  const minutes = Number(text.slice(1, 3)) * 60 + Number(text.slice(-2).padStart(2, '0')) * (text.length > 3 ? 1 : 0)
  if (minutes > OFFSET_MAX_MINUTES) return undefined
  return text.startsWith('-') ? -minutes : minutes
}

/**
 * Reads the moment in a field. Of a start, what is none is refused, and one without a zone is flagged; any other moment
 * that cannot be read is flagged and left out.
 */
export function momentIn(read: Reading, field: string, isStart: boolean): ListedMoment | undefined {
  const text = isStart ? read.text(field) : read.optionalText(field)
  if (text === undefined || text === '') return undefined
  const moment = readMoment(text)
  if (moment !== undefined && moment !== 'day') {
    if (isStart && moment.utcOffset === undefined)
      read.flag(field, 'no zone is told: it was taken as the clock at the venue', text)
    return moment
  }
  const expected = 'a moment such as 2027-03-01T19:30:00+01:00 was expected'
  if (!isStart) read.flag(field, `${expected}: it was left out`, text)
  else if (moment === 'day') read.refuse(field, 'a day and a time were expected: its time is still to be told', text)
  else read.refuse(field, expected, text)
  return undefined
}
