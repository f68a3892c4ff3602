import { Worker } from 'node:worker_threads'
import type { LoadPlan, LoadTell, LoadTold } from './load/plan.ts'
import type { Recorder } from './recorder.ts'

/** Memory of one thread of load at most, in MB: some 2 KB a person, and the answers on their way. */
const MEMORY_MAX_MB = 2_048
/** For cancelling what was not paid. */
const FINISHED_WITHIN_MS = 60_000

/**
 * The threads of load. Life: `startThreads` resolves when all are up; each `begin`s with its plan; `finish` lets nobody do
 * anything more. They end with the process, however that ends.
 */
export interface Threads {
  begin(plans: readonly LoadPlan[]): void
  /** Cancels what was not paid, and ends the threads. @returns how many were cancelled. */
  finish(): Promise<number>
  /** Ends the threads where they stand. */
  stop(): Promise<void>
  /** Why a thread died of itself. */
  readonly failed: Error | undefined
}

/** What a thread is given. */
export interface ThreadData {
  /** What the access tokens of the installation are signed with. */
  readonly tokenKey: Uint8Array
  /** The database's time, in epoch milliseconds: tokens are of use from then on. */
  readonly now: number
}

/** @throws Error when a thread does not come up. */
export async function startThreads(script: URL, count: number, data: ThreadData, recorder: Recorder): Promise<Threads> {
  let failed: Error | undefined
  let cancelled = 0
  const workers = Array.from({ length: count }, (_, thread) => {
    const worker = new Worker(script, {
      workerData: data,
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MAX_MB },
    })
    const ready = Promise.withResolvers<void>()
    worker.on('message', (told: LoadTold) => {
      if (told.kind === 'ready') ready.resolve()
      else if (told.kind === 'second') recorder.hear(thread, told)
      else if (told.kind === 'wrong') recorder.wrongs.push(told.what)
      else cancelled += told.cancelled
    })
    worker.on('error', (error) => {
      failed ??= error instanceof Error ? error : new Error(String(error))
      ready.reject(failed)
    })
    const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()))
    return { worker, ready: ready.promise, ended }
  })
  const stop = async () => {
    await Promise.all(workers.map(({ worker }) => worker.terminate()))
  }
  const tell = (worker: Worker, told: LoadTell) => {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
    worker.postMessage(told)
  }
  await Promise.all(workers.map(({ ready }) => ready)).catch(async (error: unknown) => {
    await stop()
    throw error
  })
  return {
    get failed() {
      return failed
    },
    begin(plans) {
      for (const [thread, plan] of plans.entries()) {
        const worker = workers[thread]?.worker
        if (worker !== undefined) tell(worker, { kind: 'begin', plan })
      }
    },
    async finish() {
      for (const { worker } of workers) tell(worker, { kind: 'finish' })
      const late = setTimeout(() => void stop(), FINISHED_WITHIN_MS)
      await Promise.all(workers.map(({ ended }) => ended))
      clearTimeout(late)
      return cancelled
    },
    stop,
  }
}
