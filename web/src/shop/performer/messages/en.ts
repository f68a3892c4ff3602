export const messages = {
  description: (name: string) => `When and where to see ${name}, with prices, fees included.`,
  dates: 'Dates',
  none: { title: 'No dates at the moment', text: 'As soon as there are new ones, they stand here.' },
}

export type PerformerMessages = typeof messages
