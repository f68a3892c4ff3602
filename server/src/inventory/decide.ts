import type { Change } from './change.ts'
import { decideBlock, decideUnblock } from './decide-block.ts'
import { decideConfirm } from './decide-confirm.ts'
import { decideGiveBack } from './decide-give-back.ts'
import { decideExtend, decideHold, decideRelease } from './decide-hold.ts'
import type { Answer, Answers, Operation, Verb } from './operations.ts'
import { expireDue, EXPIRIES_PER_BATCH_MAX, type Deciding } from './deciding.ts'
import type { EventState } from './state.ts'

/** One operation's answer, or why it could not be decided at all: a fault of ours that must not harm its neighbours. */
export type Verdict = { readonly answer: Answer } | { readonly fault: unknown }

export interface Decision {
  /** One for each operation, in order. */
  readonly verdicts: readonly Verdict[]
  readonly changes: readonly Change[]
}

/**
 * Decides a batch in order of arrival, as if one by one. No I/O, no clock, no chance: the same state, operations and
 * time give the same decision. The state is stepped forward; `settle` it when the decision is committed, else
 * `rollBack`. Holds that are over are expired first, oldest first.
 */
export function decideBatch(state: EventState, operations: readonly Operation[], now: number): Decision {
  const changes: Change[] = []
  const deciding: Deciding = {
    state,
    now,
    record: (change) => {
      state.apply(change, now)
      changes.push(change)
    },
  }
  const expired = expireDue(deciding, EXPIRIES_PER_BATCH_MAX)
  const verdicts = operations.map((operation): Verdict => {
    const mark = { steps: state.mark(), changes: changes.length }
    try {
      return { answer: operation.verb === 'sweep' ? sweepAnswer(deciding, expired) : decideOne(deciding, operation) }
    } catch (fault) {
      state.rollBack(mark.steps)
      changes.length = mark.changes
      return { fault }
    }
  })
  return { verdicts, changes }
}

const deciders: {
  readonly [V in Exclude<Verb, 'sweep'>]: (deciding: Deciding, operation: Operation<V>) => Answers[V]
} = {
  hold: decideHold,
  release: decideRelease,
  extend: decideExtend,
  confirm: decideConfirm,
  block: decideBlock,
  unblock: decideUnblock,
  giveBack: decideGiveBack,
}

function decideOne<V extends Exclude<Verb, 'sweep'>>(deciding: Deciding, operation: Operation<V>): Answers[V] {
  const decide: (deciding: Deciding, operation: Operation<V>) => Answers[V] = deciders[operation.verb]
  return decide(deciding, operation)
}

function sweepAnswer({ state, now }: Deciding, expired: number): Answers['sweep'] {
  const next = state.firstDue()
  return { expired, more: next !== undefined && next.expiresAt <= now }
}
