import { SECOND_MS } from '../platform/clock.ts'
import { problem, type ProblemError } from '../platform/http/problem.ts'
import type { SessionOutcome } from './open-session.ts'
import type { EntryOutcome } from './queries/entries.ts'
import type { SetOnSale } from './set-on-sale.ts'

type Refused<T> = Extract<T, { refused: unknown }>

/** Asking again sooner would not help. */
const AGAIN_SECONDS = 2

const after = (ms: number) => ({ headers: { 'retry-after': String(Math.max(1, Math.ceil(ms / SECOND_MS))) } })

/** Why somebody was not let into the queue. */
export function refuseEntry(outcome: Exclude<EntryOutcome, 'entered' | 'known'> | 'busy', opensAt: Date): ProblemError {
  switch (outcome) {
    case 'busy':
      return problem('try-again-soon', after(AGAIN_SECONDS * SECOND_MS))
    case 'proof-spent':
      return problem('proof-of-work-refused')
    case 'not-open':
      return problem('queue-not-open', { extras: { opensAt: opensAt.toISOString() } })
    case 'no-queue':
      return problem('no-queue')
    default:
      return outcome satisfies never
  }
}

/** Why somebody was not let in. */
export function refuseSession(refusal: Refused<SessionOutcome>): ProblemError {
  switch (refusal.refused) {
    case 'full':
      return problem('try-again-soon', after(AGAIN_SECONDS * SECOND_MS))
    case 'queue-pause':
      return problem('queue-pause', after(refusal.untilMs))
    case 'pass-in-use':
      return problem('pass-in-use', { extras: { holdId: refusal.holdId } })
    default:
      return refusal satisfies never
  }
}

export function refuseOnSale(refusal: Refused<SetOnSale>): ProblemError {
  return refusal.refused === 'on-sale-fixed'
    ? problem('on-sale-fixed', { extras: { fields: refusal.fields } })
    : problem('bad-request', { errors: refusal.errors })
}

/** It is not the turn of a number. */
export const notYourTurn = (number: number | null, watermark: number): ProblemError =>
  problem('not-your-turn', { ...after(AGAIN_SECONDS * SECOND_MS), extras: { number, watermark } })
