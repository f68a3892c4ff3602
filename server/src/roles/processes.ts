import cluster, { type Worker } from 'node:cluster'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import type { Config } from '../config.ts'
import { SECOND_MS } from '../platform/clock.ts'
import type { Log } from '../platform/log.ts'
import { environmentOf } from '../platform/settings.ts'

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url))
/** A process that dies is started again after this, then after twice as long, and so on. */
const RESTART_MIN_MS = 250
const RESTART_MAX_MS = 10 * SECOND_MS
/** One that has lived so long has not died of its start. */
const HEALTHY_AFTER_MS = 60 * SECOND_MS
/** A stopping process is cut off after this. Shorter than what the lifecycle gives a part. */
const CUT_OFF_AFTER_MS = 9 * SECOND_MS
const STOP = 'stop'
const LISTENING = 'listening'
/** Where the system deals connections out to processes that listen on one port, and drops none with one that dies. */
const SHARES_PORTS = ['linux', 'freebsd'].includes(process.platform)

/**
 * Starts the processes that answer requests, on one port, and minds them: connections go to each in turn, one that dies is
 * replaced, with growing pauses while it keeps dying. `stop` lets each finish what it has.
 * @returns when all of them listen. @throws Error when one ends before that.
 */
export async function startProcesses(
  config: Config,
  overrides: Partial<Config>,
  log: Log,
): Promise<{ stop(): Promise<void> }> {
  // Processes that share a port would share it with whoever else does.
  await requireFree(config)
  cluster.setupPrimary({ exec: MAIN, args: ['api'] })
  const share = (pool: number, min: number) => Math.max(min, Math.ceil(pool / config.processes))
  const env = environmentOf({
    ...config,
    ...overrides,
    processes: 1,
    databasePool: share(config.databasePool, 3),
    lanePool: share(config.lanePool, 1),
  })
  const minders = Array.from({ length: config.processes }, () => new Minder(env, log))
  const stop = async () => {
    await Promise.all(minders.map((minder) => minder.stop()))
  }
  try {
    await Promise.all(minders.map((minder) => minder.start()))
  } catch (error) {
    await stop()
    throw error
  }
  return { stop }
}

/** Whether this is one of those processes. */
export const isOneOfSeveral = (): boolean => cluster.isWorker

/** Calls `stop` when the process that minds this one says so. When that one is gone, this one ends at once. */
export function stopWithMinder(stop: () => Promise<void>): void {
  process.on('message', (message) => {
    // The way to the one that minds it would keep it alive.
    if (message === STOP) void stop().then(() => process.disconnect())
  })
}

/** How such a process listens, and how it tells that it does. */
export const listening = {
  options: () => ({ reusePort: cluster.isWorker && SHARES_PORTS }),
  tell: () => process.send?.(LISTENING),
}

async function requireFree({ port, host }: Config): Promise<void> {
  const server = createServer().listen(port, host)
  await once(server, 'listening').catch((error: unknown) => {
    throw new Error(`Port ${port} of ${host} cannot be had; choose another with PORT.`, { cause: error })
  })
  server.close()
  await once(server, 'close')
}

/** Minds one process: the one that is there, and those that follow it. */
class Minder {
  readonly #env: Record<string, string | undefined>
  readonly #log: Log
  #worker: Worker | undefined
  #stopping = false
  #deaths = 0
  #restart: NodeJS.Timeout | undefined

  constructor(env: Record<string, string | undefined>, log: Log) {
    this.#env = env
    this.#log = log
  }

  async start(): Promise<void> {
    const worker = this.#fork()
    const ended = once(worker, 'exit').then(([code]: unknown[]) => {
      throw new Error(`A process that answers requests ended as it started, with status ${String(code)}.`)
    })
    await Promise.race([listens(worker), ended])
    ended.catch(() => undefined)
  }

  async stop(): Promise<void> {
    this.#stopping = true
    clearTimeout(this.#restart)
    const worker = this.#worker
    if (worker === undefined || worker.isDead()) return
    const gone = once(worker, 'exit')
    if (worker.isConnected()) worker.send(STOP)
    const cutOff = setTimeout(() => worker.process.kill('SIGKILL'), CUT_OFF_AFTER_MS)
    await gone
    clearTimeout(cutOff)
  }

  #fork(): Worker {
    const born = performance.now()
    const worker = cluster.fork(this.#env)
    this.#worker = worker
    worker.on('error', (error) =>
      this.#log.warn({ err: error, pid: worker.process.pid }, 'a process cannot be reached'),
    )
    worker.once('exit', (code, signal) => this.#onExit(worker, performance.now() - born, signal ?? code))
    return worker
  }

  #onExit(worker: Worker, livedMs: number, how: number | string): void {
    if (this.#stopping) return
    this.#deaths = livedMs >= HEALTHY_AFTER_MS ? 0 : this.#deaths + 1
    const pauseMs = Math.min(RESTART_MAX_MS, RESTART_MIN_MS * 2 ** Math.max(0, this.#deaths - 1))
    this.#log.error({ pid: worker.process.pid, how, pauseMs }, 'a process that answers requests died; starting another')
    this.#restart = setTimeout(() => this.#fork(), pauseMs)
  }
}

const listens = (worker: Worker): Promise<void> =>
  new Promise((resolve) => {
    worker.on('message', (message) => {
      if (message === LISTENING) resolve()
    })
  })
