import { Type, type Static } from 'typebox'
import { GeoPoint, ShowKind, line, nullable } from './catalog.schemas.ts'
import { CountryCode, CurrencyCode, Id, Strict, TimeZone } from './primitives.ts'
import { defineRoute } from './route.ts'

/** What helps people to say what they look for: names while they type, towns on the map, genres, and facets of a search. */

export const SUGGESTIONS_MAX = 20
const Limit = Type.Optional(Type.Integer({ minimum: 1, maximum: SUGGESTIONS_MAX, default: 8 }))

export const PlaceView = Strict(
  {
    id: Type.Integer({ description: 'Id in GeoNames; `near` takes it too.' }),
    name: Type.String(),
    names: Strict(
      { de: Type.Optional(Type.String()), ja: Type.Optional(Type.String()) },
      { description: 'What German and Japanese call it, where they call it otherwise and that is known.' },
    ),
    region: nullable(Type.String({ description: 'State or province, where people go by it.' })),
    country: CountryCode,
    label: Type.String({ description: 'As people tell it from others: "Dallas, Texas, United States".' }),
    location: GeoPoint,
    timeZone: TimeZone,
    population: Type.Integer(),
  },
  { description: 'A town of the gazetteer (GeoNames, CC BY 4.0).' },
)
export type PlaceView = Static<typeof PlaceView>

export const PlacesQuery = Strict({
  q: Type.Optional(line(100, 'A name, or its beginning, in any language: "dal", "Dallas, G", "東京".')),
  lat: Type.Optional(Type.Number({ minimum: -90, maximum: 90 })),
  lng: Type.Optional(Type.Number({ minimum: -180, maximum: 180 })),
  limit: Limit,
})
export type PlacesQuery = Static<typeof PlacesQuery>

export const SuggestionKind = Type.Enum(['event', 'show', 'performer', 'venue', 'city'])
export type SuggestionKind = Static<typeof SuggestionKind>

export const Suggestion = Strict(
  {
    kind: SuggestionKind,
    id: nullable(Type.Union([Id], { description: 'Of what is named; null for a city.' })),
    name: Type.String(),
    detail: nullable(
      Type.String({ description: 'City of a venue, country code of a city, kind of a show or performer.' }),
    ),
    events: Type.Integer({ description: 'About how many events are ahead.' }),
    search: Type.String({ description: 'The query of GET /v1/events that finds them, e.g. `venue=01890a5d-…`.' }),
  },
  { description: 'What somebody may mean who types this.' },
)
export type Suggestion = Static<typeof Suggestion>

export const SuggestionsQuery = Strict({
  q: line(100, 'What was typed so far.'),
  kinds: Type.Optional(
    Type.String({
      pattern: '^(event|show|performer|venue|city)(,(event|show|performer|venue|city)){0,4}$',
      description: 'Only these kinds, with commas between them.',
    }),
  ),
  limit: Limit,
})
export type SuggestionsQuery = Static<typeof SuggestionsQuery>

export const GenreView = Strict(
  {
    key: Type.String({ description: 'What `genre` takes.' }),
    name: Type.String(),
    parent: nullable(Type.String({ description: 'Key of the genre or kind that it belongs to.' })),
  },
  { description: 'A genre of the tree; one that is searched for finds those below it too.' },
)
export type GenreView = Static<typeof GenreView>

export const PIN_EVENTS_MAX = 5
export const PinView = Strict(
  {
    venueId: Id,
    name: Type.String(),
    city: Type.String(),
    location: GeoPoint,
    events: Type.Integer(),
    soonest: Type.Array(
      Strict({ id: Id, title: Type.String(), startsAt: Type.String({ format: 'date-time' }), timeZone: TimeZone }),
      { maxItems: PIN_EVENTS_MAX },
    ),
  },
  { description: 'A venue on the map, and the soonest of what was found there.' },
)
export type PinView = Static<typeof PinView>

/** How many of the events that a search finds are of which genre, city, venue, day and price, and where they are. */
export const Facets = Strict({
  events: Type.Integer({ description: 'How many events were counted.' }),
  complete: Type.Boolean({ description: 'False: more are found, and only the soonest were counted.' }),
  genres: nullable(
    Type.Array(
      Strict({ key: Type.String(), name: Type.String(), parent: nullable(Type.String()), events: Type.Integer() }),
      { description: 'Kinds of show, and genres under their `parent`, those with most events first.' },
    ),
  ),
  cities: nullable(Type.Array(Strict({ city: Type.String(), country: CountryCode, events: Type.Integer() }))),
  venues: nullable(Type.Array(Strict({ id: Id, name: Type.String(), city: Type.String(), events: Type.Integer() }))),
  dates: nullable(
    Type.Array(Strict({ date: Type.String({ format: 'date' }), events: Type.Integer() }), {
      description: 'Days where the venue is, the first ones.',
    }),
  ),
  pins: nullable(
    Type.Array(PinView, { description: 'Where they are: venues that have told it, those with most events first.' }),
  ),
  prices: nullable(
    Type.Array(
      Strict({
        currency: CurrencyCode,
        from: Type.Integer({ description: 'In minor units; the cheapest place costs as much or more.' }),
        below: Type.Integer({ description: 'And less than this.' }),
        events: Type.Integer(),
      }),
      { description: 'By the lowest all-in price, in steps of 1, 2 and 5.' },
    ),
  ),
})
export type Facets = Static<typeof Facets>

