import type { Money, PlaceAddress, PlaceNo } from '@foyer/contract'
import type { Actor } from '../platform/http/route.ts'

/**
 * What tickets need to know of other domains to be shown and printed. They own none of it: it is asked for when a
 * ticket is read, so a ticket always tells the current time and hall of its event.
 */
export interface TicketFacts {
  /** Undefined where there is no such event. */
  describeEventForTicket(eventId: string): Promise<TicketEvent | undefined>
  /** The places in the order that they are asked for. */
  describePlaces(eventId: string, places: readonly PlaceNo[]): Promise<readonly TicketPlace[]>
  /** Undefined where there is no such order, or it is another's. */
  findOrderFor(buyer: Pick<Actor, 'accountId'>, orderId: string): Promise<TicketOrder | undefined>
}

export interface TicketVenue {
  readonly name: string
  readonly hall: string | null
  readonly street: string | null
  readonly additional: string | null
  readonly postalCode: string | null
  readonly city: string
  readonly state: string | null
  /** ISO 3166-1 alpha-2. */
  readonly country: string
  /** IANA name. */
  readonly timeZone: string
  readonly latitude: number | null
  readonly longitude: number | null
}

export interface TicketEvent {
  readonly eventId: string
  readonly title: string
  /** In order of billing. */
  readonly performers: readonly string[]
  /** Who sells, as buyers know them. */
  readonly organiser: string
  /** Whether anybody may know of it. Even one that was taken back may have tickets: of a hold in that very moment. */
  readonly isPublic: boolean
  readonly status: 'scheduled' | 'postponed' | 'rescheduled' | 'cancelled'
  readonly startsAt: Date
  readonly doorsAt: Date | null
  readonly endsAt: Date | null
  readonly venue: TicketVenue
  /** Grows with each change that holders of tickets would see. */
  readonly revision: number
  readonly changedAt: Date
}

export interface TicketPlace extends PlaceAddress {
  readonly place: PlaceNo
  /** Entrance that leads there. */
  readonly gate: string | null
  /** Storey or tier. */
  readonly level: string | null
}

export interface TicketOrder {
  readonly orderId: string
  readonly eventId: string
  readonly lines: readonly { readonly place: PlaceNo; readonly allIn: Money }[]
}
