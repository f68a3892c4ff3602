import { setTimeout as wait } from 'node:timers/promises'
import { chainHash, encodeEntry, type Change } from './change.ts'
import type { DatabaseClock } from './database-clock.ts'
import { decideBatch, type Decision } from './decide.ts'
import { placesKept } from './hold.ts'
import { busy, type Waiting } from './lane-queue.ts'
import { failureOf, type LaneStore } from './lane-store.ts'
import type { Batch, BatchOutcome, HashedEntry } from './queries.ts'
import type { EventState } from './state.ts'
import { writesOf } from './writes.ts'

const ATTEMPTS_MAX = 12
const CONFLICTS_MAX = 2
const BACKOFF_MAX_MS = 20
/** How long to try to learn whether a batch was written when the connection broke. */
const UNKNOWN_PATIENCE_MS = 15_000
const UNKNOWN_RETRY_MS = 200

export interface EventWriterOptions {
  readonly eventId: string
  readonly store: LaneStore
  readonly clock: DatabaseClock
  /** Hears each time that the state stands at a settled entry it did not stand at before. */
  readonly onSettled: (state: EventState) => void
  /** Hears that this node has added an entry to the log. */
  readonly onCommitted: (seq: number) => void
}

/**
 * Decides batches on one event and writes them, one at a time, until each operation has its answer. Holds the event's
 * state; loads it when it is first needed, and drops it whenever it may differ from the tables.
 */
export class EventWriter {
  readonly #options: EventWriterOptions
  #state: EventState | undefined

  constructor(options: EventWriterOptions) {
    this.#options = options
  }

  get seq(): number {
    return this.#state?.seq ?? -1
  }

