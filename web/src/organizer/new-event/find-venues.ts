import type { VenueView } from '@foyer/contract/catalog.views'
import type { Api } from '../../api/api.ts'

const SHOWN_MAX = 6

/** Venues of that name, then those in a city of that name; each once. */
export async function findVenues(api: Api, text: string, signal: AbortSignal): Promise<readonly VenueView[]> {
  const [named, there] = await Promise.all([
    api.call('GET', '/v1/venues', { query: { name: text, limit: SHOWN_MAX }, signal }),
    api.call('GET', '/v1/venues', { query: { city: text, limit: SHOWN_MAX }, signal }),
  ])
  return [...new Map([...named.items, ...there.items].map((venue) => [venue.id, venue])).values()].slice(
    0,
    2 * SHOWN_MAX,
  )
}
