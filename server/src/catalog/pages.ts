import type { EventPage, EventView } from '@foyer/contract/catalog.views'
import type { EventSearchQuery } from '@foyer/contract/catalog.search'
import type { Queryable } from '../platform/database.ts'
import { problem } from '../platform/http/problem.ts'
import { presentCard, presentEvent } from './present.ts'
import { findCards } from './queries/cards.ts'
import { findEventPage } from './queries/event-page.ts'
import type { Listed } from './queries/lists.ts'
import { refuseFaults } from './refuse.ts'
import type { Place } from './search/cursor.ts'
import { readEventSearch } from './search/event-search.ts'
import { findEvents, type FoundEvent } from './search/find-events.ts'
import type { CatalogServices } from './services.ts'

export const PAGE_LIMIT = 20

/** A page of search results as it is shown. */
export async function eventPage(
  services: CatalogServices,
  query: EventSearchQuery,
  showId?: string,
): Promise<EventPage> {
  const { cursor, limit = PAGE_LIMIT } = query
  const read = readEventSearch(query, showId)
  if ('faults' in read) throw refuseFaults(read.faults, 'query')
  const after = placeOf(services, read.search, cursor)
  const page = await findEvents(services.db.sql, read.search, limit, after)
  return {
    items: await cardsOf(services, page.events),
    next: page.next === undefined ? null : services.cursors.encode(read.search, page.next),
    searchedFor: page.searchedFor ?? null,
  }
}

/** These events as lists show them, in the order given. Such as vanished meanwhile are left out. */
export async function cardsOf(
  services: Pick<CatalogServices, 'db' | 'countTaken'>,
  events: readonly FoundEvent[],
): Promise<EventPage['items']> {
  const ids = events.map((event) => event.eventId)
  const [cards, taken] = await Promise.all([findCards(services.db.sql, ids), services.countTaken(ids)])
  const byId = new Map(cards.map((card) => [card.eventId, card]))
  return events.flatMap(({ eventId, distanceKm }) => {
    const card = byId.get(eventId)
    return card === undefined ? [] : [presentCard(card, leftOf(card.places, taken.get(eventId)), distanceKm)]
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
  const [name, taken] = await Promise.all([
    services.organiserName(sql, row.organiserId),
    services.countTaken([eventId]),
  ])
  return presentEvent(row, name, leftOf(row.manifest?.places ?? null, taken.get(eventId)))
}

const leftOf = (places: number | null, taken = 0): number | undefined =>
  places === null ? undefined : Math.max(0, places - taken)

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
