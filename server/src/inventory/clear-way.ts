import type { PlaceNo } from '@foyer/contract/compiled-manifest'
import { expireDue, EXPIRIES_PER_BATCH_MAX, type Deciding } from './deciding.ts'
import type { Hold } from './hold.ts'

/** The places of a list that are not to be had, after holds that are over have been expired where they stand in the way. */
export function takenAmong(deciding: Deciding, places: readonly PlaceNo[]): PlaceNo[] {
  const { occupancy } = deciding.state
  const taken: PlaceNo[] = []
  for (const place of places) {
    if (occupancy.isAvailable(place)) continue
    expireOwner(deciding, place)
    if (!occupancy.isAvailable(place)) taken.push(place)
  }
  return taken
}

/** How many places an account may still take, after its holds that are over have been expired if they matter. */
export const remainingOf = (deciding: Deciding, accountId: string, limit: number, wanted: number): number =>
  remaining(deciding, limit, wanted, {
    kept: () => deciding.state.placesOf(accountId),
    isTheirs: (hold) => hold.accountId === accountId,
  })

/** How many places a network may still take, likewise. */
export const remainingOfNetwork = (deciding: Deciding, network: string, limit: number, wanted: number): number =>
  remaining(deciding, limit, wanted, {
    kept: () => deciding.state.placesOfNetwork(network),
    isTheirs: (hold) => hold.network === network,
  })

function remaining(
  deciding: Deciding,
  limit: number,
  wanted: number,
  whose: { readonly kept: () => number; readonly isTheirs: (hold: Hold) => boolean },
): number {
  const { state, now, record } = deciding
  const left = (): number => Math.max(0, limit - whose.kept())
  if (left() < wanted && isBehind(deciding))
    for (const holdId of state.dueWhere(whose.isTheirs, now))
      if (state.hold(holdId)?.state === 'held') record(['expired', holdId])
  return left()
}

/** Looks, and while nothing is found and holds that are over still keep places, expires more of them and looks again. */
export function lookHarder<T>(deciding: Deciding, look: () => T, isFound: (result: T) => boolean): T {
  for (;;) {
    const result = look()
    if (isFound(result) || expireDue(deciding, EXPIRIES_PER_BATCH_MAX) === 0) return result
  }
}

function expireOwner({ state, now, record }: Deciding, place: PlaceNo): void {
  const holdId = state.occupancy.owner(place)
  const hold = holdId === undefined ? undefined : state.hold(holdId)
  if (hold?.state === 'held' && hold.expiresAt <= now) record(['expired', hold.holdId])
}

/** Whether holds that are over are left, because there were more than one batch expires. */
function isBehind({ state, now }: Deciding): boolean {
  const next = state.firstDue()
  return next !== undefined && next.expiresAt <= now
}
