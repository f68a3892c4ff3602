import { setTimeout as wait } from 'node:timers/promises'
import type { Database, Queryable } from './database.ts'
import { startBeats } from './job-beats.ts'
import { startRunner, within, type JobRunner } from './job-runner.ts'
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
  readonly maxAttempts?: number
  /** Lower runs earlier; 0 unless said. */
  readonly priority?: number
}

const MAX_ATTEMPTS = 25
const RESTART_PAUSE_MS = 500
/** What is in hand at a stop has so long to end; with the rest of stopping less than a process has for it. */
const IN_HAND_TIMEOUT_MS = 6_000
const STOP_TIMEOUT_MS = 1_500

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
             identifier => ${task}, payload => payload::json, run_at => run_at, max_attempts => tries, job_key => key,
             priority => priority, flags => null)
      from unnest(${jobs.map(({ payload }) => JSON.stringify(payload))}::text[],
                  ${options.map(({ runAt }) => runAt?.toISOString() ?? null)}::timestamptz[],
                  ${options.map(({ maxAttempts }) => maxAttempts ?? MAX_ATTEMPTS)}::int[],
                  ${options.map(({ jobKey }) => jobKey ?? null)}::text[],
                  ${options.map(({ priority }) => priority ?? 0)}::int[])
             as job (payload, run_at, tries, key, priority)`
}

export interface Worker {
  /** Takes no new job, waits for those in hand, some seconds at most, and ends. */
  stop(): Promise<void>
}

/**
 * Starts taking jobs. `crontab` has a line for each task that runs by the clock, in cron's own format, in UTC. A runner
 * that lost the database under a job is replaced by a new one, until `stop`; what it had taken and cannot end is taken
 * again by whoever is next once it is not heard of any more.
 */
export async function startWorker(options: {
  db: Database
  tasks: readonly Task[]
  crontab: readonly string[]
  log: Log
}): Promise<Worker> {
  const { db, log } = options
  const stopping = new AbortController()
  const { signal } = stopping
  const start = () => startRunner({ ...options, url: db.url })
  let runner = await start()
  const runners = new Set([runner])
  const retire = async (old: JobRunner) => {
    await old.stop()
    runners.delete(old)
  }
  const startAgain = async (): Promise<JobRunner | undefined> => {
    for (;;) {
      await wait(RESTART_PAUSE_MS, undefined, { signal }).catch(() => undefined)
      if (signal.aborted) return undefined
      const started = await start().catch((error: unknown) => {
        log.warn({ part: 'jobs', err: error }, 'jobs cannot be taken; trying again')
      })
      if (started === undefined) continue
      runners.add(started)
      if (!signal.aborted) return started
      // Told to stop meanwhile: nobody else knows of this one.
      await retire(started)
    }
  }
  const keepRunning = async () => {
    while (!signal.aborted) {
      await runner.failed
      if (signal.aborted) return
      log.warn({ part: 'jobs' }, 'jobs are taken no longer; starting again')
      // Not waited for: what it has in hand goes on beside the next one.
      void retire(runner)
      runner = (await startAgain()) ?? runner
    }
  }
  const running = keepRunning()
  const beats = startBeats({ db, log, alive: () => [...runners].map(({ id }) => id) })
  return {
    async stop() {
      stopping.abort()
      // Also of those that were replaced and still have something in hand.
      const retired = Promise.all([...runners].map(retire))
      await within(IN_HAND_TIMEOUT_MS, retired)
      await within(STOP_TIMEOUT_MS, running)
      await within(STOP_TIMEOUT_MS, beats.stop())
    },
  }
}
