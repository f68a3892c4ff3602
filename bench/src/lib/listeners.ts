import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

export interface Listening {
  readonly port: number
  readonly path: string
  readonly count: number
  /** Of the addresses 127.0.2.1 and up: the number of the first, and how many streams each opens. */
  readonly firstAddress: number
  readonly perAddress: number
  /** They never read on after the first bytes. */
  readonly isDeaf: boolean
}

export type Asked =
  { readonly open: Listening } | { readonly watchFor: string } | { readonly count: true } | { readonly stop: true }

export type Told =
  | { readonly open: number; readonly refused: string }
  | { readonly watching: number }
  | { readonly allHave: string; readonly at: number }
  | { readonly open: number; readonly dropped: number; readonly missing: number }

const CHILD = fileURLToPath(new URL('listeners-child.ts', import.meta.url))
/** So that no process needs more open files than a system usually allows. */
const PER_PROCESS_MAX = 8_000
const PATIENCE_MS = 30_000

/** Many clients that follow streams, in processes of their own. */
export class Listeners implements AsyncDisposable {
  readonly #children: readonly ChildProcess[]

  private constructor(children: readonly ChildProcess[]) {
    this.#children = children
  }

  /** Opens so many streams of one path. @throws when not all were let in. */
  static async open(given: Omit<Listening, 'firstAddress' | 'isDeaf'> & Partial<Listening>): Promise<Listeners> {
    const { count, perAddress } = given
    const parts = Math.ceil(count / PER_PROCESS_MAX)
    const each = Math.ceil(count / parts)
    const all = new Listeners(
      Array.from({ length: parts }, () => fork(CHILD, { serialization: 'advanced', execArgv: [] })),
    )
    const told = await all.#ask((part) => ({
      open: {
        isDeaf: false,
        ...given,
        count: Math.min(each, count - part * each),
        firstAddress: (given.firstAddress ?? 0) + Math.ceil(each / perAddress) * part,
      },
    }))
    const opened = told.reduce((sum, one) => sum + ('open' in one ? one.open : 0), 0)
    if (opened < count) {
      await all[Symbol.asyncDispose]()
      throw new Error(`${opened} of ${count} streams were let in: ${JSON.stringify(told)}`)
    }
    return all
  }

  /**
   * Makes a change, and waits until every stream has told it by a mark. @returns milliseconds from before the change was
   * asked for, and from when it was answered, to the last stream; undefined where some were not told within half a minute.
   */
  async timeChange(
    mark: string,
    change: () => Promise<unknown>,
  ): Promise<{ streams: number; ms: number; msAfterAnswer: number } | undefined> {
    const watching = await this.#ask(() => ({ watchFor: mark }))
    const streams = watching.reduce((sum, one) => sum + ('watching' in one ? one.watching : 0), 0)
    const all = Promise.all(this.#children.map((child) => nextFrom(child)))
    const before = Date.now()
    await change()
    const answered = Date.now()
    const told = await Promise.race([all, sleep(PATIENCE_MS, undefined, { ref: false })])
    if (told === undefined) return undefined
    const last = Math.max(...told.map((one) => ('at' in one ? one.at : 0)))
    return { streams, ms: last - before, msAfterAnswer: last - answered }
  }

  /** How many are open, and how many the server has dropped. */
  async count(): Promise<{ open: number; dropped: number }> {
    const told = await this.#ask(() => ({ count: true }))
    return told.reduce(
      (sum, one) => ('dropped' in one ? { open: sum.open + one.open, dropped: sum.dropped + one.dropped } : sum),
      { open: 0, dropped: 0 },
    )
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(
      this.#children.map(async (child) => {
        if (child.exitCode !== null) return
        child.send({ stop: true } satisfies Asked)
        await once(child, 'exit')
      }),
    )
  }

  async #ask(question: (part: number) => Asked): Promise<Told[]> {
    return Promise.all(
      this.#children.map((child, part) => {
        const told = nextFrom(child)
        child.send(question(part))
        return told
      }),
    )
  }
}

const nextFrom = async (child: ChildProcess): Promise<Told> => {
  const [told] = (await once(child, 'message')) as [Told]
  return told
}
