import { EventWriter, type EventWriterOptions, type Turn } from './event-writer.ts'
import { busy, LaneQueue, type Busy, type Waiting } from './lane-queue.ts'
import type { Answers, Operation, Verb } from './operations.ts'

export const BATCH_MAX = 1_000
/** Fewer are better gathered until the batch on its way is back: they all go in the next one. */
const AHEAD_MIN = 200
/**
 * After a batch of several, the next one begins so much later than it at the soonest: a batch costs a millisecond of the
 * processor whatever is in it, so that many small ones would take what the answers need.
 */
export const GATHER_MS = 5

/**
 * The queue in front of one event on one node. It sends at once when idle; while a batch is on its way, and until five
 * milliseconds after one of several began, the next ones gather, up to a thousand. At most one batch is on its way; in a
 * rush the one after it is decided meanwhile. Life: made idle, works as long as something waits,
 * `drain` refuses what is new and ends when nothing waits.
 */
export class Lane {
  readonly #writer: EventWriter
  readonly #queue = new LaneQueue()
  #running: Promise<void> | undefined
  #behind = false
  /** Who wants to know when the state is as new as it was when they asked. */
  #listeners: (() => void)[] = []
  /** Until when the next ones gather. */
  #gathering: Promise<void> | undefined
  #draining = false

  constructor(options: EventWriterOptions) {
    this.#writer = new EventWriter(options)
  }

  /** Sequence number of the last log entry that is folded in; -1 while the state is not loaded. */
  get seq(): number {
    return this.#writer.seq
  }

  /** Holds that keep their places; 0 while the state is not loaded. */
  get holding(): number {
    return this.#writer.holding
  }

  /** Accounts that pause at a moment, since they left holds unpaid; 0 while the state is not loaded. */
  countPaused(now: number): number {
    return this.#writer.countPaused(now)
  }

  /** Networks that have as many places as one may. */
  countFullNetworks(limit: number): number {
    return this.#writer.countFullNetworks(limit)
  }

  get waiting(): number {
    return this.#queue.length
  }

  get idle(): boolean {
    return this.#running === undefined
  }

  /**
   * Asks for an answer before `deadline` (monotonic milliseconds).
   * @throws whatever kept the operation from being decided or written, when it is not a refusal.
   */
  submit<V extends Verb>(operation: Operation<V>, deadline: number): Promise<Answers[V] | Busy> {
    return new Promise((answer, fail) => {
      // What answers a waiting operation was decided for that very operation.
      const waiting = { operation, deadline, answer, fail } as Waiting
      if (this.#draining || !this.#queue.add(waiting)) answer(busy())
      else this.#wake()
    })
  }

  /**
   * Loads the state, and folds in what others have logged, as soon as no batch is on its way; a batch does it as well, so in
   * a rush nobody waits for its end.
   */
  catchUp(): Promise<void> {
    this.#behind = true
    return new Promise((done) => {
      this.#listeners.push(done)
      this.#wake()
    })
  }

  /** Refuses what is new, finishes what waits. */
  async drain(): Promise<void> {
    this.#draining = true
    await this.#running
  }

  #wake(): void {
    this.#running ??= this.#run()
  }

  async #run(): Promise<void> {
    // What arrives in the same turn goes into the same batch.
    await Promise.resolve()
    let turn: Turn | undefined
    while (turn !== undefined || this.#queue.length > 0 || this.#behind) {
      if (turn === undefined && this.#queue.length > 0 && this.#queue.length < AHEAD_MIN) await this.#gathering
      const started = performance.now()
      turn ??= { waiting: this.#queue.take(BATCH_MAX, started) }
      const listeners = this.#listeners.splice(0)
      if (turn.waiting.length > 0) {
        const { length } = turn.waiting
        this.#gathering = length > 1 ? wait(GATHER_MS) : undefined
        turn = await this.#writer.work(turn, () => this.#takeAhead())
        this.#queue.paced(length, performance.now() - started)
      } else {
        turn = undefined
        if (!this.#behind) continue
        this.#behind = false
        await this.#writer.foldMissed()
      }
      for (const done of listeners) done()
    }
    // In the same breath as the loop found nothing to do: whoever comes next starts a new run.
    this.#running = undefined
  }

  /** The next batch, when so many wait that it pays to decide it while the one before is on its way. */
  #takeAhead(): readonly Waiting[] {
    return this.#queue.length < AHEAD_MIN ? [] : this.#queue.take(BATCH_MAX, performance.now())
  }
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, ms))
