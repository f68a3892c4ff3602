import type { Sql } from '../platform/database.ts'
import { enterQueue, type Entrant, type EntryRow } from './queries/entries.ts'

export type Entered = EntryRow | { readonly outcome: 'busy' }

interface Waiting {
  readonly entrant: Entrant
  readonly answer: (row: Entered) => void
  readonly fail: (error: unknown) => void
}

const BATCH_MAX = 1_000
/** More would wait longer than anybody wants to. */
const WAITING_MAX = 20_000

/**
 * The door of one waiting room on one node: at most one batch is on its way, and whoever comes meanwhile goes with the
 * next. Accounts that come twice at once are entered once, and answered alike.
 */
export class EntryDesk {
  readonly #sql: Sql
  readonly #eventId: string
  #waiting: Waiting[] = []
  #running = false

  constructor(sql: Sql, eventId: string) {
    this.#sql = sql
    this.#eventId = eventId
  }

  enter(entrant: Entrant): Promise<Entered> {
    if (this.#waiting.length >= WAITING_MAX) return Promise.resolve({ outcome: 'busy' })
    return new Promise((answer, fail) => {
      this.#waiting.push({ entrant, answer, fail })
      if (!this.#running) void this.#run()
    })
  }

  async #run(): Promise<void> {
    this.#running = true
    // Whoever comes in the same turn goes with the same batch.
    await Promise.resolve()
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.slice(0, BATCH_MAX)
      this.#waiting = this.#waiting.slice(BATCH_MAX)
      await this.#enterAll(batch)
    }
    this.#running = false
  }

  async #enterAll(batch: readonly Waiting[]): Promise<void> {
    const once = new Map<string, Entrant>()
    for (const { entrant } of batch) if (!once.has(entrant.accountId)) once.set(entrant.accountId, entrant)
    try {
      const rows = await enterQueue(this.#sql, this.#eventId, [...once.values()])
      const byAccount = new Map(rows.map((row) => [row.accountId, row]))
      for (const { entrant, answer, fail } of batch) {
        const row = byAccount.get(entrant.accountId)
        if (row === undefined) fail(new Error('somebody entered the queue and was not answered'))
        else answer(row)
      }
    } catch (error) {
      for (const { fail } of batch) fail(error)
    }
  }
}
