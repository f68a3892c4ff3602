import { AtOnce } from './at-once.ts'
import { isConnectionLost } from './passing-failures.ts'

export interface GatherOptions<T, R> {
  /** Items of one batch at most; the others wait for the next. */
  readonly batchMax: number
  /** A batch begins at the earliest so long after the one before began, in milliseconds. */
  readonly everyMs: number
  /** Does the work of all of them at once, or nothing at all. @returns an answer for each, in their order. */
  readonly work: (items: readonly T[]) => Promise<readonly R[]>
}

interface Waiting<T, R> {
  readonly item: T
  readonly answer: (result: R) => void
  readonly fail: (error: unknown) => void
}

const WAITING_MAX = 10_000
/** Of a batch that failed. */
const PARTS = 10
/** Works of batches that failed, at once. */
const AGAIN_AT_ONCE = 4

/** So many wait already that one more would not be served in time. Nothing was done for it. */
export class TooManyWait extends Error {
  override readonly name = 'TooManyWait'
}

/**
 * Does together what is asked for at the same time (group commit): what comes while a batch is under way, or within
 * `everyMs` of its beginning, goes into the next one, so that a rush costs statements and commits by the batch and not
 * by the person. One batch is under way at a time; whoever comes when nothing is waits for nobody.
 *
 * When a batch fails it is done again in ten parts, and each item of a part that fails by itself, so that one bad item fails
 * alone and costs twenty works, not one for each of the others. Of all batches that failed together a few works are under way
 * at once, beside the next batches; where the database is away, and so every part of a batch fails, nothing is done by the item.
 */
export class Gather<T, R> {
  readonly #options: GatherOptions<T, R>
  #waiting: Waiting<T, R>[] = []
  #running = false
  readonly #again = new AtOnce(AGAIN_AT_ONCE)
  /** Items of batches that failed and have no answer yet. */
  #doneAgain = 0

  constructor(options: GatherOptions<T, R>) {
    this.#options = options
  }

  /**
   * @throws whatever `work` throws for this item alone, and TooManyWait.
   */
  add(item: T): Promise<R> {
    return new Promise((answer, fail) => {
      if (this.#waiting.length + this.#doneAgain >= WAITING_MAX)
        return fail(new TooManyWait(`${WAITING_MAX} wait already`))
      this.#waiting.push({ item, answer, fail })
      if (this.#running) return
      this.#running = true
      // What arrives in the same turn goes into the same batch.
      setImmediate(this.#next)
    })
  }

  readonly #next = (): void => {
    const batch = this.#waiting.splice(0, this.#options.batchMax)
    if (batch.length === 0) {
      this.#running = false
      return
    }
    const began = performance.now()
    void this.#together(batch).then(() => {
      const pause = began + this.#options.everyMs - performance.now()
      if (pause > 0) setTimeout(this.#next, pause)
      else setImmediate(this.#next)
    })
  }

  async #together(batch: readonly Waiting<T, R>[]): Promise<void> {
    const [first] = batch
    if (batch.length === 1 && first !== undefined) return this.#alone(first)
    try {
      const results = await this.#work(batch)
      batch.forEach(({ answer }, index) => answer(results[index] as R))
    } catch {
      // Whoever caused it is told so when it fails by itself. The next batch does not wait for these.
      this.#doneAgain += batch.length
      void this.#inParts(batch).finally(() => (this.#doneAgain -= batch.length))
    }
  }

  /** What failed together, in parts, and what of that fails again, by itself. Never rejects. */
  async #inParts(batch: readonly Waiting<T, R>[]): Promise<void> {
    const size = Math.ceil(batch.length / PARTS)
    if (size === 1) return this.#eachAlone(batch)
    const parts = Array.from({ length: Math.ceil(batch.length / size) }, (_, n) =>
      batch.slice(n * size, (n + 1) * size),
    )
    const failed = await Promise.all(
      parts.map((part) =>
        this.#again.run(async () => {
          try {
            const results = await this.#work(part)
            part.forEach(({ answer }, index) => answer(results[index] as R))
            return undefined
          } catch (error) {
            return { part, error }
          }
        }),
      ),
    )
    const left = failed.filter((one) => one !== undefined)
    const isAway = left.length === parts.length && left.every(({ error }) => isConnectionLost(error))
    for (const { part, error } of left) if (isAway) for (const one of part) one.fail(error)
    if (!isAway) await this.#eachAlone(left.flatMap(({ part }) => part))
  }

  async #eachAlone(items: readonly Waiting<T, R>[]): Promise<void> {
    await Promise.all(items.map((one) => this.#again.run(() => this.#alone(one))))
  }

  async #alone(one: Waiting<T, R>): Promise<void> {
    try {
      const [result] = await this.#work([one])
      one.answer(result as R)
    } catch (error) {
      one.fail(error)
    }
  }

  async #work(batch: readonly Waiting<T, R>[]): Promise<readonly R[]> {
    const results = await this.#options.work(batch.map(({ item }) => item))
    if (results.length !== batch.length) throw new Error(`${batch.length} were asked for, ${results.length} answered`)
    return results
  }
}
