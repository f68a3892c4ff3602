import { setTimeout as wait } from 'node:timers/promises'
import type { Change } from './change.ts'
import { placesKept } from './hold.ts'
import { busy, type Waiting } from './lane-queue.ts'
import { failureOf, type LaneStore } from './lane-store.ts'
import { answerAll, prepareBatch, type Prepared, type View } from './prepared-batch.ts'
import type { Batch, BatchOutcome, HashedEntry } from './queries.ts'
import type { EventState } from './state.ts'

const ATTEMPTS_MAX = 12
const CONFLICTS_MAX = 2
const BACKOFF_MAX_MS = 20
/** How long to try to learn whether a batch was written when the connection broke. */
const UNKNOWN_PATIENCE_MS = 15_000
const UNKNOWN_RETRY_MS = 200

/** The time that batches are decided by, in epoch milliseconds; undefined before anything was heard. */
export interface LaneClock {
  now(): number | undefined
  /** Hears the database's time. */
  hear(at: number): void
}

export interface EventWriterOptions {
  readonly eventId: string
  readonly store: LaneStore
  readonly clock: LaneClock
  readonly view: View
  /** Hears that this node has added an entry to the log. */
  readonly onCommitted: (seq: number) => void
  /** Hears of every change that is committed, whichever node has made it; not of those before the state was loaded. */
  readonly onChanges?: (changes: readonly Change[]) => void
}

/** A batch whose turn it is: decided already, on top of the one before, where that could be done meanwhile. */
export interface Turn {
  readonly waiting: readonly Waiting[]
  readonly prepared?: Prepared
  /** Whether its answers stand; it is on its way already. */
  readonly sending?: Promise<boolean>
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

  /** Holds that keep their places; 0 while the state is not loaded. */
  get holding(): number {
    return this.#state?.holding ?? 0
  }

  countPaused(now: number): number {
    return this.#state?.countPaused(now) ?? 0
  }

  countFullNetworks(limit: number): number {
    return this.#state?.countFullNetworks(limit) ?? 0
  }

