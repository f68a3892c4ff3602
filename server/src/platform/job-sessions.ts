import { Pool, type PoolClient } from 'pg'
import type { Log } from './log.ts'

/** Whoever waits for a session, or for an answer on it, gives up then: a machine that is gone never says so. */
const CONNECTS_WITHIN_MS = 5_000
/** Longer than the server works on a statement. */
const ANSWERS_WITHIN_MS = 12_000
const STATEMENT_TIMEOUT_MS = 10_000

export interface JobSessionOptions {
  readonly url: string
  readonly most: number
  readonly log: Log
  readonly connectsWithinMs?: number
  readonly answersWithinMs?: number
}

/**
 * Sessions for one runner of jobs. One on which nothing is answered any more stays among them, so they are given up
 * together with the runner.
 */
export function openJobSessions(options: JobSessionOptions): Pool {
  const { url, most, log, connectsWithinMs = CONNECTS_WITHIN_MS, answersWithinMs = ANSWERS_WITHIN_MS } = options
  const sessions = new JobSessions({
    connectionString: url,
    max: most,
    application_name: 'foyer jobs',
    connectionTimeoutMillis: connectsWithinMs,
    query_timeout: answersWithinMs,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    keepAlive: true,
  })
  // The library hears of lost sessions only as long as it runs: one that the server ended while it was being closed here
  // would end the process. These listeners stay.
  const hear = (error: Error) => log.debug({ part: 'jobs', err: error }, 'a session was lost')
  return sessions.on('error', hear).on('connect', (session) => void session.on('error', hear))
}

type OnSession = (
  error: Error | undefined,
  session: PoolClient | undefined,
  done: (release?: Error | boolean) => void,
) => void

/**
 * The library tries some failures again by itself, with pauses of up to three minutes and a word to nobody, among them
 * those of a server that starts (57P03). It knows them by their codes, so none is passed on.
 */
class JobSessions extends Pool {
  override connect(): Promise<PoolClient>
  override connect(callback: OnSession): void
  override connect(callback?: OnSession): Promise<PoolClient> | void {
    if (callback === undefined)
      return super.connect().catch((error: unknown) => {
        throw withoutCode(error)
      })
    super.connect((error, session, done) =>
      callback(error === undefined || error === null ? undefined : withoutCode(error), session, done),
    )
  }
}

const withoutCode = (cause: unknown): Error =>
  new Error(`no session: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
