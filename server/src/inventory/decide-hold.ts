import type { PlaceNo } from '@foyer/contract/compiled-manifest'
import { findBestAvailable } from './best-available.ts'
import { lookHarder, remainingOf, remainingOfNetwork, takenAmong } from './clear-way.ts'
import type { Deciding } from './deciding.ts'
import type { Fit, Hold } from './hold.ts'
import { pausedUntil } from './unpaid-holds.ts'
import type { Answers, HoldRefusal, Operation, Wish } from './operations.ts'

/** A hold lasts at most this long, however often it is extended. */
export const HOLD_LIFE_MAX_MS = 60 * 60_000

/** All or none of the places wished for, for one account, within its allowance. Repeating it gives the same hold. */
export function decideHold(deciding: Deciding, operation: Operation<'hold'>): Answers['hold'] {
  const { state, now, record } = deciding
  const { holdId, accountId, wish, digest, network } = operation
  const known = state.hold(holdId)
  if (known !== undefined) {
    if (known.accountId !== accountId) return { refused: 'hold-unknown' }
    return known.digest === digest ? { held: known } : { refused: 'idempotency-key-reused' }
  }
  const unpaid = operation.pauses === true ? state.unpaidOf(accountId) : undefined
  const pauseMs = unpaid === undefined ? 0 : pausedUntil(unpaid) - now
  if (pauseMs > 0) return { refused: 'hold-pause', retryAfterMs: pauseMs }
  const quantity = wish.by === 'places' ? wish.places.length : wish.quantity
  const remaining = remainingOf(deciding, accountId, operation.limit, quantity)
  if (quantity > remaining) return { refused: 'limit-reached', remaining }
  if (network !== undefined) {
    const left = remainingOfNetwork(deciding, network.digest, network.placesAtMost, quantity)
    if (quantity > left) return { refused: 'network-limit-reached', remaining: left }
  }
  const choice = choose(deciding, wish)
  if ('refused' in choice) return choice
  const held = ['held', holdId, accountId, choice.places, now + operation.ttlMs, digest, choice.fit] as const
  record(network === undefined ? held : [...held, network.digest])
  return { held: required(state.hold(holdId)) }
}

/** Gives the places back before the time is over. Releasing what is over already changes nothing. */
export function decideRelease({ state, record }: Deciding, operation: Operation<'release'>): Answers['release'] {
  const hold = visible(state.hold(operation.holdId), operation.accountId)
  if (hold === undefined) return { refused: 'hold-unknown' }
  if (hold.state === 'confirmed') return { refused: 'hold-confirmed' }
  if (hold.state === 'held') record(['released', hold.holdId])
  return { released: required(state.hold(hold.holdId)) }
}

/** More time: once for the buyer, and for a payment as long as the provider needs, within the longest life of a hold. */
export function decideExtend({ state, now, record }: Deciding, operation: Operation<'extend'>): Answers['extend'] {
  const hold = visible(state.hold(operation.holdId), operation.accountId)
  if (hold === undefined) return { refused: 'hold-unknown' }
  if (hold.state !== 'held' || hold.expiresAt <= now) return { refused: 'hold-over', hold }
  if (operation.by === 'buyer' && hold.extended) return { refused: 'already-extended' }
  const until = Math.min(now + operation.ttlMs, hold.heldAt + HOLD_LIFE_MAX_MS)
  if (operation.by === 'payment' && until <= hold.expiresAt) return { extended: hold }
  record(['extended', hold.holdId, Math.max(until, hold.expiresAt), operation.by])
  return { extended: required(state.hold(hold.holdId)) }
}

type Choice = { readonly places: readonly PlaceNo[]; readonly fit: Fit | null } | HoldRefusal

function choose(deciding: Deciding, wish: Wish): Choice {
  const { seats, areas } = deciding.state
  if (wish.by === 'places') {
    const taken = takenAmong(deciding, wish.places)
    return taken.length > 0 ? { refused: 'places-taken', places: taken } : { places: wish.places, fit: null }
  }
  if (wish.by === 'best-available') {
    const outcome = lookHarder(
      deciding,
      () => findBestAvailable(seats, wish),
      (outcome) => 'found' in outcome,
    )
    if ('found' in outcome) return { places: outcome.found, fit: outcome.fit }
    // Where people stand there are no best places: which areas have some is told instead.
    if (outcome.refused !== 'not-enough-available') return outcome
    const left = areas.left(wish)
    return left.length === 0 ? outcome : { ...outcome, areas: left }
  }
  const places = lookHarder(
    deciding,
    () => areas.find(wish.area, wish.quantity, wish.accessible),
    (places) => places !== undefined,
  )
  if (places !== undefined) return { places, fit: null }
  return { refused: 'not-enough-available', available: areas.available(wish.area) }
}

/** A hold as one account may see it; null stands for the house, which sees all. */
export const visible = (hold: Hold | undefined, accountId: string | null): Hold | undefined =>
  hold !== undefined && (accountId === null || hold.accountId === accountId) ? hold : undefined

export function required(hold: Hold | undefined): Hold {
  if (hold === undefined) throw new Error('a hold that was just written is not there')
  return hold
}
