import type { Availability, HeldPlace, Hold as HoldShown } from '@foyer/contract/inventory'
import type { AvailabilitySnapshot } from './availability.ts'
import type { FoundHold } from './queries.ts'

/** A hold as its owner sees it: one that is over is shown as expired, whether or not anybody has tidied up. */
export function presentHold(hold: FoundHold, places: readonly HeldPlace[]): HoldShown {
  const over = hold.over || hold.state !== 'held'
  return {
    holdId: hold.holdId,
    eventId: hold.eventId,
    state: hold.state === 'held' && hold.over ? 'expired' : hold.state,
    places: [...places],
    heldAt: new Date(hold.heldAt).toISOString(),
    expiresAt: new Date(hold.expiresAt).toISOString(),
    secondsLeft: over ? 0 : Math.max(0, Math.round((hold.expiresAt - hold.now) / 1_000)),
    extended: hold.extended,
    orderId: hold.orderId,
    fit: hold.fit,
  }
}

/** The same without single places: of a node that has too much to do for them. */
export const presentSections = (eventId: string, { version, places, counts }: AvailabilitySnapshot): Availability => ({
  eventId,
  version,
  places,
  bitmap: null,
  counts: [...counts],
})

export function presentAvailability(eventId: string, snapshot: AvailabilitySnapshot): Availability {
  return {
    eventId,
    version: snapshot.version,
    places: snapshot.places,
    bitmap: Buffer.from(snapshot.bitmap).toString('base64'),
    counts: [...snapshot.counts],
  }
}
