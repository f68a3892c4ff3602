import type { EventPage, EventView, OwnEvent } from '@foyer/contract/catalog.views'
import type { EventSearchQuery } from '@foyer/contract/catalog.search'
import { presentTown } from './gazetteer/present.ts'
import type { Queryable } from '../platform/database.ts'
import { problem } from '../platform/http/problem.ts'
import { presentCard, presentEvent } from './present.ts'
import { findCards } from './queries/cards.ts'
import { findEventPage } from './queries/event-page.ts'
import type { Listed } from './queries/lists.ts'
import { refuseFaults } from './refuse.ts'
import type { Place } from './search/cursor.ts'
import { countFacets, facetsAsked } from './search/count-facets.ts'
import { readEventSearch, type EventSearch } from './search/event-search.ts'
import { EngineAway, findEvents, readAs, type FoundEvent, type FoundPage } from './search/find-events.ts'
import { locate } from './search/locate.ts'
import type { CatalogServices } from './services.ts'

export const PAGE_LIMIT = 20

/** A page of search results as it is shown. */
export async function eventPage(
  services: CatalogServices,
  query: EventSearchQuery,
  showId?: string,
): Promise<EventPage> {
  const { cursor, limit = PAGE_LIMIT, facets } = query
  const { sql } = services.db
  const located = await locate(sql, query)
  if ('refused' in located) throw townsNotReady()
  const read = 'faults' in located ? located : readEventSearch(located.query, showId)
  if ('faults' in read || 'faults' in located) throw refuseFaults('faults' in read ? read.faults : [], 'query')
  const { search } = read
  const after = placeOf(services, search, cursor)
  const page = await found(services, search, limit, after)
  const [items, counted] = await Promise.all([
    cardsOf(services, page.events),
    facets === undefined ? null : countFacets(sql, readAs(search, page.reading), facetsAsked(facets)),
  ])
  const { near } = located
  return {
    items,
    next: page.next === undefined ? null : services.cursors.encode(search, page.next),
    searchedFor: page.reading?.words ?? null,
    searchedWhen: page.reading?.when ?? null,
    near: near === undefined ? null : { place: presentTown(near.town), others: near.others.map(presentTown) },
    facets: counted,
  }
}

async function found(
  { db, searchEngine }: CatalogServices,
  search: EventSearch,
  limit: number,
  after: Place | undefined,
): Promise<FoundPage> {
  try {
    return await findEvents({ sql: db.sql, engine: searchEngine }, search, limit, after)
  } catch (error) {
    if (error instanceof EngineAway) throw problem('try-again-soon', { headers: { 'retry-after': '5' } })
    throw error
  }
}

const TOWNS_RETRY_S = 5

/** The towns are being loaded, which takes seconds, once. */
export const townsNotReady = () => problem('try-again-soon', { headers: { 'retry-after': String(TOWNS_RETRY_S) } })

/** These events as lists show them, in the order given. Such as vanished meanwhile are left out. */
export async function cardsOf(
  services: Pick<CatalogServices, 'db'>,
  events: readonly FoundEvent[],
): Promise<EventPage['items']> {
  const ids = events.map((event) => event.eventId)
  const cards = await findCards(services.db.sql, ids)
  const byId = new Map(cards.map((card) => [card.eventId, card]))
  return events.flatMap(({ eventId, distanceKm }) => {
    const card = byId.get(eventId)
    return card === undefined ? [] : [presentCard(card, distanceKm)]
  })
}

/** These events as their organiser sees them, with how they sell, in the order given. */
export async function ownEvents(services: CatalogServices, eventIds: readonly string[]): Promise<OwnEvent[]> {
  const [cards, sold, rooms] = await Promise.all([
    findCards(services.db.sql, eventIds),
    services.countSold(eventIds),
    services.waitingRoomsOf(eventIds),
  ])
  const byId = new Map(cards.map((card) => [card.eventId, card]))
  return eventIds.flatMap((eventId) => {
    const card = byId.get(eventId)
    const room = rooms.get(eventId)
    if (card === undefined) return []
    return {
      ...presentCard(card, null),
      places: card.places ?? 0,
      sold: sold.get(eventId) ?? 0,
      revision: card.revision,
      waitingRoom: room === undefined ? null : { lobbyOpensAt: room.lobbyOpensAt.toISOString(), ended: room.ended },
    }
  })
}

/** The page of an event; undefined where there is none for this reader. */
export async function eventView(
  services: CatalogServices,
  sql: Queryable,
  eventId: string,
  readerId: string | undefined,
): Promise<EventView | undefined> {
  const row = await findEventPage(sql, eventId, readerId)
  if (row === undefined) return undefined
  const organiser = await services.organiserName(sql, row.organiserId)
  return presentEvent(row, organiser, services.waitingRoomOf(eventId))
}

/** Where the page before ended. */
export function placeOf(services: CatalogServices, search: object, cursor: string | undefined): Place | undefined {
  if (cursor === undefined) return undefined
  const place = services.cursors.decode(search, cursor)
  if (place === undefined) throw problem('cursor-invalid')
  return place
}

/** A page of a plain list. `query` is what the cursor belongs to. */
export async function listPage<T>(
  services: CatalogServices,
  { cursor, limit = PAGE_LIMIT, ...query }: { cursor?: string; limit?: number },
  list: (slice: { after: readonly string[] | undefined; limit: number }) => Promise<readonly Listed<T>[]>,
): Promise<{ items: T[]; next: string | null }> {
  const after = placeOf(services, query, cursor)?.key
  const rows = await list({ after, limit: limit + 1 })
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    items: page.map((row) => row.item),
    next: last === undefined || rows.length <= limit ? null : services.cursors.encode(query, { key: last.key }),
  }
}