  /** Answers a batch. What cannot be written is halved until the culprit stands alone, so that it harms nobody else. */
  async work(batch: readonly Waiting[]): Promise<void> {
    try {
      if (await this.#commit(batch)) return
      for (const waiting of batch) waiting.answer(busy())
    } catch (error) {
      if (batch.length === 1 || failureOf(error) === 'unknown') return batch.forEach((waiting) => waiting.fail(error))
      const middle = batch.length >> 1
      await this.work(batch.slice(0, middle))
      await this.work(batch.slice(middle))
    }
  }

  /** Folds in what others have logged. Only a hint: whatever goes wrong meets the next operation, which tells it. */
  async foldMissed(): Promise<void> {
    try {
      const state = await this.#require()
      this.#fold(state, await this.#options.store.entriesAfter(this.#options.eventId, state.seq))
    } catch {
      this.#state = undefined
    }
  }

  /** @returns false when it was tried often enough, or nobody waits any more. */
  async #commit(batch: readonly Waiting[]): Promise<boolean> {
    let conflicts = 0
    for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      if (attempt > 0) await wait(Math.random() * Math.min(BACKOFF_MAX_MS, 2 ** attempt))
      const late = performance.now()
      if (batch.every((waiting) => waiting.deadline <= late)) return false
      const state = await this.#require()
      await this.#learnUnknown(state, batch)
      const now = this.#options.clock.now() ?? (await this.#hearClock())
      try {
        const decision = decideBatch(
          state,
          batch.map((waiting) => waiting.operation),
          now,
        )
        if (
          decision.changes.length === 0 ? await this.#isCurrent(state) : await this.#write(state, decision, batch, now)
        ) {
          answerAll(batch, decision)
          return true
        }
      } catch (error) {
        state.rollBack()
        const failure = failureOf(error)
        if (failure === 'unknown') this.#state = undefined
        if (failure === 'fault' || failure === 'unknown') throw error
        if (failure === 'again') continue
        // Once, it may be the clock, or an id that was used long ago. Then memory and tables differ, or an operation is bad.
        conflicts++
        if (failure === 'clock') await this.#hearClock()
        else await this.#learnUsed(state, batch)
        if (conflicts > 1) this.#state = undefined
        if (conflicts > CONFLICTS_MAX) throw error
      }
    }
    return false
  }

  /** Refusals cost no write, but a look at the log's head: what another node has freed must not be refused. */
  async #isCurrent(state: EventState): Promise<boolean> {
    const { store, eventId } = this.#options
    if ((await store.headOf(eventId)) === state.seq) return true
    this.#fold(state, await store.entriesAfter(eventId, state.seq))
    return false
  }

  async #write(state: EventState, decision: Decision, waiting: readonly Waiting[], now: number): Promise<boolean> {
    const { eventId, clock } = this.#options
    const { changes } = decision
    const body = encodeEntry({ eventId, seq: state.seq + 1, at: now, changes })
    const batch: Batch = {
      eventId,
      after: { seq: state.seq, hash: state.hash },
      hash: chainHash(state.hash, body),
      body,
      at: now,
      ceiling: Math.max(1, ...waiting.map(({ operation }) => ('limit' in operation ? operation.limit : 1))),
      writes: writesOf(state, now),
    }
    const outcome = await this.#send(batch)
    clock.hear(outcome.at)
    if (outcome.outcome === 'committed') {
      this.#settle(state, batch, changes)
      return true
    }
    if (outcome.missed[0]?.hash === batch.hash) {
      // The connection broke after the commit: the first entry that was missed is our own.
      this.#settle(state, batch, changes)
      this.#fold(state, outcome.missed.slice(1))
      return true
    }
    state.rollBack()
    this.#fold(state, outcome.missed)
    return false
  }

  /**
   * Sends a batch. When the connection breaks nobody can say whether it was written, so the very same is sent again:
   * the fence lets it through only if it was not.
   */
  async #send(batch: Batch): Promise<BatchOutcome> {
    const givenUp = performance.now() + UNKNOWN_PATIENCE_MS
    for (let unsure = false; ; unsure = true) {
      try {
        return await this.#options.store.commit(batch)
      } catch (error) {
        const failure = failureOf(error)
        const stillUnsure = failure === 'unknown' || (unsure && failure === 'again')
        if (!stillUnsure || performance.now() > givenUp) throw error
        await wait(Math.random() * UNKNOWN_RETRY_MS)
      }
    }
  }

  #settle(state: EventState, batch: Batch, changes: readonly Change[]): void {
    state.settle(batch.after.seq + 1, batch.hash, changes)
    this.#options.onSettled(state)
    this.#options.onCommitted(state.seq)
  }

  /** Folds in entries that follow; when they do not follow, the state is of no more use. */
  #fold(state: EventState, missed: readonly HashedEntry[]): void {
    if (missed.length === 0) return
    for (const { entry, hash } of missed) {
      if (entry.seq !== state.seq + 1) {
        this.#state = undefined
        return
      }
      state.fold(entry, hash)
    }
    this.#options.onSettled(state)
  }

  async #require(): Promise<EventState> {
    const { store, eventId } = this.#options
    if (this.#state !== undefined && this.#state.manifest === (await store.manifest(eventId))) return this.#state
    this.#state = await store.load(eventId)
    this.#options.onSettled(this.#state)
    return this.#state
  }

  async #hearClock(): Promise<number> {
    const { clock, store } = this.#options
    clock.hear(await store.time())
    return clock.now() ?? 0
  }

  /** Holds that operations speak of and memory has forgotten are read, so that the decision needs no tables. */
  async #learnUnknown(state: EventState, batch: readonly Waiting[]): Promise<void> {
    const unknown = new Set<string>()
    for (const { operation } of batch)
      if ('holdId' in operation && operation.verb !== 'hold' && state.hold(operation.holdId) === undefined)
        unknown.add(operation.holdId)
    if (unknown.size > 0) await this.#learn(state, unknown)
  }

  /** A new hold may bear an id that was used long ago. */
  async #learnUsed(state: EventState, batch: readonly Waiting[]): Promise<void> {
    const fresh = new Set<string>()
    for (const { operation } of batch)
      if (operation.verb === 'hold' && state.hold(operation.holdId) === undefined) fresh.add(operation.holdId)
    if (fresh.size > 0) await this.#learn(state, fresh)
  }

  async #learn(state: EventState, holdIds: ReadonlySet<string>): Promise<void> {
    for (const hold of await this.#options.store.holds(this.#options.eventId, [...holdIds]))
      if (placesKept(hold).length === 0) state.adopt(hold)
      // A live hold that memory does not know is news from another node: read all anew.
      else this.#state = undefined
  }
}

function answerAll(batch: readonly Waiting[], { verdicts }: Decision): void {
  batch.forEach((waiting, index) => {
    const verdict = verdicts[index]
    if (verdict !== undefined && 'answer' in verdict) waiting.answer(verdict.answer)
    else waiting.fail(verdict?.fault)
  })
}
