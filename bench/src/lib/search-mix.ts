import { readEventSearch, type EventSearch } from '@foyer/server/catalog/search/event-search'
import type { EventSearchQuery } from '@foyer/contract/catalog'
import type { Random } from './random.ts'
import type { SyntheticCatalog } from './synthetic-catalog.ts'

/** Kinds of searches as people make them; each call makes one up. */
export const searchKinds: Record<string, (random: Random, catalog: SyntheticCatalog) => EventSearchQuery> = {
  'soonest anywhere': () => ({}),
  'keyword: performer': (random, { performers }) => ({ q: random.popular(performers) }),
  'keyword: one word': (random, { titles }) => ({ q: wordFrom(random, random.popular(titles)) }),
  'keyword: half a word': (random, { titles }) => ({ q: wordFrom(random, random.popular(titles)).slice(0, 3) }),
  'keyword: misspelt': (random, { performers }) => ({
    q: misspelt(random, wordFrom(random, random.oneOf(performers))),
  }),
  'keyword, by date': (random, { titles }) => ({ q: wordFrom(random, random.popular(titles)), sort: 'date' }),
  'keyword in a city': (random, { titles, cities }) => ({
    q: wordFrom(random, random.popular(titles)),
    city: random.popular(cities).name,
  }),
  'around a city, by date': (random, { cities }) => ({ ...near(random, cities), radiusKm: 30 }),
  'around a city, nearest': (random, { cities }) => ({ ...near(random, cities), radiusKm: 100, sort: 'distance' }),
  'nearest anywhere': (random, { cities }) => ({ ...near(random, cities), sort: 'distance' }),
  'half the globe, by date': (random, { cities }) => ({ ...near(random, cities), radiusKm: 10_000 }),
  'keyword, nearest': (random, { titles, cities }) => ({
    q: wordFrom(random, random.popular(titles)),
    ...near(random, cities),
    sort: 'distance',
  }),
  'city and genre': (random, { cities, genres }) => ({
    city: random.popular(cities).name,
    genre: random.oneOf(genres),
  }),
  'genre, cheapest': (random, { genres }) => ({ genre: random.oneOf(genres), sort: 'price', currency: 'GBP' }),
  'rare city, cheap': (random, { cities }) => ({
    city: random.oneOf(cities).name,
    maxPrice: 2_000,
    currency: 'EUR',
  }),
  'venue by name': (random, { venues }) => ({ venue: random.popular(venues) }),
  'performer by name': (random, { performers }) => ({ performer: random.popular(performers) }),
  'a week, accessible': (random) => ({ ...week(random), accessible: true }),
  'this weekend in a city': (random, { cities }) => ({ when: 'weekend', city: random.popular(cities).name }),
  'this week, four left': () => ({ when: 'week', quantity: 4 }),
  'two left at a price': (random) => ({ ...week(random), quantity: 2, maxPrice: 6_000, currency: 'GBP' }),
  'keyword, ten left': (random, { titles }) => ({ q: wordFrom(random, random.popular(titles)), quantity: 10 }),
  'a branch of genres': (random, { cities }) => ({ genre: 'electronic', city: random.popular(cities).name }),
  'a week in a city': (random, { cities }) => ({ ...week(random), city: random.popular(cities).name }),
}

export function searchOf(query: EventSearchQuery): EventSearch {
  const read = readEventSearch(query)
  if ('faults' in read) throw new Error(JSON.stringify(read.faults))
  return read.search
}

const wordFrom = (random: Random, title: string): string => random.oneOf(title.split(' '))

/** Two neighbouring letters changed places. */
function misspelt(random: Random, word: string): string {
  const at = 1 + random.below(Math.max(1, word.length - 2))
  return (
    word.slice(0, at) +
    word
      .slice(at, at + 2)
      .split('')
      .reverse()
      .join('') +
    word.slice(at + 2)
  )
}

function near(random: Random, cities: SyntheticCatalog['cities']): { lat: number; lng: number } {
  const { lat, lng } = random.popular(cities)
  return { lat: lat + 0.1, lng: lng + 0.1 }
}

function week(random: Random): { from: string; to: string } {
  const start = Date.now() + random.below(300) * 86_400_000
  return {
    from: new Date(start).toISOString().slice(0, 10),
    to: new Date(start + 6 * 86_400_000).toISOString().slice(0, 10),
  }
}
