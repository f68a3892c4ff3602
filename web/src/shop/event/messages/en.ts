export const messages = {
  title: 'Find your seat',
  description: 'Concerts, theatre, films and matches near you: choose your places, pay what it says, and go.',
}

export type EventMessages = typeof messages
