import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { setTimeout as sleep } from 'node:timers/promises'

const MAIN = fileURLToPath(new URL('../../../server/src/main.ts', import.meta.url))
const READY_WITHIN_MS = 30_000
const STOPPED_WITHIN_MS = 20_000

/** A Foyer in a process of its own, to be killed. */
export interface FoyerProcess {
  readonly url: string
  readonly pid: number
  /** Ends it at once, as a crash would. */
  kill(): Promise<void>
  /** Asks it to end, and waits. @returns its exit status. */
  stop(): Promise<number | null>
  readonly output: () => string
}

/** Starts a role on a port and waits until it is ready for traffic. @throws Error with its output when it is not, in 30 s. */
export async function startFoyer(options: {
  role?: 'start' | 'api' | 'worker'
  port: number
  dataDir: string
  environment?: Readonly<Record<string, string>>
}): Promise<FoyerProcess> {
  let output = ''
  const child = spawn(process.execPath, [MAIN, options.role ?? 'start'], {
    env: {
      ...process.env,
      PORT: String(options.port),
      DATA_DIR: options.dataDir,
      LOG_LEVEL: 'warn',
      ...options.environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const keep = (chunk: Buffer) => (output = (output + chunk.toString()).slice(-20_000))
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  const url = `http://127.0.0.1:${options.port}`
  await ready(url, child, () => output)
  return {
    url,
    pid: child.pid ?? -1,
    output: () => output,
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill('SIGKILL')
      await once(child, 'exit')
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
      child.kill('SIGTERM')
      const late = sleep(STOPPED_WITHIN_MS, 'late', { ref: false })
      if ((await Promise.race([once(child, 'exit'), late])) === 'late') {
        child.kill('SIGKILL')
        throw new Error(`did not stop within ${STOPPED_WITHIN_MS} ms:\n${output}`)
      }
      return child.exitCode
    },
  }
}

async function ready(url: string, child: ChildProcess, output: () => string): Promise<void> {
  const deadline = performance.now() + READY_WITHIN_MS
  while (performance.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`ended with ${child.exitCode} before it was ready:\n${output()}`)
    const answer = await fetch(`${url}/readyz`).catch(() => undefined)
    if (answer?.ok === true) return
    await sleep(20)
  }
  child.kill('SIGKILL')
  throw new Error(`not ready within ${READY_WITHIN_MS} ms:\n${output()}`)
}
