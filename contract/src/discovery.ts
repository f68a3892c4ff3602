import { Type } from 'typebox'
import { defineRoute } from './route.ts'

/**
 * Reading in the shape of Ticketmaster's Discovery API (v2), for programs that speak it. Addresses may end in `.json` or
 * not. Unknown parameters are passed over, `apikey` among them, unless they would narrow the answer: those are refused. Errors come in that shape too.
 */
const Text = Type.Optional(Type.String({ maxLength: 200 }))
const loose = (names: readonly string[]) =>
  Type.Object(Object.fromEntries(names.map((name) => [name, Text])), { additionalProperties: true })

const paging = ['size', 'page', 'sort', 'locale', 'apikey']
const answer = (description: string) => ({
  status: 200,
  body: { contentType: 'application/json', description: `HAL: ${description}` },
  description: 'As the Discovery API answers.',
})
const narrowing = [
  'keyword',
  'venueId',
  'attractionId',
  'city',
  'countryCode',
  'stateCode',
  'postalCode',
  'latlong',
  'geoPoint',
  'radius',
  'unit',
  'startDateTime',
  'endDateTime',
  'classificationName',
  'classificationId',
  'segmentName',
  'segmentId',
  'genreId',
  'subGenreId',
]
const IdOfDiscovery = Type.Object({ id: Type.String({ maxLength: 100 }) })

export const discoveryRoutes = {
  events: defineRoute({
    operation: 'discovery.events',
    method: 'GET',
    path: '/discovery/v2/events.json',
    access: 'public',
    summary: 'Finds events, for clients of the Discovery API.',
    query: loose([...paging, ...narrowing]),
    success: answer('`_embedded.events`, `_links`, `page`.'),
    problems: [],
  }),
  event: defineRoute({
    operation: 'discovery.event',
    method: 'GET',
    path: '/discovery/v2/events/:id',
    access: 'public',
    summary: 'An event, for clients of the Discovery API. The id may end in `.json`.',
    params: IdOfDiscovery,
    success: answer('an event.'),
    problems: [],
  }),
  venues: defineRoute({
    operation: 'discovery.venues',
    method: 'GET',
    path: '/discovery/v2/venues.json',
    access: 'public',
    summary: 'Finds venues, for clients of the Discovery API.',
    query: loose([...paging, 'keyword', 'countryCode', 'stateCode']),
    success: answer('`_embedded.venues`, `_links`, `page`.'),
    problems: [],
  }),
  venue: defineRoute({
    operation: 'discovery.venue',
    method: 'GET',
    path: '/discovery/v2/venues/:id',
    access: 'public',
    summary: 'A venue, for clients of the Discovery API. The id may end in `.json`.',
    params: IdOfDiscovery,
    success: answer('a venue.'),
    problems: [],
  }),
  attractions: defineRoute({
    operation: 'discovery.attractions',
    method: 'GET',
    path: '/discovery/v2/attractions.json',
    access: 'public',
    summary: 'Finds performers, for clients of the Discovery API.',
    query: loose([...paging, 'keyword']),
    success: answer('`_embedded.attractions`, `_links`, `page`.'),
    problems: [],
  }),
  attraction: defineRoute({
    operation: 'discovery.attraction',
    method: 'GET',
    path: '/discovery/v2/attractions/:id',
    access: 'public',
    summary: 'A performer, for clients of the Discovery API. The id may end in `.json`.',
    params: IdOfDiscovery,
    success: answer('an attraction.'),
    problems: [],
  }),
  classifications: defineRoute({
    operation: 'discovery.classifications',
    method: 'GET',
    path: '/discovery/v2/classifications.json',
    access: 'public',
    summary: 'Segments with their genres and sub-genres, for clients of the Discovery API.',
    query: loose([...paging, 'keyword']),
    success: answer('`_embedded.classifications`, `_links`, `page`.'),
    problems: [],
  }),
  classification: defineRoute({
    operation: 'discovery.classification',
    method: 'GET',
    path: '/discovery/v2/classifications/:id',
    access: 'public',
    summary: 'The segment that an id of a segment, genre or sub-genre belongs to, for clients of the Discovery API.',
    params: IdOfDiscovery,
    success: answer('a classification.'),
    problems: [],
  }),
  segment: defineRoute({
    operation: 'discovery.segment',
    method: 'GET',
    path: '/discovery/v2/classifications/segments/:id',
    access: 'public',
    summary: 'A segment with its genres, for clients of the Discovery API.',
    params: IdOfDiscovery,
    success: answer('a segment.'),
    problems: [],
  }),
  genre: defineRoute({
    operation: 'discovery.genre',
    method: 'GET',
    path: '/discovery/v2/classifications/genres/:id',
    access: 'public',
    summary: 'A genre with its sub-genres, for clients of the Discovery API.',
    params: IdOfDiscovery,
    success: answer('a genre.'),
    problems: [],
  }),
  subGenre: defineRoute({
    operation: 'discovery.subGenre',
    method: 'GET',
    path: '/discovery/v2/classifications/subgenres/:id',
    access: 'public',
    summary: 'A sub-genre, for clients of the Discovery API.',
    params: IdOfDiscovery,
    success: answer('a sub-genre.'),
    problems: [],
  }),
  suggest: defineRoute({
    operation: 'discovery.suggest',
    method: 'GET',
    path: '/discovery/v2/suggest.json',
    access: 'public',
    summary:
      'Performers, venues and events that somebody may mean who has typed so far, for clients of the Discovery API.',
    query: loose([...paging, ...narrowing, 'resource']),
    success: answer('`_embedded` with `attractions`, `venues` and `events`, `_links`.'),
    problems: [],
  }),
}
