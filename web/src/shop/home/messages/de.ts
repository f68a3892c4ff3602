import type { HomeMessages } from './en.ts'

export const messages: HomeMessages = {
  title: 'Find your seat',
  description: 'Concerts, theatre, films and matches near you: choose your places, pay what it says, and go.',
}
