import type { Board } from './board.ts'
import type { Passes } from './pass.ts'

export type PassChecked =
  { readonly placesAtMost: number | null } | { readonly refused: 'pass-needed' | 'pass-refused' | 'pass-over' }

/** A hold that is asked for, with the pass that came with it. */
export interface HoldAsked {
  readonly eventId: string
  readonly accountId: string
  readonly holdId: string
  readonly pass: string | undefined
  /** Epoch milliseconds. */
  readonly now: number
}

/**
 * Whether a hold may be made while there is a queue. Answers from memory: it is on the way of every hold of the rush. That
 * a pass is used once needs no memory at all, because it is for one hold id, and the tables let each be made once.
 */
export const passCheck =
  (board: Board, passes: Passes) =>
  ({ eventId, accountId, holdId, pass, now }: HoldAsked): PassChecked => {
    const queue = board.of(eventId)
    if (queue === undefined || queue.endedAt !== null) return { placesAtMost: null }
    const facts = pass === undefined ? undefined : passes.read(pass)
    const outcome = check(facts, pass === undefined)
    if ('refused' in outcome) board.noteRefusal(eventId, outcome.refused)
    return outcome

    function check(read: typeof facts, isMissing: boolean): PassChecked {
      if (isMissing) return { refused: 'pass-needed' }
      if (read?.eventId !== eventId || read.accountId !== accountId || read.holdId !== holdId)
        return { refused: 'pass-refused' }
      return now < read.endsAt ? { placesAtMost: read.placesAtMost } : { refused: 'pass-over' }
    }
  }
