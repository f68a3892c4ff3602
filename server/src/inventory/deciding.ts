import type { Change } from './change.ts'
import type { EventState } from './state.ts'

/** Holds that are over and are expired by one batch at most, unless one stands in somebody's way. */
export const EXPIRIES_PER_BATCH_MAX = 1_000

/** What a decision works with: the state it steps forward, and the time. */
export interface Deciding {
  readonly state: EventState
  /** Epoch milliseconds on the database's clock, never ahead of it. */
  readonly now: number
  /** Steps the state forward and remembers the step for the log. */
  readonly record: (change: Change) => void
}

/** Expires holds that are over, oldest first. @returns how many. */
export function expireDue({ state, now, record }: Deciding, limit: number): number {
  for (let expired = 0; ; expired++) {
    const hold = state.firstDue()
    if (expired === limit || hold === undefined || hold.expiresAt > now) return expired
    record(['expired', hold.holdId])
  }
}
