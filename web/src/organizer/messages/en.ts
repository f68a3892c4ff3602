import { pluralIn } from '../../i18n/plural.ts'

const plural = pluralIn('en')

export const messages = {
  title: 'Your events',
  lead: 'Put a sale on its way, and watch it.',
  signIn: 'Sign in with the account of your organisation',
  notOrganiser: {
    title: 'This is for organisers',
    text: 'You are signed in with an account that buys. Whoever puts on events has an account of their own kind, with the name of their organisation: it is made by one call of the API.',
    how: 'How to become an organiser',
    home: 'Find events',
  },
  house: { label: 'What you have', events: 'Events', venues: 'Venues', performers: 'Performers' },
  meanwhile: {
    title: 'Somebody else has changed this event meanwhile',
    taken: (field: string, value: string) => `${field}: now ${value}`,
    kept: (field: string, value: string) => `${field}: they saved ${value}; what you typed still stands in the form`,
    quoted: (value: string) => `“${value}”`,
    empty: 'empty',
    standing: 'How it stands',
    again: 'Nothing of yours is lost, and nothing of it is saved yet: look at it, and save again.',
  },
  which: { legend: 'Which', upcoming: 'To come', past: 'Over' },
  search: { label: 'Title, venue or city', go: 'Search' },
  none: {
    title: 'No events yet',
    text: 'Begin with what, where and when; tickets and prices come next, then you publish it. Whoever has many can put them up by the API, or import lists.',
    start: 'To the API',
  },
  noneOver: { title: 'Nothing is over yet', text: 'Events move here once they are over.' },
  nothingFound: { title: 'Nothing of yours fits that', text: 'A part of the title, the venue or the city is enough.' },
  more: 'Show more',
  standing: {
    draft: 'Draft',
    'not-yet': 'Published, on sale later',
    'on-sale': 'On sale',
    paused: 'Sale paused: postponed',
    over: 'Sale over',
    cancelled: 'Cancelled',
  },
  onSaleAt: (when: string) => `On sale ${when}`,
  sold: (sold: string, places: string) => `${sold} of ${places} sold`,
  left: (count: number) => plural(count, { one: '# left', other: '# left' }),
  noPlaces: 'No places yet',
  room: { open: 'Waiting room', over: 'Waiting room, over', none: 'No waiting room' },
  toEvent: 'Event',
  toNew: 'New event',
  toTickets: 'Tickets',
  toOnSale: 'On-sale',
  toLive: 'Live',
  toPage: 'Its page in the shop',
  about: 'This event',
  back: 'Your events',
  missing: {
    title: 'There is no such event of yours',
    text: 'The address may be misspelt, or the event belongs to another organisation. Yours are in the list.',
    go: 'To your events',
  },
}

export type OrganizerMessages = typeof messages
