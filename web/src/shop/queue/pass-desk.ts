import { Refused } from '@foyer/contract/client'
import type { Pass } from '@foyer/contract/queue'
import type { Api } from '../../api/api.ts'
import { forgetPlaces, keptPlace } from './kept-places.ts'

/** A pass, and when it came, by the page's own clock: `performance.now()`. */
export interface PassInHand {
  readonly pass: Pass
  readonly readAt: number
}

/** Why there is no pass. */
export type NoPass =
  /** No place in the queue, or not in this browser. */
  | { readonly refused: 'not-entered' | 'not-your-turn' | 'signed-out' | 'unreachable' }
  /** There is no room at this moment; when to ask again. */
  | { readonly refused: 'full'; readonly seconds: number }
  /** Places went back unpaid: how long to wait. */
  | { readonly refused: 'pause'; readonly seconds: number }
  /** The last pass was used for a hold that is still there. */
  | { readonly refused: 'in-use'; readonly holdId: string }
  /** Nobody needs a pass any more. */
  | { readonly refused: 'no-queue' }

export type PassAnswer = PassInHand | NoPass

const FULL_SECONDS = 3
const inHand = new Map<string, PassInHand>()

/** Seconds that a pass still lasts; the clock of the device may be wrong, so they are counted from when it came. */
export const secondsLeftOf = ({ pass, readAt }: PassInHand, now: number): number =>
  Math.max(0, Math.ceil(pass.secondsLeft - (now - readAt) / 1_000))

/** The pass for an event that this page has and that still lasts. */
export function passInHand(eventId: string): PassInHand | undefined {
  const held = inHand.get(eventId)
  return held !== undefined && secondsLeftOf(held, performance.now()) > 0 ? held : undefined
}

/** Lets go of a pass that was used, or did not fit. */
export const dropPass = (eventId: string): void => void inHand.delete(eventId)

/** The pass that this page has, or the one that there is for the place that this browser keeps. Never throws. */
export async function askForPass(api: Api, eventId: string): Promise<PassAnswer> {
  const held = passInHand(eventId)
  if (held !== undefined) return held
  const kept = keptPlace(eventId)
  if (kept === undefined) return { refused: 'not-entered' }
  try {
    const pass = await api.call('POST', '/v1/events/:eventId/queue/pass', {
      params: { eventId },
      body: { token: kept.token },
    })
    const answer = { pass, readAt: performance.now() }
    inHand.set(eventId, answer)
    return answer
  } catch (error) {
    if (!(error instanceof Refused)) return { refused: 'unreachable' }
    return noPass(error, eventId)
  }
}

function noPass({ problem, retryAfter }: Refused, eventId: string): NoPass {
  switch (problem.code) {
    case 'queue-token-refused':
      // Of another account, or of a time before the secret changed: entering again gives the same place.
      forgetPlaces(eventId)
      return { refused: 'not-entered' }
    case 'not-your-turn':
      return { refused: 'not-your-turn' }
    case 'queue-pause':
      return { refused: 'pause', seconds: retryAfter ?? 60 }
    case 'pass-in-use':
      return { refused: 'in-use', holdId: String(Reflect.get(problem, 'holdId')) }
    case 'no-queue':
      return { refused: 'no-queue' }
    default:
      if (problem.status === 401) return { refused: 'signed-out' }
      return problem.status === 503 || problem.status === 429
        ? { refused: 'full', seconds: retryAfter ?? FULL_SECONDS }
        : { refused: 'unreachable' }
  }
}
