import type { Deciding } from './deciding.ts'
import { required } from './decide-hold.ts'
import type { Answers, Operation } from './operations.ts'

/** Sold places become available again. Those that were given back before are passed over: repeating changes nothing. */
export function decideGiveBack({ state, record }: Deciding, operation: Operation<'giveBack'>): Answers['giveBack'] {
  const hold = state.hold(operation.holdId)
  if (hold?.state !== 'confirmed' || hold.orderId !== operation.orderId) return { refused: 'hold-unknown' }
  const foreign = operation.places.filter((place) => !hold.places.includes(place))
  if (foreign.length > 0) return { refused: 'not-of-order', places: foreign }
  const places = operation.places.filter((place) => !hold.returned.includes(place))
  if (places.length > 0) record(['returned', hold.holdId, places])
  return { returned: required(state.hold(hold.holdId)), places }
}
