import type { EventInput } from '@foyer/contract/catalog.events'
import type { PerformerKind, ShowInput, ShowKind, VenueInput } from '@foyer/contract/catalog.schemas'
import type { VenueWithHalls } from '@foyer/contract/catalog.views'
import { fromLocal } from '../on-sale/local-time.ts'
import { momentsOf, type Hours } from './times.ts'

/** A show that is in the catalogue already. */
export interface KnownShow {
  readonly id: string
  readonly kind: ShowKind
  readonly title: string
  /** Ids of performers who stand on its own bill, as far as this form knows. */
  readonly billed: readonly string[]
}

export interface NewShow {
  readonly title: string
  readonly kind: ShowKind
  readonly genres: string
  readonly description: string
  readonly runtime: string
  readonly rating: string
  readonly trailer: string
}

export interface NewVenue {
  readonly name: string
  readonly street: string
  readonly postalCode: string
  readonly city: string
  readonly state: string
  readonly country: string
  readonly timeZone: string
  readonly currency: string
  /** As maps copy it: "51.8985, -8.4756". */
  readonly coordinates: string
  readonly transport: string
  readonly accessibility: string
}

/** Somebody who appears; without an id still to be added. */
export interface Performer {
  readonly id: string | null
  readonly name: string
  readonly kind: PerformerKind
}

/** An event to be made, as it stands in its form. What is `null` of show and venue is to be added from what is typed. */
export interface EventDraft {
  readonly isKnownShow: boolean
  readonly show: KnownShow | null
  readonly newShow: NewShow
  readonly performers: readonly Performer[]
  readonly isKnownVenue: boolean
  readonly venue: VenueWithHalls | null
  readonly newVenue: NewVenue
  /** Id of a hall of the venue; empty: none, or the one that is named anew. */
  readonly hallId: string
  readonly newHall: string
  readonly hours: Hours
  /** On the clocks of the venue, as `datetime-local`; empty: with publication. */
  readonly onSaleAt: string
  readonly allowance: string
}

export const EMPTY_DRAFT: EventDraft = {
  isKnownShow: false,
  show: null,
  newShow: { title: '', kind: 'concert', genres: '', description: '', runtime: '', rating: '', trailer: '' },
  performers: [],
  isKnownVenue: true,
  venue: null,
  newVenue: {
    name: '',
    street: '',
    postalCode: '',
    city: '',
    state: '',
    country: '',
    timeZone: '',
    currency: '',
    coordinates: '',
    transport: '',
    accessibility: '',
  },
  hallId: '',
  newHall: '',
  hours: { date: '', starts: '19:30', doors: '', ends: '' },
  onSaleAt: '',
  allowance: '10',
}

/** Whose clocks the times go by; undefined as long as there is no venue. */
export const timeZoneOf = (draft: EventDraft): string | undefined =>
  draft.isKnownVenue ? draft.venue?.timeZone : readZone(draft.newVenue.timeZone)

function readZone(zone: string): string | undefined {
  try {
    return zone === '' ? undefined : new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone
  } catch {
    // The name of no zone: the API says so, with what it wants.
    return undefined
  }
}

/** What can be wrong with a form before it is sent. */
export type Lack = 'needed' | 'choose' | 'time' | 'number' | 'doors' | 'point'

/** What a draft lacks, by the field of its form; nothing when it can be sent. */
export function lacksOf(draft: EventDraft): Readonly<Record<string, Lack>> {
  const lacks: Record<string, Lack> = {}
  const need = (field: string, text: string) => {
    if (text.trim() === '') lacks[field] = 'needed'
  }
  if (draft.isKnownShow) {
    if (draft.show === null) lacks['show'] = 'choose'
  } else {
    need('show.title', draft.newShow.title)
    if (!isWhole(draft.newShow.runtime, true)) lacks['show.runtimeMinutes'] = 'number'
  }
  if (draft.isKnownVenue) {
    if (draft.venue === null) lacks['venue'] = 'choose'
  } else {
    for (const field of ['name', 'city', 'country', 'timeZone', 'currency'] as const)
      need(`venue.${field}`, draft.newVenue[field])
    if (readPoint(draft.newVenue.coordinates) === undefined) lacks['venue.location'] = 'point'
  }
  const moments = momentsOf(draft.hours, timeZoneOf(draft) ?? 'UTC')
  if (draft.hours.date === '') lacks['date'] = 'time'
  else if (moments.startsAt === undefined) lacks['startsAt'] = 'time'
  else if (moments.doorsAt === undefined) lacks['doorsAt'] = 'doors'
  if (!isWhole(draft.allowance, false)) lacks['allowance'] = 'number'
  return lacks
}

const isWhole = (text: string, mayBeEmpty: boolean): boolean =>
  text.trim() === '' ? mayBeEmpty : Number.isInteger(Number(text))

/** A point as maps copy it, latitude first; null for nothing, undefined for what is no point. */
export function readPoint(text: string): { readonly lat: number; readonly lng: number } | null | undefined {
  if (text.trim() === '') return null
  const [, lat, lng] = /^\s*\(?\s*(-?\d+(?:\.\d+)?)°?\s*[,;\s]\s*(-?\d+(?:\.\d+)?)°?\s*\)?\s*$/.exec(text) ?? []
  if (lat === undefined || lng === undefined || Math.abs(Number(lat)) > 90 || Math.abs(Number(lng)) > 180)
    return undefined
  return { lat: Number(lat), lng: Number(lng) }
}

const textOrNull = (text: string): string | null => (text.trim() === '' ? null : text.trim())

export const venueInputOf = ({ newVenue: venue }: EventDraft): VenueInput => ({
  name: venue.name.trim(),
  street: textOrNull(venue.street),
  city: venue.city.trim(),
  state: textOrNull(venue.state),
  country: venue.country,
  postalCode: textOrNull(venue.postalCode),
  location: readPoint(venue.coordinates) ?? null,
  timeZone: venue.timeZone.trim(),
  currency: venue.currency,
  transport: textOrNull(venue.transport),
  accessibility: textOrNull(venue.accessibility),
})

export const showInputOf = ({ newShow: show }: EventDraft): ShowInput => ({
  kind: show.kind,
  title: show.title.trim(),
  description: textOrNull(show.description),
  genres: genresIn(show.genres),
  rating: textOrNull(show.rating),
  runtimeMinutes: show.runtime.trim() === '' ? null : Number(show.runtime),
  trailerUrl: textOrNull(show.trailer),
})

/** Genres with commas between, each once. */
export const genresIn = (text: string): string[] => [
  ...new Set(
    text
      .split(/[,、]/)
      .map((genre) => genre.trim())
      .filter((genre) => genre !== ''),
  ),
]

/** The event itself, once show, venue, hall and performers are there. */
export function eventInputOf(draft: EventDraft, show: KnownShow, venue: VenueWithHalls): EventInput {
  const zone = venue.timeZone
  const { startsAt = '', doorsAt = null, endsAt = null } = momentsOf(draft.hours, zone)
  return {
    showId: show.id,
    venueId: venue.id,
    hallId: draft.hallId === '' ? null : draft.hallId,
    startsAt,
    doorsAt,
    endsAt,
    onSaleAt: fromLocal(draft.onSaleAt, zone)?.toISOString() ?? null,
    allowance: Number(draft.allowance),
    // Those of a new show stand on its bill, and so on that of its other dates.
    performers: draft.performers.flatMap(({ id }, billing) =>
      id === null || show.billed.includes(id) ? [] : [{ performerId: id, billing }],
    ),
  }
}
