import type { Log } from './log.ts'

const STEP_TIMEOUT_MS = 10_000
const PARENT_LOOK_MS = 500

interface Step {
  readonly name: string
  readonly stop: () => Promise<void> | void
}

/**
 * The life of a process: parts are added as they start and stopped in the opposite order, each within ten seconds, so
 * that nothing is stopped while something still leans on it. Stopping twice is stopping once.
 */
export class Lifecycle {
  readonly #steps: Step[] = []
  readonly #log: Log
  #stopping: Promise<void> | undefined

  constructor(log: Log) {
    this.#log = log
  }

  /** Says how the part that has just started is stopped. */
  onStop(name: string, stop: () => Promise<void> | void): void {
    this.#steps.push({ name, stop })
  }

  get stopping(): boolean {
    return this.#stopping !== undefined
  }

  stop(): Promise<void> {
    this.#stopping ??= this.#stopAll()
    return this.#stopping
  }

  async #stopAll(): Promise<void> {
    for (const step of this.#steps.toReversed()) {
      const started = performance.now()
      try {
        await within(STEP_TIMEOUT_MS, Promise.resolve(step.stop()))
        this.#log.debug({ part: step.name, ms: Math.round(performance.now() - started) }, 'stopped')
      } catch (error) {
        this.#log.error({ err: error, part: step.name }, 'did not stop cleanly')
      }
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
