import type { EventMessages } from './en.ts'

export const messages: EventMessages = {
  title: 'Find your seat',
  description: 'Concerts, theatre, films and matches near you: choose your places, pay what it says, and go.',
}
