import { Type, type Static } from 'typebox'
import { line } from './catalog.schemas.ts'
import { CountryCode, CurrencyCode, Id, PageQuery, Strict } from './primitives.ts'

export const RADIUS_KM_MAX = 20_000

export const EventSort = Type.Enum(['date', 'distance', 'relevance', 'price'], {
  description:
    'Relevance with a keyword and date without one, unless said. Distance needs a point, relevance a keyword, price a currency.',
})
export type EventSort = Static<typeof EventSort>

const Term = (description: string) => line(200, description)

/** A day, meant where the venue is, or a moment. */
const DayOrInstant = (description: string) =>
  Type.String({
    anyOf: [{ format: 'date' }, { format: 'date-time' }],
    description: `${description} A day (2035-05-04), meant where each venue is, or a moment (2035-05-04T18:00:00Z).`,
  })

export const DateWord = Type.Enum(['today', 'tomorrow', 'weekend', 'week'], {
  description:
    'By the day where each venue is. Weekend: Friday from 17:00 to Sunday, this one while it lasts. Week: today and the six days after.',
})
export type DateWord = Static<typeof DateWord>

export const EventSearchQuery = Strict({
  q: Type.Optional(
    Term('Words over title, performers, venue, city, genre and cast: all of them, "a phrase", or, -without.'),
  ),
  near: Type.Optional(
    Term('A town by name, in any language, or by its id: "Dallas", "Dallas, Georgia"; within 50 km unless `radiusKm`.'),
  ),
  lat: Type.Optional(Type.Number({ minimum: -90, maximum: 90 })),
  lng: Type.Optional(Type.Number({ minimum: -180, maximum: 180 })),
  radiusKm: Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: RADIUS_KM_MAX })),
  city: Type.Optional(Term('Name of the city, with or without its accents.')),
  country: Type.Optional(CountryCode),
  venue: Type.Optional(Term('Id or name of the venue.')),
  show: Type.Optional(Id),
  performer: Type.Optional(Term('Id or name of a performer; a name is looked for in casts too.')),
  genre: Type.Optional(Term('Genre, or kind of show; what lies below it in the tree is found too.')),
  feature: Type.Optional(Term('All of these features, with commas between them: "subtitled", "imax,relaxed".')),
  when: Type.Optional(DateWord),
  from: Type.Optional(DayOrInstant('Earliest start; now, unless said.')),
  to: Type.Optional(DayOrInstant('Latest start; a day counts whole.')),
  maxPrice: Type.Optional(
    Type.Integer({ minimum: 0, description: 'All-in price in minor units that the cheapest place may cost.' }),
  ),
  minPrice: Type.Optional(
    Type.Integer({ minimum: 0, description: 'All-in price in minor units that the dearest place costs at least.' }),
  ),
  currency: Type.Optional(CurrencyCode),
  quantity: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 10,
      description: 'Only events with at least so many tickets left, within the prices asked for.',
    }),
  ),
  accessible: Type.Optional(Type.Boolean({ description: 'True: only events with accessible places left.' })),
  facets: Type.Optional(
    Type.String({
      pattern: '^(genre|city|venue|date|price|map)(,(genre|city|venue|date|price|map)){0,5}$',
      description:
        'What to count the events found by, with commas between: genre, city, venue, date, price; map for pins of their venues.',
    }),
  ),
  sort: Type.Optional(EventSort),
  ...PageQuery,
})
export type EventSearchQuery = Static<typeof EventSearchQuery>

/** A show's own events: the same, but for what the show settles. */
export const ShowEventsQuery = Type.Omit(EventSearchQuery, ['q', 'show', 'performer', 'genre'], {
  additionalProperties: false,
})
export type ShowEventsQuery = Static<typeof ShowEventsQuery>

export const VenueQuery = Strict({
  name: Type.Optional(Term('Part of the name, or one that is near.')),
  city: Type.Optional(Term('Name of the city.')),
  state: Type.Optional(Term('State, province or region.')),
  country: Type.Optional(CountryCode),
  postalCode: Type.Optional(Term('Postal code, or its beginning.')),
  ...PageQuery,
})
export type VenueQuery = Static<typeof VenueQuery>

export const NameQuery = Strict({ name: Type.Optional(Term('Part of the name, or one that is near.')), ...PageQuery })
export type NameQuery = Static<typeof NameQuery>

export const ShowQuery = Strict({
  title: Type.Optional(Term('Part of the title, or one that is near.')),
  genre: Type.Optional(Term('Genre, or kind of show.')),
  ...PageQuery,
})
export type ShowQuery = Static<typeof ShowQuery>

export const VendorEventsQuery = Strict({
  status: Type.Optional(Type.Enum(['draft', 'scheduled', 'postponed', 'rescheduled', 'cancelled'])),
  keyword: Type.Optional(Term('Part of the title, the venue or its city.')),
  when: Type.Optional(
    Type.Enum(['upcoming', 'past'], {
      description: 'upcoming: those that are not over, the next first; past: the others, the latest first.',
    }),
  ),
  ...PageQuery,
})
export type VendorEventsQuery = Static<typeof VendorEventsQuery>

export const ById = <const N extends string>(name: N) => Strict({ [name]: Id } as Record<N, typeof Id>)
