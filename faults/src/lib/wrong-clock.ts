import { fileURLToPath, pathToFileURL } from 'node:url'
import { isMainThread } from 'node:worker_threads'
import type { Environment } from './foyer-process.ts'

const AHEAD = 'FAULTS_CLOCK_AHEAD_MS'
const STEP = 'FAULTS_CLOCK_STEP_MS'

/**
 * The settings of a process whose clock is so much ahead (behind, when negative) of the machine's, and is set by `stepMs`
 * more at each SIGUSR2. Timers and `performance.now()` run on as they do when a real clock is set.
 */
export const wrongClock = (aheadMs: number, stepMs: number): Environment => ({
  NODE_OPTIONS: `--import=${pathToFileURL(fileURLToPath(import.meta.url)).href}`,
  [AHEAD]: String(aheadMs),
  [STEP]: String(stepMs),
})

// What follows happens in the process that has been started so, before anything else in it.
if (process.env[AHEAD] !== undefined) setWrong(Number(process.env[AHEAD]), Number(process.env[STEP]))

function setWrong(aheadMs: number, stepMs: number): void {
  let ahead = aheadMs
  if (isMainThread) process.on('SIGUSR2', () => (ahead += stepMs))
  const Right = globalThis.Date
  const Wrong: DateConstructor = new Proxy(Right, {
    construct: (target, given: unknown[], as) =>
      Reflect.construct(
        target,
        given.length === 0 ? [target.now() + ahead] : given,
        as === Wrong ? target : as,
      ) as Date,
    apply: () => new Wrong().toString(),
    get: (target, name) => (name === 'now' ? () => target.now() + ahead : (Reflect.get(target, name) as unknown)),
  })
  globalThis.Date = Wrong
}
