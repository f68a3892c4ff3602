import type { ShowKind } from '@foyer/contract/catalog.schemas'
import type { EventSummary, EventView, PerformerView, VenueView } from '@foyer/contract/catalog.views'
import { Temporal } from 'temporal-polyfill'
import { majorUnits } from '../amounts.ts'
import { placesOf, type DiscoveryClass, type DiscoveryGenre } from './discovery-classes.ts'

type Json = Record<string, unknown>

const LOCALE = 'en-us'
export const ROOT = '/discovery/v2'

const countryName = new Intl.DisplayNames('en', { type: 'region' })

type Listed = Pick<
  EventSummary,
  'id' | 'title' | 'status' | 'startsAt' | 'timeZone' | 'show' | 'sale' | 'performers' | 'availability'
> & { readonly venue: Pick<VenueView, 'id' | 'name' | 'city' | 'state' | 'country' | 'location'> & Partial<VenueView> }

/** An event of a list. */
export const discoveryEvent = (event: EventSummary, publicUrl: string): Json =>
  shapeEvent(event, publicUrl, event.from === null ? [] : [event.from.minor], event.from?.currency)

/** An event by itself, with all that is known of it. */
export const discoveryEventPage = (event: EventView, publicUrl: string): Json => ({
  ...shapeEvent(
    { ...event, availability: event.availability?.hint ?? null },
    publicUrl,
    event.priceLevels.map((level) => level.price.allIn.minor),
    event.priceLevels[0]?.price.allIn.currency,
  ),
  ...(event.description === null ? {} : { info: event.description }),
  ...(event.doorsAt === null ? {} : { doorsTimes: momentOf(event.doorsAt, event.timeZone) }),
})

function shapeEvent(event: Listed, publicUrl: string, prices: readonly number[], currency: string | undefined): Json {
  const { sale } = event
  return {
    name: event.title,
    type: 'event',
    id: event.id,
    test: false,
    url: `${publicUrl}/events/${event.id}`,
    locale: LOCALE,
    images: [],
    sales: {
      public: {
        ...(sale.onSaleAt === null ? {} : { startDateTime: seconds(sale.onSaleAt) }),
        startTBD: false,
        startTBA: false,
        endDateTime: seconds(sale.offSaleAt ?? event.startsAt),
      },
    },
    dates: {
      start: {
        ...momentOf(event.startsAt, event.timeZone),
        dateTBD: false,
        dateTBA: false,
        timeTBA: false,
        noSpecificTime: false,
      },
      timezone: event.timeZone,
      status: { code: statusOf(event) },
      spanMultipleDays: false,
    },
    classifications: classificationsOf(event.show.kind, event.show.genres),
    ...(prices.length === 0 || currency === undefined
      ? {}
      : {
          priceRanges: [
            {
              type: 'standard including fees',
              currency,
              min: Number(majorUnits(Math.min(...prices), currency)),
              max: Number(majorUnits(Math.max(...prices), currency)),
            },
          ],
        }),
    _links: {
      self: { href: `${ROOT}/events/${event.id}?locale=${LOCALE}` },
      attractions: event.performers.map(({ id }) => ({ href: `${ROOT}/attractions/${id}?locale=${LOCALE}` })),
      venues: [{ href: `${ROOT}/venues/${event.venue.id}?locale=${LOCALE}` }],
    },
    _embedded: {
      venues: [discoveryVenue({ timeZone: event.timeZone, ...event.venue })],
      attractions: event.performers.map(discoveryAttraction),
    },
  }
}

const statusOf = ({ status, sale }: Listed): string =>
  status === 'cancelled' || status === 'postponed' || status === 'rescheduled'
    ? status
    : sale.state === 'over'
      ? 'offsale'
      : 'onsale'

/** A moment as its day and time at the venue, and as itself. */
function momentOf(moment: string, timeZone: string): Json {
  const local = Temporal.Instant.from(moment).toZonedDateTimeISO(timeZone)
  return {
    localDate: local.toPlainDate().toString(),
    localTime: local.toPlainTime().toString({ smallestUnit: 'second' }),
    dateTime: seconds(moment),
  }
}

const seconds = (moment: string): string => `${moment.slice(0, 19)}Z`

/** Each genre of a show with its segment, the first of them as the primary one. */
const classificationsOf = (kind: ShowKind, names: readonly string[]): Json[] =>
  placesOf(kind, names).map(({ segment, genre, subGenre }, index) => ({
    primary: index === 0,
    segment: named(segment),
    genre: named(genre),
    subGenre: named(subGenre),
    family: kind === 'family',
  }))

