import type { Controls, Queue } from './queries/heads.ts'

/** What an organiser asks for while a queue goes on. */
export interface ControlsWanted {
  readonly paused?: boolean
  readonly message?: string | null
  readonly peoplePerMinute?: number | null
  readonly peopleAtOnce?: number
  readonly end?: true
}

type Known = Pick<Queue, 'pausedAt' | 'message' | 'peoplePerMinute' | 'peopleAtOnce' | 'endedAt'>

/** Of what is wanted, what is not so already; nothing at a queue that has ended. Decided without I/O. */
export function decideControls(wanted: ControlsWanted, queue: Known): Controls {
  if (queue.endedAt !== null) return {}
  const { paused, message, peoplePerMinute, peopleAtOnce, end } = wanted
  return {
    ...(paused === undefined || paused === (queue.pausedAt !== null) ? {} : { paused }),
    ...(message === undefined || message === queue.message ? {} : { message }),
    ...(peoplePerMinute === undefined || peoplePerMinute === queue.peoplePerMinute ? {} : { peoplePerMinute }),
    ...(peopleAtOnce === undefined || peopleAtOnce === queue.peopleAtOnce ? {} : { peopleAtOnce }),
    ...(end === undefined ? {} : { ended: end }),
  }
}
