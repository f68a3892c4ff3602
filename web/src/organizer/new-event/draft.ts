import type { EventInput } from '@foyer/contract/catalog.events'
import type { PerformerKind, ShowKind } from '@foyer/contract/catalog.schemas'
import type { VenueWithHalls } from '@foyer/contract/catalog.views'
import { fromLocal } from '../on-sale/local-time.ts'
import { isWhole, type Lack, type Lacks } from './lacks.ts'
import { momentsOf, type Hours } from './times.ts'
import { EMPTY_SHOW, SHOW_FIELDS, showLacks, type TypedShow } from './typed-show.ts'
import { EMPTY_VENUE, VENUE_FIELDS, venueLacks, type TypedVenue } from './typed-venue.ts'

/** A show that is in the catalogue already. */
export interface KnownShow {
  readonly id: string
  readonly kind: ShowKind
  readonly title: string
  /** Ids of performers who stand on its own bill, as far as this form knows. */
  readonly billed: readonly string[]
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
  readonly newShow: TypedShow
  readonly performers: readonly Performer[]
  readonly isKnownVenue: boolean
  readonly venue: VenueWithHalls | null
  readonly newVenue: TypedVenue
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
  newShow: EMPTY_SHOW,
  performers: [],
  isKnownVenue: true,
  venue: null,
  newVenue: EMPTY_VENUE,
  hallId: '',
  newHall: '',
  hours: { date: '', starts: '19:30', doors: '', ends: '' },
  onSaleAt: '',
  allowance: '10',
}

/** The fields of the form, as a refusal names them: with the step of saving that met it before them. */
export const FIELDS: readonly string[] = [
  ...SHOW_FIELDS,
  ...VENUE_FIELDS,
  'hall.name',
  'performers.name',
  'startsAt',
  'doorsAt',
  'endsAt',
  'onSaleAt',
  'allowance',
]

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

/** What a draft lacks, by the field of its form; nothing when it can be sent. */
export function lacksOf(draft: EventDraft): Lacks {
  const lacks: Record<string, Lack> = {}
  if (!draft.isKnownShow) Object.assign(lacks, showLacks(draft.newShow))
  else if (draft.show === null) lacks['show'] = 'choose'
  if (!draft.isKnownVenue) Object.assign(lacks, venueLacks(draft.newVenue))
  else if (draft.venue === null) lacks['venue'] = 'choose'
  const moments = momentsOf(draft.hours, timeZoneOf(draft) ?? 'UTC')
  if (draft.hours.date === '') lacks['date'] = 'time'
  else if (moments.startsAt === undefined) lacks['startsAt'] = 'time'
  else if (moments.doorsAt === undefined) lacks['doorsAt'] = 'doors'
  if (!isWhole(draft.allowance, false)) lacks['allowance'] = 'number'
  return lacks
}

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
