import type { EventView } from '@foyer/contract/catalog.views'

const TYPES: Readonly<Record<string, string>> = {
  concert: 'MusicEvent',
  classical: 'MusicEvent',
  festival: 'Festival',
  sport: 'SportsEvent',
  theatre: 'TheaterEvent',
  comedy: 'ComedyEvent',
  film: 'ScreeningEvent',
  family: 'ChildrensEvent',
}
const STATUSES: Readonly<Partial<Record<EventView['status'], string>>> = {
  scheduled: 'EventScheduled',
  rescheduled: 'EventRescheduled',
  postponed: 'EventPostponed',
  cancelled: 'EventCancelled',
}

/** An event in the words of schema.org, as search engines read it. */
export function structuredEvent(event: EventView, publicUrl: string): object {
  const { venue, priceLevels } = event
  const prices = priceLevels.map((level) => level.price.allIn.minor)
  const currency = priceLevels[0]?.price.allIn.currency
  return {
    '@context': 'https://schema.org',
    '@type': TYPES[event.show.kind] ?? 'Event',
    name: event.title,
    url: `${publicUrl}/events/${event.id}`,
    startDate: event.startsAt,
    ...(event.endsAt === null ? {} : { endDate: event.endsAt }),
    ...(event.doorsAt === null ? {} : { doorTime: event.doorsAt }),
    ...(event.previousStartsAt === null ? {} : { previousStartDate: event.previousStartsAt }),
    eventStatus: `https://schema.org/${STATUSES[event.status] ?? 'EventScheduled'}`,
    eventAttendanceMode: 'https://schema.org/OfflineEventAttendanceMode',
    ...(event.show.description === null ? {} : { description: event.show.description }),
    location: {
      '@type': 'Place',
      name: venue.name,
      address: {
        '@type': 'PostalAddress',
        ...(venue.street === null ? {} : { streetAddress: venue.street }),
        addressLocality: venue.city,
        ...(venue.state === null ? {} : { addressRegion: venue.state }),
        ...(venue.postalCode === null ? {} : { postalCode: venue.postalCode }),
        addressCountry: venue.country,
      },
      ...(venue.location === null
        ? {}
        : { geo: { '@type': 'GeoCoordinates', latitude: venue.location.lat, longitude: venue.location.lng } }),
    },
    performer: event.performers.map((performer) => ({
      '@type': performer.kind === 'person' ? 'Person' : performer.kind === 'team' ? 'SportsTeam' : 'PerformingGroup',
      name: performer.name,
    })),
    organizer: { '@type': 'Organization', name: event.organiser.name },
    ...(currency === undefined
      ? {}
      : {
          offers: {
            '@type': 'AggregateOffer',
            url: `${publicUrl}/events/${event.id}/seats`,
            priceCurrency: currency,
            lowPrice: inMajor(Math.min(...prices), currency),
            highPrice: inMajor(Math.max(...prices), currency),
            availability: `https://schema.org/${event.availability?.hint === 'none' ? 'SoldOut' : event.sale.state === 'not-yet' ? 'PreOrder' : 'InStock'}`,
            ...(event.sale.onSaleAt === null ? {} : { validFrom: event.sale.onSaleAt }),
          },
        }),
  }
}

/** An amount in units of its currency, with a point: "12.50". */
function inMajor(minor: number, currency: string): string {
  const digits =
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
  return (minor / 10 ** digits).toFixed(digits)
}
