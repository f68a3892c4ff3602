import type Postgres from 'postgres'
import { postgres, type MoreOptions } from './driver.ts'
import { Ears } from './ears.ts'
import type { Log } from './log.ts'
import { watchSession } from './session-watch.ts'

/** Types beyond the driver's own that may stand as a value in a query. */
type Types = { bigint: number }

export type Sql = Postgres.Sql<Types>

/** A transaction: what is passed first to every verb that writes. */
export type Tx = Postgres.TransactionSql<Types> & {
  /** Runs after the commit and only then. For hints alone: what must happen goes into the outbox or a job. */
  afterCommit(hint: () => void): void
}

/** Where a query may run: in a transaction, or by itself. */
export type Queryable = Sql | Tx

export interface Database {
  readonly sql: Sql
  readonly url: string
  /** READ COMMITTED, with bounded waits. Rolls back when `work` throws. */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  /** Hears a NOTIFY channel on a connection of its own; `onReconnect` says that messages may have been missed. */
  listen(channel: string, onMessage: (payload: string) => void, onReconnect?: () => void): Promise<() => Promise<void>>
  /** Channels that are listened to and are not heard at this moment: the session was lost, or LISTEN was refused. */
  unheard(): number
  close(): Promise<void>
}

export interface DatabaseOptions {
  url: string
  /** Connections at most. */
  poolMax?: number
  applicationName?: string
  log?: Log
  statementTimeoutMs?: number
  lockTimeoutMs?: number
  /** How long nothing may be answered before it is asked whether there is a server; 15 s unless said. */
  silenceMs?: number
}

const CLOSE_TIMEOUT_S = 5
const CONNECT_TIMEOUT_S = 10
const RECONNECT_MIN_S = 0.05
/** The driver counts failed tries of all connections together, so in an outage each waits as long as this at once. */
const RECONNECT_MAX_S = 0.4

/** Opens a pool. int8 is read as a number and refused beyond 2^53: no count, amount or sequence here comes near it. */
export function openDatabase(options: DatabaseOptions): Database {
  const more: MoreOptions = {
    onsession: (session, isAsked) => watchSession(session, isAsked, options.silenceMs),
  }
  const common = {
    ...more,
    connect_timeout: CONNECT_TIMEOUT_S,
    backoff: (attempt: number) => Math.min(RECONNECT_MAX_S, RECONNECT_MIN_S * 2 ** attempt) * (0.5 + Math.random() / 2),
    onnotice: (notice: Postgres.Notice) =>
      options.log?.debug({ notice: notice['message'] }, 'notice from the database'),
    connection: {
      application_name: options.applicationName ?? 'foyer',
      timezone: 'UTC',
      statement_timeout: options.statementTimeoutMs ?? 10_000,
      lock_timeout: options.lockTimeoutMs ?? 3_000,
      idle_in_transaction_session_timeout: 10_000,
    },
    types: {
      bigint: { to: 20, from: [20], parse: parseInt8, serialize: (value: number) => String(value) },
    },
  }
  const sql = postgres(options.url, { ...common, max: options.poolMax ?? 10 })
  const ears = new Ears(
    (heard) =>
      postgres(options.url, { ...common, ...heard, max: 1, idle_timeout: 0, max_lifetime: null, fetch_types: false }),
    options.log,
  )
  let closing = false
  return {
    sql,
    url: options.url,
    async transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
      const hints: (() => void)[] = []
      // The driver's own type unwraps arrays of promises in the result, which no verb here returns.
      const result = (await sql.begin((begun) =>
        work(Object.assign(begun, { afterCommit: (hint: () => void) => void hints.push(hint) })),
      )) as T
      for (const hint of hints) hint()
      return result
    },
    async listen(channel, onMessage, onReconnect) {
      // The driver would open one more connection for this, which nobody would ever close.
      if (closing) throw new Error('the database has been closed')
      return ears.listen(channel, onMessage, onReconnect)
    },
    unheard: () => ears.unheard(),
    async close() {
      closing = true
      await Promise.all([ears.close(CLOSE_TIMEOUT_S), sql.end({ timeout: CLOSE_TIMEOUT_S })])
    },
  }
}

function parseInt8(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} is beyond what a number holds exactly`)
  return value
}

const UNIQUE_VIOLATION = '23505'

/** Whether an error is the refusal of the named unique constraint (of any, without a name). */
export const isUniqueViolation = (error: unknown, constraint?: string): boolean =>
  error instanceof postgres.PostgresError &&
  error.code === UNIQUE_VIOLATION &&
  (constraint === undefined || error.constraint_name === constraint)
