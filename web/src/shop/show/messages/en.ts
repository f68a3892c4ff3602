export const messages = {
  description: (title: string) => `When and where ${title} is on, with prices, fees included.`,
  dates: 'Dates',
  about: 'About',
  bill: 'With',
  more: 'More dates',
  none: { title: 'No dates at the moment', text: 'As soon as there are new ones, they stand here.' },
}

export type ShowMessages = typeof messages
