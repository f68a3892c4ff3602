import { PLACE_ACCESSIBLE, type PlaceNo } from '@foyer/contract/compiled-manifest'
import { findBestAvailable } from './best-available.ts'
import { lookHarder, remainingOf, remainingOfNetwork, takenAmong } from './clear-way.ts'
import type { Deciding } from './deciding.ts'
import { required } from './decide-hold.ts'
import type { Hold } from './hold.ts'
import type { Answers, Operation } from './operations.ts'

/**
 * Sells the places of a hold to an order; repeating it changes nothing. When the hold is over, and the caller allows,
 * the same places are taken again if they are free, or as many together of the same category.
 */
export function decideConfirm(deciding: Deciding, operation: Operation<'confirm'>): Answers['confirm'] {
  const { state, now, record } = deciding
  const { orderId, whenOver, networkLimit = null } = operation
  const hold = state.hold(operation.holdId)
  if (hold === undefined) return { refused: 'hold-unknown' }
  if (hold.state === 'confirmed') {
    if (hold.orderId !== orderId) return { refused: 'other-order', orderId: hold.orderId ?? '' }
    return { confirmed: hold, places: 'held' }
  }
  if (hold.state === 'held' && hold.expiresAt > now) {
    record(['confirmed', hold.holdId, orderId, hold.places])
    return { confirmed: required(state.hold(hold.holdId)), places: 'held' }
  }
  if (hold.state === 'held') record(['expired', hold.holdId])
  if (whenOver === 'refuse') return { refused: 'hold-over', hold: required(state.hold(hold.holdId)) }
  const remaining = remainingOf(deciding, hold.accountId, operation.limit, hold.places.length)
  if (hold.places.length > remaining) return { refused: 'limit-reached', remaining }
  if (hold.network !== null && networkLimit !== null) {
    const left = remainingOfNetwork(deciding, hold.network, networkLimit, hold.places.length)
    if (hold.places.length > left) return { refused: 'limit-reached', remaining: left }
  }
  const taken = takenAmong(deciding, hold.places)
  const places = taken.length === 0 ? hold.places : whenOver === 'substitutes' ? substitutes(deciding, hold) : undefined
  if (places === undefined) return { refused: 'places-taken', places: taken }
  const { holdId, accountId, heldAt, expiresAt, digest, network } = hold
  const reclaimed = ['reclaimed', holdId, orderId, accountId, places, heldAt, expiresAt, digest] as const
  record(network === null ? reclaimed : [...reclaimed, network])
  return { confirmed: required(state.hold(holdId)), places: taken.length === 0 ? 'same' : 'substitutes' }
}

/** As many places of the same category: seats together, in the same section if possible; in an area, any of it. */
function substitutes(deciding: Deciding, { places }: Hold): readonly PlaceNo[] | undefined {
  const { manifest, seats, areas } = deciding.state
  const [first = 0] = places
  const section = manifest.sectionOf[first] ?? 0
  const category = manifest.categoryOf[first] ?? 0
  const accessible = places.filter((place) => ((manifest.flags[place] ?? 0) & PLACE_ACCESSIBLE) !== 0).length
  // A party that sat in several categories paid several prices: no seats together would equal that.
  if (places.some((place) => manifest.categoryOf[place] !== category)) return undefined
  if (manifest.sections[section]?.kind === 'area')
    return lookHarder(
      deciding,
      () => areas.find(section, places.length, accessible),
      (found) => found !== undefined,
    )
  const wish = { categories: [category], quantity: places.length, accessible, relax: false }
  for (const where of [section, null]) {
    const outcome = lookHarder(
      deciding,
      () => findBestAvailable(seats, { ...wish, section: where }),
      (outcome) => 'found' in outcome,
    )
    if ('found' in outcome) return outcome.found
  }
  return undefined
}
