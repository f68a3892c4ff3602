export const messages = {
  skip: 'Skip to the content',
  home: 'Foyer, home',
  main: 'Main',
  search: 'Events',
  films: 'Films',
  tickets: 'Tickets',
  organise: 'Organise',
  account: 'Account',
  language: 'Language',
  theme: { label: 'Theme', system: 'As the device', light: 'Light', dark: 'Dark' },
  footer: {
    promise: 'The price you see is the price you pay. No seat is sold twice, and anybody can check.',
    api: 'API',
    source: 'Open source, Apache 2.0',
  },
  queue: {
    label: 'Waiting room',
    waits: (event: string) => `You have a place in the waiting room of ${event}.`,
    back: 'Back to your place',
  },
  failed: {
    missing: {
      title: 'There is nothing here',
      text: 'The address may be misspelt, or what was here has been taken down. Your tickets and orders are not affected.',
    },
    busy: {
      title: 'This takes longer than it should',
      text: 'We cannot reach everything we need at the moment. Nothing of yours is lost. Try again in a few seconds.',
    },
    broken: {
      title: 'Something went wrong on our side',
      text: 'It has been noted. Nothing of yours is lost: orders, tickets and held places are as they were. Try again, or start from the home page.',
    },
    again: 'Try again',
    toHome: 'To the home page',
    toSearch: 'Find events',
  },
}

export type LayoutMessages = typeof messages
