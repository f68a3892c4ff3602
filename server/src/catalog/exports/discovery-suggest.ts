import type { EventSummary } from '@foyer/contract/catalog.views'
import type { SuggestionKind } from '@foyer/contract/catalog.finding'
import { cardsOf } from '../pages.ts'
import { findPerformersById, findVenuesById } from '../queries/lists.ts'
import type { EventSearch } from '../search/event-search.ts'
import { findEvents } from '../search/find-events.ts'
import { suggest } from '../search/suggest.ts'
import type { CatalogServices } from '../services.ts'
import { segmentOfKind } from './discovery-classes.ts'
import type { Texts } from './discovery-query.ts'
import { discoveryAttraction, discoveryEvent, discoveryVenue, kindOfPerformer } from './discovery-shape.ts'

export const RESOURCES = ['attractions', 'venues', 'events'] as const
export type Resource = (typeof RESOURCES)[number]

const SIZE_DEFAULT = 5
const SIZE_MAX = 20
/** Looked at, so that some are left when those of another country or segment are left out. */
const CANDIDATES_MAX = 20

/** How many of each are suggested, and of what; a sentence where a parameter makes no sense. What is not sold here is passed over. */
export function readSuggest(query: Texts): { size: number; resources: ReadonlySet<Resource> } | { wrong: string } {
  const size = /^\d{1,3}$/.test(query['size'] || String(SIZE_DEFAULT)) ? Number(query['size'] || SIZE_DEFAULT) : 0
  if (size < 1 || size > SIZE_MAX) return { wrong: `size is a whole number from 1 to ${SIZE_MAX}` }
  const asked = (query['resource'] || RESOURCES.join(',')).split(',').map((name) => name.trim())
  const unknown = asked.find((name) => name !== 'products' && !RESOURCES.some((one) => one === name))
  if (unknown !== undefined) return { wrong: `resource is one or more of ${RESOURCES.join(',')}` }
  return { size, resources: new Set(RESOURCES.filter((name) => asked.includes(name))) }
}

type Suggested = Partial<Record<Resource, readonly object[]>>

/**
 * What somebody may mean who has typed so far: performers, venues and events. Without a keyword, the soonest events of the
 * search, with those who appear in them and where.
 */
export async function discoverySuggest(
  services: CatalogServices,
  search: EventSearch,
  { size, resources }: { size: number; resources: ReadonlySet<Resource> },
): Promise<Suggested> {
  const { publicUrl, db } = services
  const { words } = search
  const needsEvents = resources.has('events') || words === undefined
  const found = needsEvents ? await findEvents({ sql: db.sql }, search, CANDIDATES_MAX, undefined) : { events: [] }
  const cards = await cardsOf(services, found.events)
  const [attractions, venues] = await Promise.all([
    resources.has('attractions') ? attractionsFor(services, search, cards) : [],
    resources.has('venues') ? venuesFor(services, search, cards) : [],
  ])
  const listed = {
    venues: venues.slice(0, size),
    attractions: attractions.slice(0, size),
    events: resources.has('events') ? cards.slice(0, size).map((card) => discoveryEvent(card, publicUrl)) : [],
  }
  return Object.fromEntries(Object.entries(listed).filter(([, items]) => items.length > 0))
}

async function attractionsFor(
  services: CatalogServices,
  { words, kinds }: EventSearch,
  cards: readonly EventSummary[],
): Promise<readonly object[]> {
  const { sql } = services.db
  const named = await candidates(services, words, 'performer', () =>
    cards.flatMap(({ performers }) => performers.map(({ id }) => id)),
  )
  const performers = await findPerformersById(sql, [...named.keys()])
  return performers
    .filter(
      ({ kind }) => kinds === undefined || kinds.some((one) => segmentOfKind(kindOfPerformer(kind)).kinds.some((of) => of === one)), // prettier-ignore
    )
    .map((performer) => ({ ...discoveryAttraction(performer), ...upcoming(named.get(performer.id)) }))
}

async function venuesFor(
  services: CatalogServices,
  { words, country }: EventSearch,
  cards: readonly EventSummary[],
): Promise<readonly object[]> {
  const named = await candidates(services, words, 'venue', () => cards.map(({ venue }) => venue.id))
  const venues = await findVenuesById(services.db.sql, [...named.keys()])
  return venues
    .filter((venue) => country === undefined || venue.country === country)
    .map((venue) => ({ ...discoveryVenue(venue), ...upcoming(named.get(venue.id)) }))
}

/** Ids in order, with how many events are ahead where that is known. */
async function candidates(
  { db: { sql } }: CatalogServices,
  words: string | undefined,
  kind: SuggestionKind,
  otherwise: () => readonly string[],
): Promise<ReadonlyMap<string, number | undefined>> {
  if (words === undefined) return new Map(otherwise().map((id) => [id, undefined]))
  const found = await suggest(sql, { q: words, kinds: kind, limit: CANDIDATES_MAX })
  return new Map(found.flatMap(({ id, events }) => (id === null ? [] : [[id, events]])))
}

const upcoming = (events: number | undefined) => (events === undefined ? {} : { upcomingEvents: { _total: events } })
