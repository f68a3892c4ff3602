import type { Log } from './log.ts'

const STEP_TIMEOUT_MS = 10_000
const PARENT_LOOK_MS = 500

interface Step {
  readonly name: string
  readonly stop: () => Promise<void> | void
}

/** The process was told to stop before it had started. */
export class StoppedWhileStarting extends Error {
  override readonly name = 'StoppedWhileStarting'
}

/**
 * The life of a process: parts are added as they start and stopped in the opposite order, each within ten seconds, so
 * that nothing is stopped while something still leans on it. Stopping twice is stopping once, and ends a start that is
 * under way.
 */
export class Lifecycle {
  readonly #steps: Step[] = []
  readonly #log: Log
  #stopping: Promise<void> | undefined

  constructor(log: Log) {
    this.#log = log
  }

  /** Says how the part that has just started is stopped. Too late, it is stopped at once. @throws StoppedWhileStarting */
  onStop(name: string, stop: () => Promise<void> | void): void {
    const step = { name, stop }
    if (this.#stopping === undefined) {
      this.#steps.push(step)
      return
    }
    this.#stopping = this.#stopping.then(() => this.#stopOne(step))
    throw new StoppedWhileStarting()
  }

  get stopping(): boolean {
    return this.#stopping !== undefined
  }

  stop(): Promise<void> {
    this.#stopping ??= this.#stopAll()
    return this.#stopping
  }

  /** Stops whatever a failed start has started. @throws the failure; StoppedWhileStarting when that was the cause of it. */
  async giveUp(failure: unknown): Promise<never> {
    const told = this.stopping
    await this.stop()
    throw told ? new StoppedWhileStarting('told to stop while starting', { cause: failure }) : failure
  }

  async #stopAll(): Promise<void> {
    for (const step of this.#steps.toReversed()) await this.#stopOne(step)
  }

  async #stopOne(step: Step): Promise<void> {
    const started = performance.now()
    try {
      await within(STEP_TIMEOUT_MS, Promise.resolve(step.stop()))
      this.#log.debug({ part: step.name, ms: Math.round(performance.now() - started) }, 'stopped')
    } catch (error) {
      this.#log.error({ err: error, part: step.name }, 'did not stop cleanly')
    }
  }
}

async function within(ms: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`not done after ${ms} ms`)), ms)
  })
  try {
    await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

/**
 * Calls `stop` on the first SIGTERM or SIGINT; a second one ends the process at once. Under `npm start` it is also called
 * when npm is gone: a SIGTERM to npm ends npm and the shell between, which passes nothing on.
 */
export function stopOnSignal(stop: () => Promise<void>): void {
  let asked = false
  const ask = (): void => {
    asked = true
    void stop()
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => (asked ? process.exit(130) : ask()))
  if (process.env['npm_lifecycle_event'] !== undefined) whenOrphaned(() => !asked && ask())
}

function whenOrphaned(act: () => void): void {
  const parent = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(watch)
    act()
  }, PARENT_LOOK_MS).unref()
}
