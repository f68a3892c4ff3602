import { setTimeout as wait } from 'node:timers/promises'
import { Refused } from '@foyer/contract/client'

const PATIENCE_MS = 60_000
const PAUSE_MIN_MS = 30
const PAUSE_SPREAD_MS = 70
/** While nobody is there to answer, more tries would take from the start of whoever is to. */
const PAUSE_GROWS_BY = 1.2
const PAUSE_MAX_MS = 400
const FAILED_STATUS = 500

/** What became of a request in the end, and how often its outcome was unknown before. */
export type Answered<T> = ({ readonly given: T } | { readonly refused: Refused }) & {
  /**
   * How the tries before it ended, in order: `lost` with the connection, `silent` where the client stopped waiting, or the
   * code of a 5xx. A silent one may still be done after all others were answered.
   */
  readonly doubts: readonly string[]
  /** When the try that was answered was sent; monotonic milliseconds. */
  readonly sentAt: number
}

/** What was asked may have been done, or not. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer'
  constructor(doubts: readonly string[]) {
    super(`no answer in ${doubts.length} tries, at last: ${doubts.slice(-5).join(', ')}`)
  }
}

/**
 * Sends a request until it is answered, as any client does whose server went away: the very same again after a lost
 * connection, a silence, or a 5xx. @throws NoAnswer when patience is at its end (without any, after one try), and
 * whatever is none of these.
 */
export async function insist<T>(send: () => Promise<T>, patienceMs: number = PATIENCE_MS): Promise<Answered<T>> {
  const doubts: string[] = []
  const givenUp = performance.now() + patienceMs
  for (;;) {
    const sentAt = performance.now()
    try {
      return { given: await send(), doubts, sentAt }
    } catch (error) {
      if (error instanceof Refused && error.problem.status < FAILED_STATUS) return { refused: error, doubts, sentAt }
      const doubt = doubtAbout(error)
      if (doubt === undefined) throw error
      doubts.push(doubt)
      if (performance.now() >= givenUp) throw new NoAnswer(doubts)
      const pauseMs = (PAUSE_MIN_MS + Math.random() * PAUSE_SPREAD_MS) * PAUSE_GROWS_BY ** doubts.length
      await wait(Math.min(PAUSE_MAX_MS, pauseMs))
    }
  }
}

/** Why the outcome of a try is unknown; undefined for an error that leaves no doubt. */
function doubtAbout(error: unknown): string | undefined {
  if (error instanceof Refused) return error.problem.code
  // The connection could not be made, or broke before or in the middle of the answer.
  if (error instanceof TypeError) return 'lost'
  return error instanceof DOMException && error.name === 'TimeoutError' ? 'silent' : undefined
}
