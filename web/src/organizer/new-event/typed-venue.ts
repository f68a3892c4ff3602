import type { VenueInput } from '@foyer/contract/catalog.schemas'
import type { VenueView } from '@foyer/contract/catalog.views'
import { emptyOf, textOrNull, type Lacks } from './lacks.ts'

/** A venue as it stands in a form. */
export interface TypedVenue {
  readonly name: string
  readonly street: string
  readonly additional: string
  readonly postalCode: string
  readonly city: string
  readonly state: string
  readonly country: string
  readonly timeZone: string
  readonly currency: string
  /** As maps copy it: "51.8985, -8.4756". */
  readonly location: string
  readonly transport: string
  readonly accessibility: string
}

export const EMPTY_VENUE: TypedVenue = {
  name: '',
  street: '',
  additional: '',
  postalCode: '',
  city: '',
  state: '',
  country: '',
  timeZone: '',
  currency: '',
  location: '',
  transport: '',
  accessibility: '',
}

/** The fields of its form, as a refusal names them. */
export const VENUE_FIELDS = Object.keys(EMPTY_VENUE).map((field) => `venue.${field}`)

/** A venue of the catalogue as its form shows it. */
export const typedVenueOf = (venue: VenueView): TypedVenue => ({
  name: venue.name,
  street: venue.street ?? '',
  additional: venue.additional ?? '',
  postalCode: venue.postalCode ?? '',
  city: venue.city,
  state: venue.state ?? '',
  country: venue.country,
  timeZone: venue.timeZone,
  currency: venue.currency,
  location: venue.location === null ? '' : `${venue.location.lat}, ${venue.location.lng}`,
  transport: venue.transport ?? '',
  accessibility: venue.accessibility ?? '',
})

export const venueLacks = (venue: TypedVenue): Lacks => ({
  ...emptyOf('venue', venue, ['name', 'city', 'country', 'timeZone', 'currency']),
  ...(readPoint(venue.location) === undefined ? { 'venue.location': 'point' as const } : {}),
})

export const venueInputOf = (venue: TypedVenue): VenueInput => ({
  name: venue.name.trim(),
  street: textOrNull(venue.street),
  additional: textOrNull(venue.additional),
  city: venue.city.trim(),
  state: textOrNull(venue.state),
  country: venue.country,
  postalCode: textOrNull(venue.postalCode),
  location: readPoint(venue.location) ?? null,
  timeZone: venue.timeZone.trim(),
  currency: venue.currency,
  transport: textOrNull(venue.transport),
  accessibility: textOrNull(venue.accessibility),
})

/** A point as maps copy it, latitude first; null for nothing, undefined for what is no point. */
export function readPoint(text: string): { readonly lat: number; readonly lng: number } | null | undefined {
  if (text.trim() === '') return null
  const [, lat, lng] = /^\s*\(?\s*(-?\d+(?:\.\d+)?)°?\s*[,;\s]\s*(-?\d+(?:\.\d+)?)°?\s*\)?\s*$/.exec(text) ?? []
  if (lat === undefined || lng === undefined || Math.abs(Number(lat)) > 90 || Math.abs(Number(lng)) > 180)
    return undefined
  return { lat: Number(lat), lng: Number(lng) }
}
