import type { ProblemError } from '../platform/http/problem.ts'
import { problem } from '../platform/http/problem.ts'
import type { Answers, Busy, HoldOutcome } from './index.ts'

type Refusal = Extract<HoldOutcome | Answers['extend'] | Answers['release'] | Busy, { refused: unknown }>

const ONLY_AREAS =
  'The best available are seats, and there are fewer of them; `areas` has places without seat numbers, by generalAdmission.'

/** A refusal as it leaves the house. */
export function refuse(refusal: Refusal, extras: Readonly<Record<string, unknown>> = {}): ProblemError {
  switch (refusal.refused) {
    case 'event-unknown':
    case 'hold-unknown':
      return problem('not-found')
    case 'bad-request':
      return problem('bad-request', { errors: refusal.errors })
    case 'busy':
      return problem('try-again-soon', { headers: { 'retry-after': String(Math.ceil(refusal.retryAfterMs / 1_000)) } })
    case 'places-taken':
      return problem('places-taken', { extras: { places: refusal.places } })
    case 'limit-reached':
      return problem('limit-reached', { extras: { remaining: refusal.remaining } })
    case 'network-limit-reached':
      return problem('network-limit-reached', { extras: { remaining: refusal.remaining } })
    case 'not-enough-available':
      return refusal.areas === undefined
        ? problem('not-enough-available', { extras: { available: refusal.available } })
        : problem('not-enough-available', {
            detail: ONLY_AREAS,
            extras: { available: refusal.available, areas: refusal.areas },
          })
    case 'not-yet-on-sale':
      return problem('not-yet-on-sale', { extras: { onSaleFrom: new Date(refusal.onSaleFrom).toISOString() } })
    case 'too-many-requests':
    case 'hold-pause':
      return problem(refusal.refused, { headers: { 'retry-after': String(Math.ceil(refusal.retryAfterMs / 1_000)) } })
    case 'presale-code-refused':
    case 'pass-needed':
    case 'pass-refused':
    case 'pass-over':
    case 'hold-over':
    case 'hold-confirmed':
    case 'already-extended':
    case 'not-together':
    case 'idempotency-key-reused':
    case 'sale-over':
    case 'event-cancelled':
      return problem(refusal.refused, { extras })
    default:
      return refusal satisfies never
  }
}
