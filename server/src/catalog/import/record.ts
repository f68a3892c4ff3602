import type { Manifest } from '@foyer/contract'
import type { EventStatus, PriceLevelInput } from '@foyer/contract/catalog.events'
import type { HallInput, PerformerInput, ShowInput, VenueInput } from '@foyer/contract/catalog.schemas'
import type { Sourced } from '../feed.ts'
import type { SourceMoment } from './moment.ts'
import type { At, Refusal } from './reading.ts'
import type { TariffLevel } from './tariff.ts'

/**
 * What one record of a file becomes in the catalogue: all of it is written, or none. Venues, halls, plans, performers
 * and shows are named by their id in the source, and stand in the same record or in one before it.
 */
export interface ImportRecord {
  readonly at: At
  readonly performers?: readonly Sourced<PerformerInput>[]
  readonly venue?: Sourced<VenueInput>
  readonly hall?: Sourced<HallInput & { readonly venue: string }>
  readonly plan?: Sourced<ImportPlan>
  readonly show?: Sourced<ShowInput & { readonly performers: readonly ImportAppearance[] }>
  readonly event?: Sourced<ImportEvent>
  readonly listed?: Sourced<ListedEvent>
}

export interface ImportPlan {
  /** Id of the hall in the source, or of one that is in the catalogue already. */
  readonly hall: string | { readonly hallId: string }
  readonly name: string
  readonly manifest: Manifest
}

export interface ImportAppearance {
  readonly performer: string
  readonly billing: number
  readonly role?: string
}

export interface ImportEvent {
  readonly show: string
  readonly venue: string
  readonly hall: string
  readonly plan: string
  readonly title?: string
  readonly description?: string
  /** As the source tells it, before the shift. */
  readonly starts: SourceMoment
  /** When tickets can be had, told as the start is; at once unless said. */
  readonly onSale?: SourceMoment
  /** How long before the start the doors open, and how long after it the event ends. */
  readonly doorsMinutes?: number
  readonly lengthMinutes?: number
  readonly features?: readonly string[]
  /** What its places cost, in dollars; put into the currency of the venue. */
  readonly tariff: readonly TariffLevel[]
}

/** An event as a listing tells it: who appears, and general admission, or no places at all. */
export interface ListedEvent {
  readonly show: string
  /** Id of the venue in the source, or of one that is in the catalogue already. */
  readonly venue: string | { readonly venueId: string }
  readonly description?: string
  readonly starts: SourceMoment
  readonly doors?: SourceMoment
  readonly ends?: SourceMoment
  readonly onSale?: SourceMoment
  readonly offSale?: SourceMoment
  readonly status: EventStatus
  readonly performers: readonly ImportAppearance[]
  /** Places with their price; an event of which none are known is a draft until its organiser puts up tickets. */
  readonly tickets?: {
    readonly manifest: Manifest
    readonly currency: string
    readonly levels: readonly PriceLevelInput[]
  }
}

/** All that a file holds: what can be taken, what cannot, and what is worth saying of the rest. */
export interface MappedFile {
  readonly records: readonly ImportRecord[]
  readonly refused: readonly Refusal[]
  /** Plain sentences about what was left out on purpose. */
  readonly remarks: readonly string[]
}

/** What becomes of one row of a file that is read row by row. */
export interface MappedRow {
  readonly record?: ImportRecord | undefined
  readonly refused: readonly Refusal[]
  readonly flagged: readonly Refusal[]
}
