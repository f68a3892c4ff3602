import { SECOND_MS } from '../platform/clock.ts'

/** What decides how many are let in next. */
export interface AdmissionFacts {
  readonly now: number
  /** When somebody was last let in, or nobody was for good reasons; null: never. */
  readonly steppedAt: number | null
  readonly opensAt: number
  /** Whether the numbers of the lobby are known. */
  readonly drawn: boolean
  readonly paused: boolean
  readonly watermark: number
  /** The highest number that anybody has. */
  readonly last: number
  readonly peopleAtOnce: number
  readonly peoplePerMinute: number | null
  /** Sessions that are open. */
  readonly active: number
  /** Those of them that hold nothing yet. */
  readonly choosing: number
  /** Called of late, and not come yet. */
  readonly expected: number
  readonly placesLeft: number
  /** Places that a hold has, on average. */
  readonly placesPerHold: number
  /** People a second that the installation bears. */
  readonly capacity: number
  /** When a node last could not keep up; null: never. */
  readonly pressedAt: number | null
  /** Nobody is let in before, since a node has more to do than it can; null: there was none. */
  readonly heldBackUntil: number | null
  readonly credit: number
}

export type HoldsBack = 'not-yet' | 'paused' | 'strain' | 'nobody-waits' | 'cap' | 'pace' | 'stock' | 'capacity' | null

export interface Admission {
  readonly watermark: number
  readonly credit: number
  readonly capacity: number
  /** What kept more from being let in; null: nothing did. */
  readonly because: HoldsBack
}

/** Of what was measured, since a measure is never of the next second. */
const CAPACITY_USED = 0.7
/** More are let in than there are places for: some leave without buying. */
const STOCK_OVER = 1.3
/** Time without steps, as after a restart, is not made up for in one. */
const CATCH_UP_MAX_MS = 5 * SECOND_MS
const CAPACITY_MIN = 5
const CAPACITY_MAX = 2_000
const PRESSED_FOR_MS = 2 * SECOND_MS
/** That a node keeps people from being let in holds for so long: it says it each second. */
export const HELD_BACK_FOR_MS = 5 * SECOND_MS

/** How far people are let in now. Pure: the same facts, the same step. */
export function decideAdmission(facts: AdmissionFacts): Admission {
  const stay = (because: HoldsBack) => ({ watermark: facts.watermark, credit: 0, capacity: facts.capacity, because })
  if (facts.now < facts.opensAt || !facts.drawn) return stay('not-yet')
  if (facts.paused) return stay('paused')
  if (isHeldBack(facts.heldBackUntil, facts.now)) return stay('strain')
  const waiting = facts.last - facts.watermark
  if (waiting <= 0) return stay('nobody-waits')

  const seconds = elapsedMs(facts) / SECOND_MS
  const capacity = nextCapacity(facts)
  const paced = facts.peoplePerMinute === null ? Infinity : facts.credit + (facts.peoplePerMinute / 60) * seconds
  const bounds: readonly (readonly [HoldsBack, number])[] = [
    [null, waiting],
    ['cap', facts.peopleAtOnce - facts.active - facts.expected],
    ['stock', worthLettingIn(facts)],
    ['capacity', Math.max(1, capacity * CAPACITY_USED * seconds)],
    ['pace', paced],
  ]
  const [because, bound] = bounds.reduce((least, one) => (one[1] < least[1] ? one : least))
  const step = Math.max(0, Math.floor(bound))
  return {
    watermark: facts.watermark + step,
    // Only what the pace left over: other bounds are not saved up.
    credit: because === 'pace' ? paced - step : 0,
    capacity,
    because,
  }
}

/**
 * Whether a node keeps people from being let in: it said so of late. A moment farther away than what it says can be is from
 * before the clock of the database was set back, and holds nobody back. Epoch milliseconds.
 */
export const isHeldBack = (until: number | null, now: number): boolean =>
  until !== null && now < until && until - now <= HELD_BACK_FOR_MS

/** Since the last step; after the clock of the database was set back, a second, as if it went on. */
function elapsedMs({ now, steppedAt }: AdmissionFacts): number {
  if (steppedAt === null || steppedAt > now) return SECOND_MS
  return Math.min(CATCH_UP_MAX_MS, now - steppedAt)
}

/** For how many the places that are left suffice, beside those who are choosing already. */
function worthLettingIn({ placesLeft, placesPerHold, choosing, expected }: AdmissionFacts): number {
  return Math.ceil((placesLeft * STOCK_OVER) / Math.max(1, placesPerHold)) - choosing - expected
}

/** Halved as long as a node cannot keep up, and then slowly more again. */
function nextCapacity({ capacity, pressedAt, now }: AdmissionFacts): number {
  const pressed = pressedAt !== null && now - pressedAt < PRESSED_FOR_MS
  return Math.min(CAPACITY_MAX, Math.max(CAPACITY_MIN, pressed ? capacity / 2 : capacity * 1.05))
}
