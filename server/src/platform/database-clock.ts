import type { Clock } from './clock.ts'
import type { Queryable } from './database.ts'

/** Milliseconds of a clock that only runs forward. */
type Monotonic = () => number

/**
 * The database's time as this node knows it: what the database last said, plus what has passed here since the answer
 * came in. So it is never ahead of the database, behind it by the way of the answer, and the same on every node,
 * whatever the clock of its machine says or however that is set.
 */
export class DatabaseClock {
  readonly #monotonic: Monotonic
  #said: number | undefined
  #heardAt = 0

  constructor(monotonic: Monotonic = () => performance.now()) {
    this.#monotonic = monotonic
  }

  /** `at`: time of the database when it began to answer, in epoch milliseconds. Call as soon as the answer is in. */
  hear(at: number): void {
    this.#said = at
    this.#heardAt = this.#monotonic()
  }

  /** Whole epoch milliseconds; undefined before anything was heard. */
  now(): number | undefined {
    if (this.#said === undefined) return undefined
    return Math.floor(this.#said + (this.#monotonic() - this.#heardAt))
  }
}

/** A clock that has heard the database once. Whoever goes on asking the database should let it hear more. */
export async function hearDatabaseClock(sql: Queryable): Promise<DatabaseClock> {
  const clock = new DatabaseClock()
  const [row] = await sql<{ at: number }[]>`select floor(extract(epoch from now()) * 1000)::bigint as at`
  if (row === undefined) throw new Error('the database does not say what time it is')
  clock.hear(row.at)
  return clock
}

/** The same as moments. @throws Error before anything was heard. */
export const momentsOf = (clock: DatabaseClock): Clock => ({
  now() {
    const now = clock.now()
    if (now === undefined) throw new Error('the database has not said yet what time it is')
    return new Date(now)
  },
})
