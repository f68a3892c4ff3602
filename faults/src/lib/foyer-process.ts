import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { settings } from '@foyer/server/config'
import { environmentName } from '@foyer/server/platform/settings'

const MAIN = fileURLToPath(import.meta.resolve('@foyer/server/main'))
const READY_WITHIN_MS = 120_000
const LOOK_MS = 20
const STOPPED_WITHIN_MS = 30_000
const OUTPUT_KEPT_CHARS = 20_000

export type Role = 'start' | 'api' | 'worker' | 'sandbox'
/** Settings by their names in the environment. */
export type Environment = Readonly<Record<string, string>>

/** A Foyer in a process of its own, to be killed. Ended with the test, whatever became of that. */
export interface FoyerProcess extends AsyncDisposable {
  readonly pid: number
  /** Ends it at once, as a crash would. */
  kill(): Promise<void>
  /** Asks it to end, and waits. @throws Error with its output when it does not in 30 s. */
  stop(): Promise<Stopped>
  /** Halts it where it stands; `resume` lets it go on as if nothing had been. */
  pause(): void
  resume(): void
  hasEnded(): boolean
  /** The last of what it wrote. */
  output(): string
}

interface Stopped {
  /** Null where it was ended by the signal itself. */
  readonly status: number | null
  readonly ms: number
}

/**
 * Starts a role with these settings and no others, and waits until it is ready: for traffic where it has a PORT to serve
 * on, otherwise by its own word. @throws Error with its output when it ends before, or is not ready in two minutes.
 */
export async function startFoyer(role: Role, environment: Environment): Promise<FoyerProcess> {
  const running = launchFoyer(role, environment)
  const saysReady = () => /^(Foyer works|payment sandbox at)/m.test(running.output())
  const isReady = role === 'start' || role === 'api' ? () => answersReady(environment['PORT']) : saysReady
  const deadline = performance.now() + READY_WITHIN_MS
  while (!(await isReady())) {
    const late = performance.now() > deadline
    if (late) await running.kill()
    if (running.hasEnded()) throw new Error(`${role} ${late ? 'was not ready in time' : 'ended'}:\n${running.output()}`)
    await wait(LOOK_MS)
  }
  return running
}

/** The same without waiting. */
export function launchFoyer(role: Role, environment: Environment): FoyerProcess {
  let output = ''
  const child = spawn(process.execPath, [MAIN, role], {
    env: { ...surroundings(), ...calm, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  // Whatever ends this process ends what it started.
  const end = () => void child.kill('SIGKILL')
  process.once('exit', end)
  child.once('exit', () => process.removeListener('exit', end))
  const keep = (chunk: Buffer) => (output = (output + chunk.toString()).slice(-OUTPUT_KEPT_CHARS))
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null
  const running: FoyerProcess = {
    pid: child.pid ?? -1,
    output: () => output,
    hasEnded,
    async kill() {
      if (hasEnded()) return
      child.kill('SIGKILL')
      await once(child, 'exit')
    },
    async stop() {
      const asked = performance.now()
      if (hasEnded()) return { status: child.exitCode, ms: 0 }
      const exited = once(child, 'exit', { signal: AbortSignal.timeout(STOPPED_WITHIN_MS) })
      child.kill('SIGTERM')
      await exited.catch((cause: unknown) => {
        child.kill('SIGKILL')
        throw new Error(`${role} did not stop within ${STOPPED_WITHIN_MS} ms:\n${output}`, { cause })
      })
      return { status: child.exitCode, ms: Math.round(performance.now() - asked) }
    },
    pause: () => void child.kill('SIGSTOP'),
    resume: () => void child.kill('SIGCONT'),
    [Symbol.asyncDispose]: () => running.kill(),
  }
  return running
}

/** Nothing is added or given up: on a busy machine a node would give up what these tests ask it for. */
const calm: Environment = { LOG_LEVEL: 'warn', DEMO: 'off', TOWNS: 'off', LOOP_LATE_MS: '600000' }

/** Whatever surrounds this process but settings of Foyer: those are the test's to make. */
const surroundings = (): NodeJS.ProcessEnv => {
  const names = new Set(Object.keys(settings).map(environmentName))
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !names.has(name)))
}

async function answersReady(port = ''): Promise<boolean> {
  const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined)
  await answer?.body?.cancel()
  return answer?.ok === true
}
