import { EventEmitter } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { Logger, run, type Job, type TaskList, type WorkerEvents } from 'graphile-worker'
import type { Pool } from 'pg'
import type { Task } from './jobs.ts'
import type { Log } from './log.ts'

const POLL_INTERVAL_MS = 1_000
/** For the library's own end of a runner; what it has in hand may take longer. */
const END_TIMEOUT_MS = 3_000
const IN_HAND_POLL_MS = 100

/** One life of the library's runner, between two losses of the database. */
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
  pool: Pool
  tasks: readonly Task[]
  crontab: readonly string[]
  concurrency: number
  log: Log
}): Promise<JobRunner> {
  const failed = Promise.withResolvers<void>()
  const inHand = new Set<Job>()
  let id = ''
  const events: WorkerEvents = new EventEmitter()
  events.on('pool:create', ({ workerPool }) => void (id = workerPool.id))
  events.on('worker:getJob:error', () => failed.resolve())
  events.on('pool:gracefulShutdown', () => failed.resolve())
  events.on('job:start', ({ job }) => void inHand.add(job))
  events.on('job:complete', ({ job }) => void inHand.delete(job))
  const taskList: TaskList = {}
  for (const task of options.tasks) taskList[task.name] = (payload) => task.run(payload, options.log)
  const runner = await run({
    events,
    pgPool: options.pool,
    // As batches, of whatever ends at one moment: the end of a single job is told without listening for a failure, and
    // the process would end by it when the database is away just then.
    preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
    concurrency: options.concurrency,
    pollInterval: POLL_INTERVAL_MS,
    noHandleSignals: true,
    taskList,
    crontab: options.crontab.join('\n'),
    logger: libraryLogger(options.log),
  })
  runner.promise.then(failed.resolve, failed.resolve)
  const stop = async () => {
    // It refuses to be stopped twice, as when it has given up by itself.
    const ended = runner.stop().catch(() => undefined)
    await within(END_TIMEOUT_MS, ended)
    while (inHand.size > 0) await wait(IN_HAND_POLL_MS, undefined, { ref: false })
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
export async function within(ms: number, work: Promise<void>): Promise<void> {
  const waiting = new AbortController()
  const late = wait(ms, undefined, { signal: waiting.signal }).catch(() => undefined)
  await Promise.race([work, late])
  waiting.abort()
}
