import type { AvailabilityChange } from './availability.ts'
import { chainHash, encodeEntry } from './change.ts'
import { decideBatch, type Decision } from './decide.ts'
import type { Waiting } from './lane-queue.ts'
import { listsOf, type Batch } from './queries.ts'
import type { EventState } from './state.ts'
import { writesOf, type Writes } from './writes.ts'

/** A batch that is decided and not yet sent. */
export interface Prepared {
  readonly state: EventState
  readonly waiting: readonly Waiting[]
  readonly decision: Decision
  /** How many steps of the state it takes. */
  readonly steps: number
  /** What to write; undefined when nothing changes. */
  readonly batch: Batch | undefined
  readonly seen: AvailabilityChange
}

/** Takes note of what changes for everybody to see, and shows it once it is settled. */
export interface View {
  capture(state: EventState): AvailabilityChange
  publish(change: AvailabilityChange, version: number): void
}

/** Decides a batch on top of all that is decided, to be written after entry `after`. */
export function prepareBatch(
  eventId: string,
  state: EventState,
  waiting: readonly Waiting[],
  now: number,
  view: View,
  after: Batch['after'] = { seq: state.seq, hash: state.hash },
): Prepared {
  const mark = state.mark()
  const decision = decideBatch(
    state,
    waiting.map((one) => one.operation),
    now,
  )
  const decided = { state, waiting, decision, steps: state.mark() - mark, seen: view.capture(state) }
  const { changes } = decision
  if (changes.length === 0) return { ...decided, batch: undefined }
  const body = encodeEntry({ eventId, seq: after.seq + 1, at: now, changes })
  const hash = chainHash(after.hash, body)
  const writes = writesOf(state, now, mark)
  const { nextDue } = writes
  const ceiling = Math.max(1, ...waiting.map(({ operation }) => ('limit' in operation ? operation.limit : 1)))
  const taken = state.occupancy.taken()
  return {
    ...decided,
    batch: {
      eventId,
      after,
      hash,
      body,
      at: now,
      ceiling,
      nextDue,
      taken,
      lists: listsOf(writes, networkCeiling(writes, waiting)),
    },
  }
}

/** Places at most per network, of an event that limits them: as those say who ask, else as many as one keeps already. */
function networkCeiling({ networks }: Writes, waiting: readonly Waiting[]): number {
  if (networks.length === 0) return 0
  const limits = waiting.flatMap(({ operation }) => {
    if (operation.verb === 'hold') return operation.network?.placesAtMost ?? []
    return operation.verb === 'confirm' ? (operation.networkLimit ?? []) : []
  })
  return limits.length > 0 ? Math.max(...limits) : Math.max(...networks.map(({ after }) => after))
}

export function answerAll({ waiting, decision }: Prepared): void {
  waiting.forEach((one, index) => {
    const verdict = decision.verdicts[index]
    if (verdict !== undefined && 'answer' in verdict) one.answer(verdict.answer)
    else one.fail(verdict?.fault)
  })
}
