export const messages = {
  by: 'Tickets by',
  newTab: '(opens in a new tab)',
  about: 'All about this event',
  dates: 'Dates',
  none: 'There are no dates for now.',
}

export type EmbedMessages = typeof messages
