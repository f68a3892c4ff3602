import { DAY_MS, MINUTE_MS } from '../platform/clock.ts'

/** What is remembered of an account that let holds of an event end unpaid. */
export interface UnpaidHolds {
  readonly holds: number
  /** When the last of them ended; epoch milliseconds on the database's clock. */
  readonly lastAt: number
}

/** Giving places back before so much time is choosing; after it, others were kept from them as by letting them run out. */
export const CHOOSING_MS = 2 * MINUTE_MS
/** Two holds may be left without a pause: a call, a card that is in another room. */
const UNPAID_FREE = 2
const PAUSE_MS = MINUTE_MS
const PAUSE_MAX_MS = 30 * MINUTE_MS
/** Whoever has left nothing unpaid for so long begins anew. */
export const UNPAID_KEPT_MS = DAY_MS

/** One more hold that ended unpaid. The same for whoever folds the log: it goes by the times in it alone. */
export function oneMoreUnpaid(before: UnpaidHolds | undefined, endedAt: number): UnpaidHolds {
  if (before === undefined || endedAt - before.lastAt > UNPAID_KEPT_MS) return { holds: 1, lastAt: endedAt }
  return { holds: before.holds + 1, lastAt: Math.max(before.lastAt, endedAt) }
}

/** One was paid after all, too late for the hold and not for the places. @returns undefined when it was the only one. */
export const oneLessUnpaid = (before: UnpaidHolds): UnpaidHolds | undefined =>
  before.holds === 1 ? undefined : { ...before, holds: before.holds - 1 }

/** Until when an account pauses: a minute after the third, twice as long after each further one. Epoch milliseconds; 0: never. */
export const pausedUntil = ({ holds, lastAt }: UnpaidHolds): number =>
  holds <= UNPAID_FREE ? 0 : lastAt + Math.min(PAUSE_MAX_MS, PAUSE_MS * 2 ** (holds - UNPAID_FREE - 1))
