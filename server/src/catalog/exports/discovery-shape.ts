import type { EventSummary, EventView, PerformerView, VenueView } from '@foyer/contract/catalog.views'
import { Temporal } from 'temporal-polyfill'
import { majorUnits } from '../amounts.ts'

type Json = Record<string, unknown>

const LOCALE = 'en-us'
export const ROOT = '/discovery/v2'

const SEGMENTS: Partial<Record<EventSummary['show']['kind'], string>> = {
  concert: 'Music',
  classical: 'Music',
  festival: 'Music',
  sport: 'Sports',
  theatre: 'Arts & Theatre',
  comedy: 'Arts & Theatre',
  family: 'Arts & Theatre',
  film: 'Film',
}

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
    classifications: [classificationOf(event.show)],
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

function classificationOf({ kind, genres }: EventSummary['show']): Json {
  const segment = SEGMENTS[kind] ?? 'Miscellaneous'
  const named = (name: string) => ({ id: name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-'), name })
  const genre = genres[0] ?? kind
  return {
    primary: true,
    segment: named(segment),
    genre: named(genre),
    subGenre: named(genres[1] ?? genre),
    family: kind === 'family',
  }
}

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
  classifications: [
    {
      primary: true,
      segment: { id: kind === 'team' ? 'sports' : 'music', name: kind === 'team' ? 'Sports' : 'Music' },
      ...(genres?.[0] === undefined ? {} : { genre: { id: genres[0], name: genres[0] } }),
    },
  ],
  _links: { self: { href: `${ROOT}/attractions/${id}?locale=${LOCALE}` } },
})

export interface DiscoveryPage {
  readonly number: number
  readonly size: number
  readonly total: number
}

/** A page in HAL: what it holds, where the others are, and how many there are. */
export function discoveryList(
  name: 'events' | 'venues' | 'attractions',
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