  /**
   * Answers a batch. While it is on its way, `takeNext` may hand over the next one, which is decided on the assumption
   * that this one will be written; nobody is answered on an assumption. @returns the next one.
   */
  async work(turn: Turn, takeNext: () => readonly Waiting[] = () => []): Promise<Turn | undefined> {
    let next: Turn | undefined
    try {
      const prepared = turn.prepared ?? (await this.#prepare(turn.waiting))
      const sending = turn.sending ?? this.#settleOrFold(prepared, false)
      next = this.#decideAhead(prepared, takeNext())
      if (await sending) {
        // On its way before the answers go out: PostgreSQL works while people are told.
        if (next?.prepared !== undefined) next = { ...next, sending: this.#settleOrFold(next.prepared, true) }
        answerAll(prepared)
        return next
      }
    } catch (error) {
      if (failureOf(error) === 'unknown') {
        this.#state = undefined
        for (const waiting of turn.waiting) waiting.fail(error)
        return next && { waiting: next.waiting }
      }
    }
    // It did not go through at once. All that was decided is taken back, and tried again with patience.
    this.#state?.rollBack()
    await this.#insist(turn.waiting)
    return next && { waiting: next.waiting }
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

  async #prepare(waiting: readonly Waiting[]): Promise<Prepared> {
    const { eventId, clock, view } = this.#options
    const state = await this.#require()
    await this.#learn(state, unknownTo(state, waiting))
    return prepareBatch(eventId, state, waiting, clock.now() ?? (await this.#hearClock()), view)
  }

  /** Undefined when nobody waits; undecided when something would have to be read first. */
  #decideAhead(before: Prepared, waiting: readonly Waiting[]): Turn | undefined {
    if (waiting.length === 0) return undefined
    const { eventId, clock, view } = this.#options
    const { state, batch } = before
    const now = clock.now()
    if (batch === undefined || now === undefined || unknownTo(state, waiting).length > 0) return { waiting }
    const after = { seq: batch.after.seq + 1, hash: batch.hash }
    const mark = state.mark()
    try {
      return { waiting, prepared: prepareBatch(eventId, state, waiting, now, view, after) }
    } catch {
      // Whatever it is, it must not hinder the batch on its way; it shows again when this one's turn has come.
      state.rollBack(mark)
      return { waiting }
    }
  }

  /** Answers a batch; halves what cannot be written until the culprit stands alone, so that it harms nobody else. */
  async #insist(waiting: readonly Waiting[]): Promise<void> {
    try {
      if (await this.#tryAgain(waiting)) return
      for (const one of waiting) one.answer(busy())
    } catch (error) {
      this.#state?.rollBack()
      if (waiting.length === 1 || failureOf(error) === 'unknown') {
        for (const one of waiting) one.fail(error)
        return
      }
      const middle = waiting.length >> 1
      await this.#insist(waiting.slice(0, middle))
      await this.#insist(waiting.slice(middle))
    }
  }

  /** @returns false when it was tried often enough, or nobody waits any more. */
  async #tryAgain(waiting: readonly Waiting[]): Promise<boolean> {
    let conflicts = 0
    for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      const now = performance.now()
      if (waiting.every((one) => one.deadline <= now)) return false
      try {
        const prepared = await this.#prepare(waiting)
        if (await this.#settleOrFold(prepared, false)) {
          answerAll(prepared)
          return true
        }
      } catch (error) {
        this.#state?.rollBack()
        const failure = failureOf(error)
        if (failure === 'unknown') this.#state = undefined
        if (failure === 'fault' || failure === 'unknown') throw error
        if (failure !== 'again' && ++conflicts > CONFLICTS_MAX) throw error
        // Once, it may be the clock, or an id that was used long ago. Then memory and tables differ, or an operation is bad.
        if (failure === 'clock') await this.#hearClock()
        if (failure === 'conflict' && this.#state) await this.#learn(this.#state, newTo(this.#state, waiting))
        if (conflicts > 1) this.#state = undefined
      }
      await wait(Math.random() * Math.min(BACKOFF_MAX_MS, 2 ** attempt))
    }
    return false
  }

  /**
   * Writes a prepared batch. @returns whether its answers stand; else what was missed is folded in, and it must be
   * decided again. Without changes there is nothing to write: then a look at the head tells, since what another node
   * has freed must not be refused; unless it `follows` a batch that was written a moment ago, on which it was decided.
   */
  async #settleOrFold(prepared: Prepared, follows: boolean): Promise<boolean> {
    const { store, eventId, clock } = this.#options
    const { state, batch } = prepared
    if (batch === undefined) {
      if (follows || (await store.headOf(eventId)) === state.seq) return true
      this.#fold(state, await store.entriesAfter(eventId, state.seq))
      return false
    }
    const outcome = await this.#send(batch)
    clock.hear(outcome.at)
    if (outcome.outcome === 'committed') {
      this.#settle(prepared, batch)
      return true
    }
    if (outcome.missed[0]?.hash !== batch.hash) {
      state.rollBack()
      this.#fold(state, outcome.missed)
      return false
    }
    // The connection broke after the commit: the first entry that was missed is our own. What was decided on top of it
    // did not know the others: it is decided again.
    this.#settle(prepared, batch)
    if (outcome.missed.length > 1) {
      state.rollBack()
      this.#fold(state, outcome.missed.slice(1))
    }
    return true
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

  #settle({ state, decision, steps, seen }: Prepared, batch: Batch): void {
    state.settle(batch.after.seq + 1, batch.hash, decision.changes, steps)
    this.#options.view.publish(seen, state.seq)
    this.#options.onCommitted(state.seq)
    this.#options.onChanges?.(decision.changes)
  }

  /** Folds in entries that follow; when they do not follow, the state is of no more use. */
  #fold(state: EventState, missed: readonly HashedEntry[]): void {
    for (const { entry, hash } of missed) {
      if (entry.seq !== state.seq + 1) {
        this.#state = undefined
        return
      }
      state.fold(entry, hash)
      this.#options.onChanges?.(entry.changes)
    }
    if (missed.length > 0) this.#show(state)
  }

  #show(state: EventState): void {
    this.#options.view.publish(this.#options.view.capture(state), state.seq)
  }

  async #require(): Promise<EventState> {
    const { store, eventId } = this.#options
    if (this.#state !== undefined && this.#state.manifest === (await store.manifest(eventId))) return this.#state
    this.#state = await store.load(eventId)
    this.#show(this.#state)
    return this.#state
  }

  async #hearClock(): Promise<number> {
    const { clock, store } = this.#options
    clock.hear(await store.time())
    return clock.now() ?? 0
  }

  /** Reads holds that memory does not know, so that the decision needs no tables. */
  async #learn(state: EventState, holdIds: readonly string[]): Promise<void> {
    if (holdIds.length === 0) return
    for (const hold of await this.#options.store.holds(this.#options.eventId, holdIds))
      if (placesKept(hold).length === 0) state.adopt(hold)
      // A live hold that memory does not know is news from another node: read all anew.
      else this.#state = undefined
  }
}

/** Holds that operations speak of and memory has forgotten, or never knew. */
const unknownTo = (state: EventState, waiting: readonly Waiting[]): string[] =>
  waiting.flatMap(({ operation }) =>
    'holdId' in operation && operation.verb !== 'hold' && state.hold(operation.holdId) === undefined
      ? [operation.holdId]
      : [],
  )

/** New holds, whose ids may have been used long ago. */
const newTo = (state: EventState, waiting: readonly Waiting[]): string[] =>
  waiting.flatMap(({ operation }) =>
    operation.verb === 'hold' && state.hold(operation.holdId) === undefined ? [operation.holdId] : [],
  )
