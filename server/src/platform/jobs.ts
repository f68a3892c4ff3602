import { setTimeout as wait } from 'node:timers/promises'
import { Logger, run, type Runner, type TaskList } from 'graphile-worker'
import { Pool } from 'pg'
import type { Database, Queryable } from './database.ts'
import type { Log } from './log.ts'

/** A kind of job: a shell around a verb. It may run twice, so the verb is idempotent. */
export interface Task {
  readonly name: string
  run(payload: unknown, log: Log): Promise<void>
}

export interface JobOptions {
  /** While a job with this key waits, another with the same key replaces it. */
  readonly jobKey?: string
  readonly runAt?: Date
  /** Jobs of one queue run one after another. */
  readonly queue?: string
  readonly maxAttempts?: number
  /** Lower runs earlier; 0 unless said. */
  readonly priority?: number
}

const MAX_ATTEMPTS = 25
const CONCURRENT_JOBS_MAX = 8
const POLL_INTERVAL_MS = 1_000
const RESTART_PAUSE_MS = 500
/** For each part of stopping. */
const STOP_TIMEOUT_MS = 3_000

/** Adds a job in the caller's transaction: it exists if and only if the transaction commits. */
export const enqueue = (tx: Queryable, task: string, payload: object, options: JobOptions = {}): Promise<void> =>
  enqueueAll(tx, task, [{ payload, options }])

/** The same for several jobs of one kind, in one statement. */
export async function enqueueAll(
  tx: Queryable,
  task: string,
  jobs: readonly { readonly payload: object; readonly options?: JobOptions }[],
): Promise<void> {
  if (jobs.length === 0) return
  const options = jobs.map((job) => job.options ?? {})
  await tx`
    select graphile_worker.add_job(
             identifier => ${task}, payload => payload::json, queue_name => queue, run_at => run_at,
             max_attempts => tries, job_key => key, priority => priority, flags => null)
      from unnest(${jobs.map(({ payload }) => JSON.stringify(payload))}::text[],
                  ${options.map(({ queue }) => queue ?? null)}::text[],
                  ${options.map(({ runAt }) => runAt?.toISOString() ?? null)}::timestamptz[],
                  ${options.map(({ maxAttempts }) => maxAttempts ?? MAX_ATTEMPTS)}::int[],
                  ${options.map(({ jobKey }) => jobKey ?? null)}::text[],
                  ${options.map(({ priority }) => priority ?? 0)}::int[])
             as job (payload, queue, run_at, tries, key, priority)`
}

export interface Worker {
  /** Takes no new job, waits for those in hand, and ends. */
  stop(): Promise<void>
}

/**
 * Starts taking jobs. `crontab` has a line for each task that runs by the clock, in cron's own format, in UTC. The
 * library gives up when the database goes away under a job: then it is started again, until `stop`.
 */
export async function startWorker(options: {
  db: Database
  tasks: readonly Task[]
  crontab: readonly string[]
  log: Log
}): Promise<Worker> {
  const { log } = options
  const stopping = new AbortController()
  const { signal } = stopping
  const pool = openPool(options.db.url, log)
  const start = () => startRunner({ ...options, pool })
  let runner = await start().catch(async (error: unknown) => {
    await pool.end()
    throw error
  })
  const startAgain = async (): Promise<Runner | undefined> => {
    while (!signal.aborted) {
      await wait(RESTART_PAUSE_MS, undefined, { signal }).catch(() => undefined)
      const started = await start().catch((error: unknown) => {
        log.warn({ part: 'jobs', err: error }, 'jobs cannot be taken; trying again')
      })
      if (started === undefined) continue
      if (!signal.aborted) return started
      // Told to stop meanwhile: nobody else knows of this one.
      await started.stop().catch(() => undefined)
    }
    return undefined
  }
  const keepRunning = async () => {
    while (!signal.aborted) {
      await runner.promise.catch((error: unknown) => log.warn({ part: 'jobs', err: error }, 'jobs are taken no longer'))
      runner = (await startAgain()) ?? runner
    }
  }
  const running = keepRunning()
  return {
    async stop() {
      stopping.abort()
      // It refuses to be stopped twice, as when it has given up by itself.
      await within(
        STOP_TIMEOUT_MS,
        runner.stop().catch(() => undefined),
      )
      await within(STOP_TIMEOUT_MS, running)
      await within(STOP_TIMEOUT_MS, pool.end())
    },
  }
}

const startRunner = (options: {
  pool: Pool
  tasks: readonly Task[]
  crontab: readonly string[]
  log: Log
}): Promise<Runner> => {
  const taskList: TaskList = {}
  for (const task of options.tasks) taskList[task.name] = (payload) => task.run(payload, options.log)
  return run({
    pgPool: options.pool,
    // As batches, of whatever ends at one moment: the end of a single job is told without listening for a failure, and
    // the process would end by it when the database is away just then.
    preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
    concurrency: CONCURRENT_JOBS_MAX,
    pollInterval: POLL_INTERVAL_MS,
    noHandleSignals: true,
    taskList,
    crontab: options.crontab.join('\n'),
    logger: new Logger(() => (level, message) => {
      const severity: string = level
      if (severity === 'error') options.log.error({ part: 'jobs' }, message)
      else if (severity === 'warning') options.log.warn({ part: 'jobs' }, message)
      else options.log.trace({ part: 'jobs' }, message)
    }),
  })
}

/**
 * The library's own pool hears of lost sessions only as long as the library runs: one that the server ended while it was
 * being closed here would end the process. These listeners stay.
 */
function openPool(connectionString: string, log: Log): Pool {
  const pool = new Pool({ connectionString, max: CONCURRENT_JOBS_MAX + 2, application_name: 'foyer jobs' })
  const hear = (error: Error) => log.debug({ part: 'jobs', err: error }, 'a session was lost')
  return pool.on('error', hear).on('connect', (session) => void session.on('error', hear))
}

/** Waits no longer than that: what is left of a job is done again by another worker. */
async function within(ms: number, work: Promise<void>): Promise<void> {
  const waiting = new AbortController()
  const late = wait(ms, undefined, { signal: waiting.signal }).catch(() => undefined)
  await Promise.race([work, late])
  waiting.abort()
}
