import type { EventView } from '@foyer/contract/catalog.views'
import { Temporal } from 'temporal-polyfill'
import { majorUnits } from '../amounts.ts'

type Json = Record<string, unknown>

const SCHEMA = 'https://schema.org'

const STATUS = {
  draft: 'EventScheduled',
  scheduled: 'EventScheduled',
  postponed: 'EventPostponed',
  rescheduled: 'EventRescheduled',
  cancelled: 'EventCancelled',
} as const satisfies Record<EventView['status'], string>

const TYPES: Partial<Record<EventView['show']['kind'], string>> = {
  concert: 'MusicEvent',
  classical: 'MusicEvent',
  festival: 'Festival',
  sport: 'SportsEvent',
  theatre: 'TheaterEvent',
  comedy: 'ComedyEvent',
  film: 'ScreeningEvent',
  family: 'ChildrensEvent',
}

/**
 * An event as JSON-LD of schema.org: its status with the date that it had, when doors open, what a place costs all-in,
 * from when it is sold and whether it is still to be had. Times carry the offset of the venue.
 */
export function eventJsonLd(event: EventView, publicUrl: string): Json {
  const url = `${publicUrl}/events/${event.id}`
  const at = (moment: string) => atVenue(moment, event.timeZone)
  return withoutNothing({
    '@context': SCHEMA,
    '@type': TYPES[event.show.kind] ?? 'Event',
    '@id': url,
    url,
    name: event.title,
    description: event.description ?? event.show.description,
    startDate: at(event.startsAt),
    previousStartDate: event.previousStartsAt === null ? null : at(event.previousStartsAt),
    doorTime: event.doorsAt === null ? null : at(event.doorsAt),
    endDate: event.endsAt === null ? null : at(event.endsAt),
    eventStatus: `${SCHEMA}/${STATUS[event.status]}`,
    eventAttendanceMode: `${SCHEMA}/OfflineEventAttendanceMode`,
    inLanguage: event.show.language,
    location: placeOf(event),
    ...performersOf(event),
    organizer: { '@type': 'Organization', name: event.organiser.name },
    ...(event.show.kind === 'film' ? { workPresented: filmOf(event) } : {}),
    maximumAttendeeCapacity: event.manifest?.places ?? null,
    remainingAttendeeCapacity: event.availability?.available ?? null,
    isAccessibleForFree:
      event.priceLevels.length > 0 && event.priceLevels.every((level) => level.price.allIn.minor === 0),
    offers: offersOf(event, url, at),
  })
}

/** A moment where the venue is, with its offset: `2035-05-04T19:30:00+01:00`. */
const atVenue = (moment: string, timeZone: string): string =>
  Temporal.Instant.from(moment).toZonedDateTimeISO(timeZone).toString({ timeZoneName: 'never', smallestUnit: 'second' })

/** What schema.org calls how things stand with the tickets. */
function availabilityOf({ sale, availability }: EventView): string {
  if (sale.state === 'not-yet') return 'PreOrder'
  if (sale.state !== 'on-sale') return availability?.hint === 'none' ? 'SoldOut' : 'OutOfStock'
  return { none: 'SoldOut', few: 'LimitedAvailability', many: 'InStock' }[availability?.hint ?? 'many']
}

function offersOf(event: EventView, url: string, at: (moment: string) => string): Json[] {
  const { sale } = event
  return event.priceLevels.map(({ name, price }) =>
    withoutNothing({
      '@type': 'Offer',
      name,
      url,
      price: majorUnits(price.allIn.minor, price.allIn.currency),
      priceCurrency: price.allIn.currency,
      availability: `${SCHEMA}/${availabilityOf(event)}`,
      validFrom: sale.onSaleAt === null ? null : at(sale.onSaleAt),
      validThrough: at(sale.offSaleAt ?? event.startsAt),
    }),
  )
}

function placeOf({ venue, hall }: EventView): Json {
  return withoutNothing({
    '@type': 'Place',
    name: venue.name,
    address: withoutNothing({
      '@type': 'PostalAddress',
      streetAddress: [venue.street, venue.additional].filter(Boolean).join(', ') || null,
      addressLocality: venue.city,
      addressRegion: venue.state,
      postalCode: venue.postalCode,
      addressCountry: venue.country,
    }),
    geo:
      venue.location === null
        ? null
        : { '@type': 'GeoCoordinates', latitude: venue.location.lat, longitude: venue.location.lng },
    containsPlace: hall === null ? null : { '@type': 'Place', name: hall.name },
  })
}

function performersOf({ performers, show }: EventView): Json {
  const music = show.kind === 'concert' || show.kind === 'classical' || show.kind === 'festival'
  const typeOf = { person: 'Person', group: music ? 'MusicGroup' : 'PerformingGroup', team: 'SportsTeam' } as const
  const named = performers.map(({ name, kind, role }) => ({ role, node: { '@type': typeOf[kind], name } }))
  const [home, away] = ['home', 'away'].map((role) => named.find((one) => one.role === role)?.node)
  if (home && away) return { homeTeam: home, awayTeam: away, competitor: named.map(({ node }) => node) }
  return named.length === 0 ? {} : { performer: named.map(({ node }) => node) }
}

function filmOf({ show }: EventView): Json {
  return withoutNothing({
    '@type': 'Movie',
    name: show.title,
    genre: show.genres,
    director: show.directors.map((name) => ({ '@type': 'Person', name })),
    actor: show.cast.map((name) => ({ '@type': 'Person', name })),
    contentRating: show.rating,
    duration: show.runtimeMinutes === null ? null : `PT${show.runtimeMinutes}M`,
    trailer: show.trailerUrl === null ? null : { '@type': 'VideoObject', name: show.title, embedUrl: show.trailerUrl },
  })
}

/** What is null, and what is an empty list, says nothing. */
const withoutNothing = (node: Json): Json =>
  Object.fromEntries(
    Object.entries(node).filter(([, value]) => value !== null && !(Array.isArray(value) && value.length === 0)),
  )