const named = ({ id, name }: DiscoveryClass): Json => ({ id, name })

type VenueKnown = Pick<VenueView, 'id' | 'name' | 'city' | 'state' | 'country' | 'location'> & Partial<VenueView>

export function discoveryVenue(venue: VenueKnown): Json {
  const { street = null, postalCode = null, timeZone, location } = venue
  return {
    name: venue.name,
    type: 'venue',
    id: venue.id,
    test: false,
    locale: LOCALE,
    ...(postalCode === null ? {} : { postalCode }),
    ...(timeZone === undefined ? {} : { timezone: timeZone }),
    city: { name: venue.city },
    ...(venue.state === null ? {} : { state: { name: venue.state } }),
    country: { name: countryName.of(venue.country) ?? venue.country, countryCode: venue.country },
    ...(street === null ? {} : { address: { line1: street } }),
    ...(location === null ? {} : { location: { longitude: String(location.lng), latitude: String(location.lat) } }),
    _links: { self: { href: `${ROOT}/venues/${venue.id}?locale=${LOCALE}` } },
  }
}

export const discoveryAttraction = ({
  id,
  name,
  kind,
  genres,
}: Pick<PerformerView, 'id' | 'name'> & Partial<PerformerView>): Json => ({
  name,
  type: 'attraction',
  id,
  test: false,
  locale: LOCALE,
  images: [],
  classifications: classificationsOf(kindOfPerformer(kind), genres ?? []),
  _links: { self: { href: `${ROOT}/attractions/${id}?locale=${LOCALE}` } },
})

/** The kind of show that performers of a kind are known by. */
export const kindOfPerformer = (kind: PerformerView['kind'] | undefined): ShowKind =>
  kind === 'team' ? 'sport' : 'concert'

/** A segment as lists of classifications have it. */
export const discoveryClassification = (segment: DiscoveryClass, genres: readonly DiscoveryGenre[]): Json => ({
  ...linked('classifications', segment.id),
  segment: discoverySegment(segment, genres),
})

export const discoverySegment = (segment: DiscoveryClass, genres: readonly DiscoveryGenre[]): Json => ({
  ...named(segment),
  ...linked('classifications/segments', segment.id),
  _embedded: { genres: genres.map(discoveryGenre) },
})

export const discoveryGenre = (genre: DiscoveryGenre): Json => ({
  ...named(genre),
  ...linked('classifications/genres', genre.id),
  _embedded: { subgenres: genre.below.map(discoverySubGenre) },
})

export const discoverySubGenre = (subGenre: DiscoveryClass): Json => ({
  ...named(subGenre),
  ...linked('classifications/subgenres', subGenre.id),
})

const linked = (path: string, id: string): Json => ({
  _links: { self: { href: `${ROOT}/${path}/${encodeURIComponent(id)}?locale=${LOCALE}` } },
})

/** What is suggested, of each sort that there is any of. */
export const discoverySuggestions = (
  found: Json,
  { apikey: _key, ...query }: Readonly<Record<string, string>>,
): Json => ({
  ...(Object.keys(found).length === 0 ? {} : { _embedded: found }),
  _links: { self: { href: `${ROOT}/suggest.json?${new URLSearchParams(query).toString()}` } },
})

export interface DiscoveryPage {
  readonly number: number
  readonly size: number
  readonly total: number
}

/** A page in HAL: what it holds, where the others are, and how many there are. */
export function discoveryList(
  name: 'events' | 'venues' | 'attractions' | 'classifications',
  items: readonly Json[],
  { number, size, total }: DiscoveryPage,
  query: Readonly<Record<string, string>>,
): Json {
  const pages = Math.ceil(total / size)
  const { page: _page, apikey: _key, ...rest } = query
  const href = (page: number) => ({
    href: `${ROOT}/${name}.json?${new URLSearchParams({ ...rest, page: String(page), size: String(size) }).toString()}`,
  })
  return {
    ...(items.length === 0 ? {} : { _embedded: { [name]: items } }),
    _links: {
      ...(pages > 0 ? { first: href(0) } : {}),
      ...(number > 0 ? { prev: href(number - 1) } : {}),
      self: href(number),
      ...(number + 1 < pages ? { next: href(number + 1) } : {}),
      ...(pages > 0 ? { last: href(pages - 1) } : {}),
    },
    page: { size, totalElements: total, totalPages: pages, number },
  }
}
