import type { EventStatus, PriceLevelInput } from '@foyer/contract/catalog.events'
import type { Appearance } from '@foyer/contract/catalog.schemas'

/** An event as a vendor or a feed writes it. */
export interface NewEvent {
  readonly showId: string
  readonly venueId: string
  readonly hallId?: string | null
  /** Null: the title of the show. */
  readonly title?: string | null
  readonly description?: string | null
  readonly startsAt: Date
  readonly doorsAt?: Date | null
  readonly endsAt?: Date | null
  /** Null: on sale as soon as published. */
  readonly onSaleAt?: Date | null
  /** Null: on sale until it starts. */
  readonly offSaleAt?: Date | null
  /** Tickets at most for one person, across orders; 10 unless said. */
  readonly allowance?: number
  readonly features?: readonly string[]
  /** Currency of its prices; that of the venue unless said. */
  readonly currency?: string
  /** A manifest that is stored. */
  readonly manifestHash?: string | null
  readonly priceLevels?: readonly PriceLevelInput[]
  /** Beside the performers of the show. */
  readonly performers?: readonly Appearance[]
}

/** An event that exists, as far as a change to it must know. */
export interface StandingEvent {
  readonly eventId: string
  readonly status: EventStatus
  readonly startsAt: Date
  readonly previousStartsAt: Date | null
  readonly manifestHash: string | null
  readonly publishedAt: Date | null
  readonly revision: number
}

/** What stands in the catalogue around an event: what it names must be there. */
export interface Surroundings {
  readonly shows: ReadonlyMap<string, { readonly organiserId: string; readonly kind: string }>
  readonly venues: ReadonlyMap<string, { readonly timeZone: string; readonly currency: string }>
  /** The venue of each hall. */
  readonly halls: ReadonlyMap<string, string>
  /** Categories of each manifest. */
  readonly manifests: ReadonlyMap<string, readonly string[]>
  readonly performers: ReadonlySet<string>
  /** The database's clock. */
  readonly now: Date
}
