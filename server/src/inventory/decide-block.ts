import type { PlaceNo } from '@foyer/contract/compiled-manifest'
import { toRuns } from './change.ts'
import { takenAmong } from './clear-way.ts'
import type { Deciding } from './deciding.ts'
import { AVAILABLE, HOUSE, KILL, statusOfBlock } from './occupancy.ts'
import type { Answers, Operation } from './operations.ts'

/** Takes places off sale. All or none, or all that nobody has; places that are blocked already get the new reason. */
export function decideBlock(deciding: Deciding, operation: Operation<'block'>): Answers['block'] {
  const { state, record } = deciding
  const { reason, whenTaken } = operation
  const isBlocked = (place: PlaceNo): boolean => {
    const status = state.occupancy.status[place]
    return status === HOUSE || status === KILL
  }
  const taken = takenAmong(
    deciding,
    operation.places.filter((place) => !isBlocked(place)),
  )
  if (taken.length > 0 && whenTaken === 'refuse') return { refused: 'places-taken', places: taken }
  const skipped = new Set(taken)
  const blocked = operation.places.filter((place) => !skipped.has(place))
  const changed = blocked.filter((place) => state.occupancy.status[place] !== statusOfBlock[reason])
  if (changed.length > 0) record(['blocked', toRuns(changed), reason])
  return { blocked, skipped: taken }
}

/** Puts blocked places on sale. Places that are not blocked are passed over. */
export function decideUnblock({ state, record }: Deciding, operation: Operation<'unblock'>): Answers['unblock'] {
  const unblocked = operation.places.filter((place) => {
    const status = state.occupancy.status[place] ?? AVAILABLE
    return status === HOUSE || status === KILL
  })
  if (unblocked.length > 0) record(['unblocked', toRuns(unblocked)])
  return { unblocked }
}
