import { setTimeout as wait } from 'node:timers/promises'
import type { Client } from '@foyer/contract/client'
import type { Queryable } from '@foyer/server/platform/database'
import type { Book } from './book.ts'
import type { Purchase } from './purchase.ts'
import type { Run } from './run.ts'
import type { Stage } from './stage.ts'
import { Visitor, type Fate } from './visitor.ts'

export interface RushOptions {
  readonly run: Run
  readonly stage: Stage
  readonly book: Book
  readonly signIn: (accountId: string) => Promise<Client>
  readonly watermark: () => number
}

const ADMITTED_WITHIN_MS = 60_000
const LOOK_MS = 50

/** People in a waiting room. Life: `enter` (as often as some more come), `goIn`, `stop`. */
export class Rush implements Disposable {
  readonly #options: RushOptions
  readonly #visitors: Visitor[] = []
  #going: Promise<Fate>[] = []
  #stopping = false

  constructor(options: RushOptions) {
    this.#options = options
  }

  /** So many more people enter, all at once. */
  async enter(count: number): Promise<void> {
    const { run, stage, book, signIn, watermark } = this.#options
    const come = await Promise.all(
      Array.from({ length: count }, async (_, index) => {
        const accountId = stage.accounts.pop()
        if (accountId === undefined) throw new Error('there are not enough accounts')
        const chance = run.chance(1_000 + this.#visitors.length + index)
        return new Visitor({ stage, accountId, book, chance, watermark, client: await signIn(accountId) })
      }),
    )
    this.#visitors.push(...come)
    await Promise.all(come.map((visitor) => visitor.enter()))
  }

  /** Everybody who has entered goes on as their turn comes. */
  goIn(): void {
    const going = this.#visitors.slice(this.#going.length).map((visitor) => visitor.goOn(() => this.#stopping))
    // Told by `stop`; until then it is nobody's.
    for (const one of going) one.catch(() => undefined)
    this.#going.push(...going)
  }

  /** Whoever was let in comes to an end. @throws AggregateError of the answers that did not fit those before. */
  async stop(): Promise<Readonly<Record<string, number>>> {
    this.#stopping = true
    const ended = await Promise.allSettled(this.#going)
    const failed = ended.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))
    if (failed.length > 0) throw new AggregateError(failed, failed.map(String).join('\n'))
    const fates: Record<string, number> = {}
    for (const one of ended) if (one.status === 'fulfilled') fates[one.value] = (fates[one.value] ?? 0) + 1
    return fates
  }

  [Symbol.dispose](): void {
    this.#stopping = true
  }

  /** Everybody asks for their place again, by their token and by entering anew. @throws Error when one has another. */
  async askForPlaces(): Promise<void> {
    await Promise.all(
      this.#visitors.map(async (visitor) => {
        await visitor.look()
        await visitor.enter()
      }),
    )
  }

  /** Numbers that two have, or that nobody has though somebody after has one; none when all is well. */
  misnumbered(): number[] {
    const numbers = this.#visitors.flatMap(({ number }) => number ?? []).sort((a, b) => a - b)
    return numbers.filter((number, index) => number !== index + 1)
  }

  /** Waits until so many were let in. @throws Error when they are not in a minute. */
  async untilAdmitted(count: number): Promise<void> {
    const givenUp = performance.now() + ADMITTED_WITHIN_MS
    while (this.admitted() < count) {
      if (performance.now() > givenUp) throw new Error(`${this.admitted()} of ${count} were let in`)
      await wait(LOOK_MS)
    }
  }

  admitted(): number {
    return this.#visitors.filter(({ admitted }) => admitted).length
  }

  purchases(): readonly Purchase[] {
    return this.#visitors.flatMap(({ purchases }) => purchases)
  }
}

/**
 * Whoever was let in at a moment at which their number had not been called yet; and the watermark, when it is lower than
 * what was shown. A sentence each, none when all is well.
 */
export async function misadmitted(sql: Queryable, eventId: string, shown: number): Promise<string[]> {
  const early = await sql<{ number: number; openedAt: Date; watermark: number }[]>`
    select s.number, s.opened_at as "openedAt", coalesce(called.watermark, 0) as watermark
      from queue_sessions s
      left join lateral (select max(watermark) as watermark from queue_steps t
                          where t.event_id = s.event_id and t.at <= s.opened_at) called on true
     where s.event_id = ${eventId} and s.number > coalesce(called.watermark, 0)`
  const [head] = await sql<{ watermark: number }[]>`select watermark from queue_heads where event_id = ${eventId}`
  return [
    ...early.map(
      ({ number, openedAt, watermark }) => `${number} was let in at ${openedAt.toISOString()}, called was ${watermark}`,
    ),
    ...(shown > (head?.watermark ?? 0) ? [`${shown} was shown, called was ${head?.watermark}`] : []),
  ]
}
