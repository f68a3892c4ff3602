import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePort } from '../../../server/src/platform/testing/free-port.ts'

const ROOT = fileURLToPath(new URL('../../../', import.meta.url))
/** A first start makes a database and the demo catalogue; on a busy machine that takes a while. */
const READY_WITHIN_MS = 120_000
const STOP_WITHIN_MS = 30_000

/** A Foyer of its own, as `npm start` gives it to anybody: fresh data, the demo catalogue, the payment sandbox. */
export interface RunningFoyer extends AsyncDisposable {
  readonly url: string
  /** The demo's fan. */
  readonly fan: { readonly email: string; readonly password: string }
  /** Where the mail that it sends is read. */
  readonly mailUrl: string
  /** Ends the process without a word, as a power cut does. */
  kill(): Promise<void>
  /** Starts it again on the same data and port. */
  restart(): Promise<void>
}

/** @param settings environment variables beside those that the harness sets */
export async function startFoyer(settings: Readonly<Record<string, string>> = {}): Promise<RunningFoyer> {
  const dataDir = await mkdtemp(join(tmpdir(), 'foyer-e2e-'))
  const port = await freePort()
  // On a busy machine a node would give up what these tests look for; that it does is tested elsewhere.
  const never = { LOOP_LATE_MS: '600000' }
  const ours = { PORT: String(port), DATA_DIR: dataDir, LOG_LEVEL: 'warn', TOWNS: 'off', ...never }
  const env = { ...process.env, ...ours, ...settings }
  let { process: running, said } = await start(env)
  const [, email = '', password = ''] = /A fan\s+(\S+)\s+password (\S+)/.exec(said) ?? []
  return {
    url: `http://localhost:${port}`,
    fan: { email, password },
    mailUrl: /Mail\s+the sandbox at (http:\S+):/.exec(said)?.[1] ?? '',
    async kill() {
      await stop(running, 'SIGKILL')
    },
    async restart() {
      running = (await start(env)).process
    },
    async [Symbol.asyncDispose]() {
      await stop(running, 'SIGTERM')
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

async function start(env: NodeJS.ProcessEnv): Promise<{ process: ChildProcess; said: string }> {
  const child = spawn(process.execPath, ['server/src/main.ts', 'start'], { cwd: ROOT, env, stdio: 'pipe' })
  let said = ''
  const ready = Promise.withResolvers<void>()
  const late = setTimeout(() => ready.reject(new Error(`Foyer was not ready in time:\n${said}`)), READY_WITHIN_MS)
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      if (said.includes('Foyer is ready.') && said.includes('npm run demo')) ready.resolve()
    })
  child.once('exit', (code) => ready.reject(new Error(`Foyer ended with ${code}:\n${said}`)))
  try {
    await ready.promise
  } catch (error) {
    await stop(child, 'SIGTERM')
    throw error
  } finally {
    clearTimeout(late)
  }
  return { process: child, said }
}

async function stop(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill(signal)
  const late = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS)
  await ended
  clearTimeout(late)
}
