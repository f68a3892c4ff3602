import type { PerformerKind, ShowKind } from '@foyer/contract/catalog.schemas'
import type { EventStatus } from '@foyer/contract/catalog.events'
import type { Coordinates } from './coordinates.ts'
import type { SourceMoment } from './moment.ts'
import type { ListedEvent } from './record.ts'

/** One dated occurrence as an outside format tells it, in our words and before anything is decided about it. */
export interface Listing {
  /** Its id in the source. */
  readonly id: string
  readonly title: string
  readonly kind: ShowKind
  readonly genres?: readonly string[]
  readonly description?: string | undefined
  readonly rating?: string | undefined
  readonly runtimeMinutes?: number | undefined
  /** When it starts: with an offset, or by the clock at the venue. */
  readonly starts: ListedMoment
  readonly doors?: ListedMoment | undefined
  readonly ends?: ListedMoment | undefined
  readonly onSale?: ListedMoment | undefined
  readonly offSale?: ListedMoment | undefined
  readonly status: EventStatus
  /** Where it is: a place told by the source, or a venue that is in the catalogue. */
  readonly venue: ListedVenue | { readonly venueId: string }
  readonly performers: readonly ListedPerformer[]
  readonly currency?: string | undefined
  /** What a ticket costs, in major units, the cheapest kind first. */
  readonly prices?: readonly { readonly name: string; readonly amount: string; readonly fees?: string }[]
  /** Places of general admission. */
  readonly capacity?: number | undefined
  /** Numbered places, where the source tells them. */
  readonly tickets?: ListedEvent['tickets']
}

/** A moment as it is told: at an offset from UTC, else by the clock on the venue's wall. */
export type ListedMoment = SourceMoment

export interface ListedVenue {
  /** Its id in the source; else it is known by its name and city. */
  readonly id?: string | undefined
  readonly name: string
  readonly street?: string | undefined
  readonly city: string
  readonly state?: string | undefined
  /** ISO 3166-1 code. */
  readonly country: string
  readonly postalCode?: string | undefined
  readonly point?: Coordinates | undefined
  readonly timeZone?: string | undefined
}

export interface ListedPerformer {
  readonly id?: string | undefined
  readonly name: string
  readonly kind: PerformerKind
  readonly role?: string
  readonly genres?: readonly string[]
}
