import type { Manifest } from '@foyer/contract'
import type { PerformerInput, VenueInput } from '@foyer/contract/catalog'
import {
  FEED_BATCH_MAX,
  prepareManifest,
  storeManifest,
  upsertEvents,
  upsertPerformers,
  upsertShows,
  upsertVenues,
  type Feed,
  type FeedEvent,
  type NewShow,
  type Taken,
} from '@foyer/server/catalog/index'
import { given, openHeads } from '@foyer/server/catalog/testing/given'
import type { Database, Tx } from '@foyer/server/platform/database'
import { randomFrom, type Random } from './random.ts'

export interface SyntheticCatalog {
  readonly cities: readonly { name: string; lat: number; lng: number }[]
  readonly performers: readonly string[]
  readonly titles: readonly string[]
  readonly venues: readonly string[]
  readonly genres: readonly string[]
  readonly eventIds: readonly string[]
  readonly seconds: number
}

const SEED = 20_350_504
const CITIES = 400
const VENUES = 3_000
const PERFORMERS = 6_000
const SHOWS = 8_000
const WORDS = 6_000
const DAYS = 365
const GENRES = [
  'rock',
  'pop',
  'jazz',
  'folk',
  'opera',
  'ballet',
  'drama',
  'musical',
  'football',
  'hockey',
  'techno',
  'hip hop',
  'soul',
  'metal',
  'choral',
  'chamber',
  'thriller',
  'comedy',
  'animation',
  'documentary',
]
const KINDS = ['concert', 'classical', 'sport', 'theatre', 'comedy', 'film'] as const

/**
 * Fills the catalogue with made-up events in the coming year, by the same verbs as importers use: a few cities, venues
 * and performers have most of the events, as in life.
 */
export async function syntheticCatalog(db: Database, events: number): Promise<SyntheticCatalog> {
  const started = performance.now()
  const random = randomFrom(SEED)
  const feed: Feed = { organiserId: await given(db).anOrganiser(), source: 'synthetic' }
  const words = distinct(WORDS, () => wordOf(random))
  const cities = distinct(CITIES, () => capital(wordOf(random))).map((name) => ({
    name,
    lat: random.next() * 110 - 45,
    lng: random.next() * 340 - 170,
  }))
  const titled = (count: number) => Array.from({ length: count }, () => capital(random.popular(words))).join(' ')
  const performers = distinct(PERFORMERS, () => titled(2))
  const performerIds = await take(
    db,
    performers,
    (name, sourceId) => ({ sourceId, name, kind: 'group' as const }),
    (tx, batch: (PerformerInput & { sourceId: string })[]) => upsertPerformers(tx, feed, batch),
  )
  const venues = distinct(
    VENUES,
    () => `${titled(1)} ${random.oneOf(['Arena', 'Hall', 'Theatre', 'Stadium', 'Cinema', 'Club'])}`,
  )
  const venueIds = await take(
    db,
    venues,
    (name, sourceId) => venueOf(random, name, sourceId, random.popular(cities)),
    (tx, batch: (VenueInput & { sourceId: string })[]) => upsertVenues(tx, feed, batch),
  )
  const titles = distinct(SHOWS, () => titled(1 + random.below(4)))
  const showIds = await take(
    db,
    titles,
    (title, sourceId) => ({
      sourceId,
      title,
      kind: random.oneOf(KINDS),
      genres: [random.oneOf(GENRES)],
      cast: Array.from({ length: random.below(8) }, () => titled(2)),
      performers: distinct(1 + random.below(2), () => random.popular(performerIds)).map((performerId) => ({
        performerId,
      })),
    }),
    (tx, batch: (NewShow & { sourceId: string })[]) => upsertShows(tx, feed, batch),
  )
  const manifests = await storeManifests(db)
  const now = Date.now()
  const eventIds = await take(
    db,
    Array.from({ length: events }, (_, index) => String(index)),
    (name, sourceId): FeedEvent => ({
      sourceId: `${sourceId}-${name}`,
      showId: random.popular(showIds),
      venueId: random.popular(venueIds),
      startsAt: new Date(now + (1 + random.below(DAYS * 24 * 4)) * 900_000),
      manifestHash: random.oneOf(manifests),
      priceLevels: [
        { name: 'Standard', categories: ['standard'], faceValue: 1_000 + random.below(100) * 100, fees: 250 },
      ],
      status: 'scheduled',
    }),
    (tx, batch: FeedEvent[]) => upsertEvents(tx, feed, batch, openHeads),
  )
  await db.sql`vacuum analyze`
  const seconds = Math.round((performance.now() - started) / 100) / 10
  return { cities, performers, titles, venues, genres: GENRES, eventIds, seconds }
}

async function take<T, R>(
  db: Database,
  things: readonly T[],
  record: (thing: T, sourceId: string) => R,
  upsert: (tx: Tx, batch: R[]) => Promise<Taken[]>,
): Promise<string[]> {
  const ids: string[] = []
  for (let from = 0; from < things.length; from += FEED_BATCH_MAX) {
    const batch = things.slice(from, from + FEED_BATCH_MAX).map((thing, index) => record(thing, String(from + index)))
    const taken = await db.transaction((tx) => upsert(tx, batch))
    for (const one of taken) {
      if (!('id' in one)) throw new Error(`refused: ${JSON.stringify(one)}`)
      ids.push(one.id)
    }
  }
  return ids
}

const venueOf = (random: Random, name: string, sourceId: string, city: { name: string; lat: number; lng: number }) => ({
  sourceId,
  name,
  city: city.name,
  country: random.oneOf(['GB', 'US', 'DE', 'FR', 'JP', 'BR']),
  location: { lat: city.lat + random.next() * 0.2, lng: city.lng + random.next() * 0.2 },
  timeZone: random.oneOf(['Europe/London', 'America/New_York', 'Asia/Tokyo', 'America/Sao_Paulo']),
  currency: random.oneOf(['GBP', 'USD', 'EUR', 'JPY']),
})

/** Ten rooms of general admission, half of them with accessible places. */
async function storeManifests(db: Database): Promise<string[]> {
  const hashes: string[] = []
  for (let room = 1; room <= 10; room++) {
    const manifest: Manifest = {
      version: 1,
      name: `Room ${room}`,
      focal: [0, 0],
      bounds: [0, 0, 10, 10],
      categories: [{ key: 'standard', name: 'Standard' }],
      sections: [
        { kind: 'area', key: 'floor', name: 'Floor', category: 'standard', capacity: room * 100, accessible: room % 2 },
      ],
    }
    const prepared = prepareManifest(manifest)
    if ('faults' in prepared) throw new Error(JSON.stringify(prepared.faults))
    hashes.push(await db.transaction((tx) => storeManifest(tx, prepared)))
  }
  return hashes
}

function distinct<T>(count: number, make: () => T): T[] {
  const made = new Set<T>()
  while (made.size < count) made.add(make())
  return [...made]
}

const SYLLABLES = [
  'ba',
  'cor',
  'da',
  'el',
  'fin',
  'gra',
  'hol',
  'is',
  'jo',
  'kan',
  'lu',
  'mer',
  'no',
  'or',
  'pel',
  'qui',
  'ra',
  'sten',
  'tor',
  'un',
  'va',
  'wil',
  'xi',
  'yor',
  'zan',
  'bri',
  'clo',
  'dre',
  'sha',
  'thi',
]
const wordOf = (random: Random): string =>
  Array.from({ length: 2 + random.below(3) }, () => random.oneOf(SYLLABLES)).join('')
const capital = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1)
