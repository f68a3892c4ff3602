import { pluralIn } from '../../../i18n/plural.ts'

const plural = pluralIn('en')

export const messages = {
  from: 'from',
  free: 'Free',
  soldOut: 'Sold out',
  few: 'Few left',
  cancelled: 'Cancelled',
  postponed: 'Postponed',
  over: 'Sale closed',
  noTickets: 'Tickets to come',
  onSaleAt: (when: string) => `On sale ${when}`,
  accessible: 'Wheelchair places',
  distance: (km: string) => `${km} km away`,
  moreDates: (count: number) => plural(count, { one: 'One more date', other: '# more dates' }),
  at: (time: string) => time,
  kinds: {
    concert: 'Concerts',
    classical: 'Classical and opera',
    festival: 'Festivals',
    sport: 'Sport',
    theatre: 'Theatre',
    comedy: 'Comedy',
    film: 'Films',
    family: 'Family',
    other: 'More',
  },
  next: 'More events',
  first: 'Back to the first page',
}

export type ListingMessages = typeof messages
