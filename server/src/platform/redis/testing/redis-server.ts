import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { createClient } from '@redis/client'
import { freePort } from '../../testing/free-port.ts'

/** Where Debian and others lay it. */
const PLACES = [
  '/usr/bin/redis-server',
  '/usr/bin/valkey-server',
  '/usr/local/bin/redis-server',
  '/usr/local/bin/valkey-server',
]
const INSTALL_MS = 240_000
const READY_WITHIN_MS = 20_000
const LOOK_MS = 10

/** A Redis of a test: in memory alone, for this machine alone. Gone with the test. */
export interface RedisServer extends AsyncDisposable {
  readonly url: string
  /** SIGKILL, as a crash would do. */
  kill(): Promise<void>
  /** Another one at the same address, which knows nothing of before. */
  restart(): Promise<void>
  /** Halts it where it stands; `resume` lets it go on. */
  pause(): void
  resume(): void
}

/**
 * A Redis or Valkey, installed by apt where there is none and that can be done (Debian or Ubuntu, as root).
 * @returns a sentence instead, where none can be had
 */
export async function startRedisServer(): Promise<RedisServer | string> {
  const program = PLACES.find((path) => existsSync(path)) ?? install()
  if (program === undefined)
    return 'no test with Redis was run: there is no redis-server at /usr/bin, and it can be installed by itself only by root with apt-get (apt-get install redis-server)'
  const port = await freePort()
  const url = `redis://127.0.0.1:${port}`
  let running = await launch(program, port, url)
  const stopNow = () => void running.kill('SIGKILL')
  process.once('exit', stopNow)
  const kill = async () => {
    if (running.exitCode !== null || running.signalCode !== null) return
    running.kill('SIGKILL')
    await once(running, 'exit')
  }
  return {
    url,
    kill,
    async restart() {
      await kill()
      running = await launch(program, port, url)
    },
    pause: () => void running.kill('SIGSTOP'),
    resume: () => void running.kill('SIGCONT'),
    async [Symbol.asyncDispose]() {
      await kill()
      process.removeListener('exit', stopNow)
    },
  }
}

async function launch(program: string, port: number, url: string): Promise<ChildProcess> {
  const arguments_ = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no']
  const child = spawn(program, arguments_, { stdio: 'ignore', cwd: '/' })
  const deadline = performance.now() + READY_WITHIN_MS
  while (!(await answers(url))) {
    if (child.exitCode !== null || performance.now() > deadline) {
      child.kill('SIGKILL')
      throw new Error(`${program} does not come up at port ${port}`)
    }
    await wait(LOOK_MS)
  }
  return child
}

async function answers(url: string): Promise<boolean> {
  const client = createClient({ url, socket: { reconnectStrategy: false } }).on('error', () => undefined)
  try {
    await client.connect()
    return (await client.ping()) === 'PONG'
  } catch {
    return false
  } finally {
    client.destroy()
  }
}

function install(): string | undefined {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return undefined
  const apt = (...args: string[]) =>
    spawnSync('apt-get', ['-q', '-y', '--no-install-recommends', ...args], {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      timeout: INSTALL_MS,
      stdio: 'ignore',
    })
  apt('update')
  apt('install', 'redis-server')
  return PLACES.find((path) => existsSync(path))
}
