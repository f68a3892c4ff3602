import { Type, type Static, type TProperties, type TSchema } from 'typebox'
import { CountryCode, CurrencyCode, Id, LINE, PROSE, Strict, TimeZone } from './primitives.ts'

/**
 * What vendors write into the catalogue: venues, halls, performers and shows. In a creation a field that may be absent
 * may also be null; in a change an absent field stays as it is, and null empties it.
 */

export const line = (maxLength: number, description?: string) =>
  Type.String({ minLength: 1, maxLength, pattern: LINE, ...(description === undefined ? {} : { description }) })
export const prose = (description: string) =>
  Type.String({ minLength: 1, maxLength: 10_000, pattern: PROSE, description })
export const nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])
export const maybe = <T extends TSchema>(schema: T) => Type.Optional(nullable(schema))

/** Every field optional: the body of a change. An empty one is refused. */
export const changesOf = <P extends TProperties>(input: ReturnType<typeof Type.Object<P>>) =>
  Type.Partial(input, { minProperties: 1, additionalProperties: false })

export const NAME_MAX = 200
const NAMES_MAX = 200
const Names = (description: string) => Type.Array(line(NAME_MAX), { maxItems: NAMES_MAX, description })
export const Genres = Type.Array(line(60), { maxItems: 20, description: 'In the words of their field, e.g. jazz.' })

/** A point on the globe, WGS 84. */
export const GeoPoint = Strict({
  lat: Type.Number({ minimum: -90, maximum: 90 }),
  lng: Type.Number({ minimum: -180, maximum: 180 }),
})
export type GeoPoint = Static<typeof GeoPoint>

export const VenueInput = Strict({
  name: line(NAME_MAX),
  street: maybe(line(200)),
  additional: maybe(line(200, 'Second line of the address.')),
  city: line(120),
  state: maybe(line(120, 'State, province or region.')),
  country: CountryCode,
  postalCode: maybe(line(20)),
  location: maybe(GeoPoint),
  timeZone: TimeZone,
  currency: CurrencyCode,
  transport: maybe(prose('How to get there.')),
  accessibility: maybe(prose('Step-free ways, lifts, hearing loops and the like.')),
})
export type VenueInput = Static<typeof VenueInput>

export const HallInput = Strict({ name: line(NAME_MAX, 'Auditorium, screen, bowl.') })
export type HallInput = Static<typeof HallInput>

export const PerformerKind = Type.Enum(['person', 'group', 'team'])
export type PerformerKind = Static<typeof PerformerKind>

export const PerformerInput = Strict({
  name: line(NAME_MAX),
  kind: PerformerKind,
  genres: Type.Optional(Genres),
  description: maybe(prose('Who they are.')),
})
export type PerformerInput = Static<typeof PerformerInput>

export const ShowKind = Type.Enum([
  'concert',
  'classical',
  'festival',
  'sport',
  'theatre',
  'comedy',
  'film',
  'family',
  'other',
])
export type ShowKind = Static<typeof ShowKind>

export const ShowInput = Strict({
  kind: ShowKind,
  title: line(NAME_MAX),
  description: maybe(prose('What it is about.')),
  genres: Type.Optional(Genres),
  cast: Type.Optional(Names('Who plays in it, the leading parts first.')),
  directors: Type.Optional(Names('Who directed it.')),
  rating: maybe(line(20, 'Age rating as its board words it, e.g. 12A.')),
  runtimeMinutes: maybe(Type.Integer({ minimum: 1, maximum: 10_000 })),
  trailerUrl: maybe(
    Type.String({
      maxLength: 500,
      pattern: String.raw`^https://[^\s\p{Cc}\p{Cs}]+$`,
      description: 'An https address.',
    }),
  ),
  language: maybe(Type.String({ pattern: '^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$', description: 'BCP 47 tag.' })),
})
export type ShowInput = Static<typeof ShowInput>

/** That a performer appears; billing 0 heads the bill. */
export const Appearance = Strict({
  performerId: Id,
  billing: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000, default: 0 })),
  role: maybe(line(120, 'What they are in it: conductor, support, home team.')),
})
export type Appearance = Static<typeof Appearance>
