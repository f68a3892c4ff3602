/** The name under which events are searched; it stands for one index at a time, or for none. */
export const ALIAS = 'foyer-events'

/** Raised whenever documents or their mapping change: an engine that has another edition is filled anew. */
export const EDITION = 1

/** A new index of this edition, named for when it was begun. */
export const newIndexName = (now: Date): string => `${ALIAS}-v${EDITION}-${now.getTime()}`

/** Whether an index is of this edition. */
export const isOfEdition = (index: string): boolean => index.startsWith(`${ALIAS}-v${EDITION}-`)

const keyword = { type: 'keyword' } as const
/** Words come folded and apart, as the database writes them: the engine takes them as they are. */
const words = { type: 'text', analyzer: 'whitespace' } as const

/**
 * How an event is indexed. A field that is not here is refused by the engine, not guessed at. One shard serves millions of
 * documents of this size.
 */
export const eventIndex = {
  settings: { number_of_shards: 1, number_of_replicas: 0, refresh_interval: '500ms' },
  mappings: {
    dynamic: 'strict',
    properties: {
      eventId: keyword,
      startsAt: { type: 'date' },
      localDate: { type: 'date', format: 'strict_date' },
      timeZone: keyword,
      status: keyword,
      venueId: keyword,
      showId: keyword,
      kind: keyword,
      city: keyword,
      country: keyword,
      location: { type: 'geo_point' },
      performerIds: keyword,
      performers: keyword,
      genres: keyword,
      features: keyword,
      currency: keyword,
      fromMinor: { type: 'long' },
      toMinor: { type: 'long' },
      nameKeys: keyword,
      placeKeys: keyword,
      names: words,
      document: words,
    },
  },
} as const

/** A document: what the mapping says, nothing else. */
export interface EventDocument {
  readonly eventId: string
  readonly startsAt: string
  readonly localDate: string
  readonly timeZone: string
  readonly status: string
  readonly venueId: string
  readonly showId: string
  readonly kind: string
  readonly city: string
  readonly country: string
  readonly location: { readonly lat: number; readonly lon: number } | null
  readonly performerIds: readonly string[]
  readonly performers: readonly string[]
  readonly genres: readonly string[]
  readonly features: readonly string[]
  readonly currency: string | null
  readonly fromMinor: number | null
  readonly toMinor: number | null
  readonly nameKeys: readonly string[]
  readonly placeKeys: readonly string[]
  readonly names: string
  readonly document: string
}
