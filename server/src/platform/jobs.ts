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

/** Adds a job in the caller's transaction: it exists if and only if the transaction commits. */
export async function enqueue(tx: Queryable, task: string, payload: object, options: JobOptions = {}): Promise<void> {
  await tx`
    select graphile_worker.add_job(
      identifier => ${task}, payload => ${JSON.stringify(payload)}::text::json, queue_name => ${options.queue ?? null},
      run_at => ${options.runAt ?? null}, max_attempts => ${options.maxAttempts ?? MAX_ATTEMPTS}::int,
      job_key => ${options.jobKey ?? null}, priority => ${options.priority ?? 0}::int, flags => null)`
}

export interface Worker {
  /** Takes no new job, waits for those in hand, and ends. */
  stop(): Promise<void>
}

/** Starts taking jobs. `crontab` has a line for each task that runs by the clock, in cron's own format, in UTC. */
export async function startWorker(options: {
  db: Database
  tasks: readonly Task[]
  crontab: readonly string[]
  log: Log
}): Promise<Worker> {
  const pool = openPool(options.db.url, options.log)
  const taskList: TaskList = {}
  for (const task of options.tasks) taskList[task.name] = (payload) => task.run(payload, options.log)
  const started: Promise<Runner> = run({
    pgPool: pool,
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
  const runner = await started.catch(async (error: unknown) => {
    await pool.end()
    throw error
  })
  return {
    async stop() {
      await runner.stop()
      await pool.end()
    },
  }
}

/**
 * The runner's own pool would hear of lost sessions only as long as it runs: one that the server ended while it was
 * being closed would then end the process. These listeners stay.
 */
function openPool(connectionString: string, log: Log): Pool {
  const pool = new Pool({ connectionString, max: CONCURRENT_JOBS_MAX + 2, application_name: 'foyer jobs' })
  const hear = (error: Error) => log.debug({ part: 'jobs', err: error }, 'a session was lost')
  return pool.on('error', hear).on('connect', (session) => void session.on('error', hear))
}
