import { Type, type Static, type TSchema } from 'typebox'

/** Any id in Foyer: a UUID, version 7 where Foyer or its client made it, so that ids sort by time of making. */
export const Id = Type.String({ format: 'uuid', description: 'A UUID in lower case; version 7 when made by Foyer.' })

/** ISO 4217 code in capitals. */
export const CurrencyCode = Type.String({ pattern: '^[A-Z]{3}$', description: 'ISO 4217 currency code.' })

/** An amount in minor units (cents, yen, fils) together with its currency: never a bare number. */
export const Money = Type.Object(
  { minor: Type.Integer({ minimum: -9_007_199_254_740_991, maximum: 9_007_199_254_740_991 }), currency: CurrencyCode },
  { additionalProperties: false, description: 'Amount in minor units of its currency.' },
)
export type Money = Static<typeof Money>

/** A moment: ISO 8601 with zone designator. The venue's zone stands beside it where people read it. */
export const Instant = Type.String({
  format: 'date-time',
  description: 'ISO 8601 moment with its offset, e.g. 2027-03-01T19:30:00Z.',
})

/** IANA name of a time zone, e.g. Europe/Berlin. */
export const TimeZone = Type.String({ minLength: 1, maxLength: 64, description: 'IANA time zone name.' })

/** ISO 3166-1 alpha-2 code in capitals. */
export const CountryCode = Type.String({ pattern: '^[A-Z]{2}$', description: 'ISO 3166-1 alpha-2 country code.' })

/** An object that refuses properties it does not know: what is misspelt is told, not ignored. */
export const Strict = <const P extends Record<string, TSchema>>(
  properties: P,
  options: { description?: string } = {},
) => Type.Object(properties, { additionalProperties: false, ...options })

/**
 * A character of a text on one line, as a class of a regular expression: what is printed on tickets, in calendars and in
 * lists breaks no line, turns no writing round (`\u202e` and its kin), and is whole Unicode, without half a surrogate pair.
 */
export const LINE_CHARACTER = String.raw`[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]`

/** A text on one line that says something. */
export const LINE = String.raw`^(?=.*\S)${LINE_CHARACTER}+$`
/** A text of several lines; of the control characters only tab and line breaks. */
export const PROSE = String.raw`^(?:[^\p{Cc}\p{Cs}]|[\t\n\r])+$`

export const PAGE_LIMIT_MAX = 100

/** Query fields of every paged list. */
export const PageQuery = {
  cursor: Type.Optional(Type.String({ maxLength: 512, description: 'Where the page before ended; opaque.' })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: PAGE_LIMIT_MAX, default: 20 })),
}

/** A page of a list: its items, and the cursor of the next page while there is one. */
export const Page = <T extends TSchema>(item: T) =>
  Strict({
    items: Type.Array(item),
    next: Type.Union([Type.String(), Type.Null()], { description: 'Cursor of the next page; null at the end.' }),
  })
