import { EventEmitter } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { Logger, run, type TaskList, type Worker, type WorkerEvents } from 'graphile-worker'
import { openJobSessions } from './job-sessions.ts'
import type { Task } from './jobs.ts'
import type { Log } from './log.ts'

const POLL_INTERVAL_MS = 1_000
const CONCURRENT_JOBS_MAX = 8
/** One more hears of new jobs, and one is for those that go by the clock. */
const SESSIONS_MAX = CONCURRENT_JOBS_MAX + 2
/** For the library's own end of a runner; what it has in hand may take longer. */
const END_TIMEOUT_MS = 3_000
const BUSY_POLL_MS = 100
const GIVEN_UP = 'a job is given up, its tries are used up: `foyer jobs` sets it going again'

/** One life of the library's runner, between two losses of the database, with sessions of its own. */
export interface JobRunner {
  /** What its jobs are locked by. */
  readonly id: string
  /** Resolves when it has lost the database under a job, or has ended by itself; never rejects. */
  readonly failed: Promise<void>
  /** Takes no new job, and waits for those in hand. May be called twice; never rejects. */
  stop(): Promise<void>
}

/**
 * Starts the library's runner, and tells when it is of no use any more. The library goes on when a session ends while a
 * job is handed out, and nobody then works on that job; and when the end of a job cannot be told it shuts itself down,
 * and may wait for ever for its own batches to be written. Neither rejects anything, so both are heard by their events.
 * @throws whatever the database says when it cannot be reached
 */
export async function startRunner(options: {
  url: string
  tasks: readonly Task[]
  crontab: readonly string[]
  log: Log
  /** Of the sessions; seconds unless said. */
  connectsWithinMs?: number
  answersWithinMs?: number
}): Promise<JobRunner> {
  const sessions = openJobSessions({ ...options, most: SESSIONS_MAX })
  const failed = Promise.withResolvers<void>()
  /** Those that ask for a job, which they may be given yet, or have one in hand. */
  const busy = new Set<Worker>()
  let id = ''
  const events: WorkerEvents = new EventEmitter()
  events.on('pool:create', ({ workerPool }) => void (id = workerPool.id))
  events.on('pool:gracefulShutdown', () => failed.resolve())
  events.on('worker:getJob:start', ({ worker }) => void busy.add(worker))
  events.on('worker:getJob:empty', ({ worker }) => void busy.delete(worker))
  events.on('job:complete', ({ worker }) => void busy.delete(worker))
  events.on('worker:getJob:error', ({ worker }) => {
    busy.delete(worker)
    failed.resolve()
  })
  events.on('job:failed', ({ job, error }) =>
    options.log.error({ part: 'jobs', err: error, job: job.id, task: job.task_identifier }, GIVEN_UP),
  )
  const taskList: TaskList = {}
  for (const task of options.tasks) taskList[task.name] = (payload) => task.run(payload, options.log)
  const runner = await run({
    events,
    pgPool: sessions,
    // As batches, of whatever ends at one moment: the end of a single job is told without listening for a failure, and
    // the process would end by it when the database is away just then.
    preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
    concurrency: CONCURRENT_JOBS_MAX,
    pollInterval: POLL_INTERVAL_MS,
    noHandleSignals: true,
    taskList,
    crontab: options.crontab.join('\n'),
    logger: libraryLogger(options.log),
  }).catch((error: unknown) => {
    void sessions.end()
    throw error
  })
  runner.promise.then(failed.resolve, failed.resolve)
  const stop = async () => {
    // It refuses to be stopped twice, as when it has given up by itself.
    const ended = runner.stop().catch(() => undefined)
    await within(END_TIMEOUT_MS, ended)
    while (busy.size > 0) await wait(BUSY_POLL_MS, undefined, { ref: false })
    await within(END_TIMEOUT_MS, sessions.end())
  }
  let stopped: Promise<void> | undefined
  return { id, failed: failed.promise, stop: () => (stopped ??= stop()) }
}

const libraryLogger = (log: Log): Logger =>
  new Logger(() => (level, message) => {
    const severity: string = level
    if (severity === 'error') log.error({ part: 'jobs' }, message)
    else if (severity === 'warning') log.warn({ part: 'jobs' }, message)
    else log.trace({ part: 'jobs' }, message)
  })

/** Waits no longer than that: what is left of a job is done again by another worker. */
export async function within(ms: number, work: Promise<unknown>): Promise<void> {
  const waiting = new AbortController()
  const late = wait(ms, undefined, { signal: waiting.signal }).catch(() => undefined)
  await Promise.race([work, late])
  waiting.abort()
}
