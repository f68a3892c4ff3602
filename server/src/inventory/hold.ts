import type { PlaceNo } from '@foyer/contract/compiled-manifest'

export type HoldState = 'held' | 'released' | 'expired' | 'confirmed'

/**
 * The moves of a hold. One that was released or has expired may still be confirmed: a payment that arrives late takes
 * the places again, if they are free.
 */
export const holdMoves = {
  held: ['released', 'expired', 'confirmed'],
  released: ['confirmed'],
  expired: ['confirmed'],
  confirmed: [],
} as const satisfies Record<HoldState, readonly HoldState[]>

/** How well best available could do, from good to bad. */
export type Fit = 'together' | 'leaves-single' | 'neighbouring-rows' | 'scattered'

/** A timed reservation of places by one account. Never changed in place: the next state of a hold is a new value. */
export interface Hold {
  /** UUID made by the client; also the idempotency key of the request. */
  readonly holdId: string
  readonly accountId: string
  /** Ascending. */
  readonly places: readonly PlaceNo[]
  /** Of the request, to tell a repeated one from another with the same id. */
  readonly digest: number
  readonly state: HoldState
  /** Epoch milliseconds on the database's clock, as are the others. */
  readonly heldAt: number
  /** The hold is over when the database's clock reaches this, whether or not anybody tidied up. */
  readonly expiresAt: number
  /** Whether the buyer has used the one extension. */
  readonly extended: boolean
  /** The order that it was confirmed for. */
  readonly orderId: string | null
  /** Of a confirmed hold: places that were given back since. Ascending. */
  readonly returned: readonly PlaceNo[]
  /** Of a hold by best available: how well it could be done. */
  readonly fit: Fit | null
  /** Digest of the network that it counts for, where the event limits networks. */
  readonly network: string | null
}

const NONE: readonly PlaceNo[] = []

/** Places that the hold keeps from others now. */
export function placesKept(hold: Hold | undefined): readonly PlaceNo[] {
  if (hold === undefined) return NONE
  if (hold.state === 'held') return hold.places
  if (hold.state !== 'confirmed') return NONE
  return hold.returned.length === 0 ? hold.places : hold.places.filter((place) => !hold.returned.includes(place))
}