const Language = nullable(Type.String())

/** One showtime. */
export const ShowtimeView = Strict({
  eventId: Id,
  startsAt: Type.String({ format: 'date-time' }),
  localTime: Type.String({ pattern: '^\\d\\d:\\d\\d$', description: 'Where the venue is.' }),
  hall: nullable(Type.String({ description: 'Screen.' })),
  features: Type.Array(Type.String(), { description: 'Format and accessibility: imax, subtitled, relaxed.' }),
  status: Type.String(),
  available: nullable(Type.Integer({ description: 'Places left.' })),
  accessibleAvailable: nullable(Type.Integer({ description: 'Accessible places left.' })),
})
export type ShowtimeView = Static<typeof ShowtimeView>

export const ShowtimesQuery = Strict({
  date: Type.Optional(
    Type.String({ format: 'date', description: 'Day where the venue is; today there, unless said.' }),
  ),
  venue: Type.Optional(line(200, 'Id or name of the cinema.')),
  city: Type.Optional(line(200, 'Name of the city.')),
  near: Type.Optional(line(100, 'Name of a town; cinemas within `radiusKm` of it, 25 unless said.')),
  radiusKm: Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: 200 })),
  show: Type.Optional(Id),
  kind: Type.Optional(ShowKind),
  feature: Type.Optional(line(100, 'All of these features, with commas between them.')),
})
export type ShowtimesQuery = Static<typeof ShowtimesQuery>

export const Showtimes = Strict({
  shows: Type.Array(
    Strict({
      id: Id,
      title: Type.String(),
      rating: Type.Union([Type.String(), Type.Null()]),
      runtimeMinutes: Type.Union([Type.Integer(), Type.Null()]),
      genres: Type.Array(Type.String()),
      cast: Type.Array(Type.String()),
      directors: Type.Array(Type.String()),
      language: Language,
      trailerUrl: Type.Union([Type.String(), Type.Null()]),
      venues: Type.Array(
        Strict({
          id: Id,
          name: Type.String(),
          city: Type.String(),
          timeZone: TimeZone,
          date: Type.String({ format: 'date' }),
          showtimes: Type.Array(ShowtimeView),
        }),
      ),
    }),
  ),
  complete: Type.Boolean({ description: 'False: there are more showtimes than one answer holds; ask more narrowly.' }),
})
export type Showtimes = Static<typeof Showtimes>

export const findingRoutes = {
  suggestions: defineRoute({
    operation: 'catalog.suggestions',
    method: 'GET',
    path: '/v1/suggestions',
    access: 'public',
    summary: 'What somebody may mean while they type: events, shows, performers, venues, cities.',
    description:
      'Whatever has events ahead and a word that begins so, likeliest first. A misspelt text that finds nothing is put right.',
    query: SuggestionsQuery,
    success: {
      status: 200,
      body: Strict({ items: Type.Array(Suggestion) }),
      description: 'Suggestions, the likeliest first.',
    },
    problems: [],
  }),
  places: defineRoute({
    operation: 'catalog.places',
    method: 'GET',
    path: '/v1/places',
    access: 'public',
    summary: 'Towns by name, as it is typed, or by a point.',
    description:
      'From a gazetteer that is held here: nobody else learns what was asked. It answers 503 in the first seconds of a new installation.',
    query: PlacesQuery,
    success: {
      status: 200,
      body: Strict({ items: Type.Array(PlaceView) }),
      description: 'Towns, the likeliest or the nearest first.',
    },
    problems: [],
  }),
  genres: defineRoute({
    operation: 'catalog.genres',
    method: 'GET',
    path: '/v1/genres',
    access: 'public',
    summary: 'The tree of genres.',
    success: {
      status: 200,
      body: Strict({ items: Type.Array(GenreView) }),
      description: 'Kinds of show and genres, each after its parent.',
    },
    problems: [],
  }),
  showtimes: defineRoute({
    operation: 'catalog.showtimes',
    method: 'GET',
    path: '/v1/showtimes',
    access: 'public',
    summary: "What's on: showtimes of one day by film and cinema, with screen, format, accessibility and places left.",
    description: 'Films, unless `kind` says otherwise. Ask for a venue, a city, a town or a show.',
    query: ShowtimesQuery,
    success: { status: 200, body: Showtimes, description: 'Shows with their showtimes, by venue.' },
    problems: [],
  }),
}
