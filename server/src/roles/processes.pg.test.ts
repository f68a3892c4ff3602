import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { fileURLToPath } from 'node:url'
import { freePort } from '../platform/testing/free-port.ts'
import { testDatabase } from '../platform/testing/test-database.ts'

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url))

/** For a start on a machine that others use. */
const PATIENCE_MS = 120_000
const ANSWER_MS = 5_000

const unlessLinux = process.platform === 'linux' ? {} : { skip: 'the processes of a process are read from /proc' }

test(
  'several processes share a port; one that is killed is replaced, and all end together, each with what it had',
  unlessLinux,
  async (t) => {
    await using db = await testDatabase()
    const foyer = await startApi(t, db.url)
    const first = foyer.children()
    assert.equal(first.length, 2)
    process.kill(first[0] ?? 0, 'SIGKILL')
    // A connection that was on its way to the one that died is lost; whoever asks again reaches the other.
    for (let i = 0; i < 20; i++) await until(async () => (await foyer.ask()) === 200)
    await until(() => foyer.children().length === 2 && foyer.children().every((pid) => pid !== first[0]))
    const all = foyer.children()
    foyer.process.kill('SIGTERM')
    const [status] = await once(foyer.process, 'exit')
    assert.equal(status, 0)
    assert.deepEqual(all.filter(isAlive), [])
  },
)

test('a process that cannot start is said to be so, and nothing is left behind', unlessLinux, async (t) => {
  await using db = await testDatabase()
  const taken = createServer().listen(0, '127.0.0.1')
  await once(taken, 'listening')
  t.after(() => taken.close())
  const foyer = spawnApi(t, db.url, (taken.address() as { port: number }).port)
  foyer.stdout.resume()
  let said = ''
  foyer.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const [status] = await once(foyer, 'exit')
  assert.equal(status, 1)
  assert.match(said, /cannot be had|ended as it started/)
})

async function startApi(t: TestContext, databaseUrl: string) {
  const port = await freePort()
  const child = spawnApi(t, databaseUrl, port)
  child.stderr.resume()
  const ask = () =>
    fetch(`http://127.0.0.1:${port}/readyz`, {
      headers: { connection: 'close' },
      signal: AbortSignal.timeout(ANSWER_MS),
    }).then(
      ({ status }) => status,
      () => 0,
    )
  // One of them answers before the other does; one that ends before all do ends the start.
  let said = ''
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()))
  await until(() => said.includes('Foyer is ready'))
  const children = () =>
    readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number)
  return { process: child, ask, children }
}

function spawnApi(t: TestContext, databaseUrl: string, port: number) {
  const dataDir = mkdtempSync(join(tmpdir(), 'foyer-processes-'))
  const child = spawn(process.execPath, [MAIN, 'api', '--processes', '2', '--port', String(port)], {
    env: {
      PATH: process.env['PATH'],
      NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'],
      DATABASE_URL: databaseUrl,
      DATA_DIR: dataDir,
      DATABASE_POOL: '4',
      LOG_LEVEL: 'silent',
      STRIPE_SECRET_KEY: 'sk_test_none',
      STRIPE_WEBHOOK_SECRETS: 'whsec_none',
      STRIPE_URL: 'http://127.0.0.1:9',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  t.after(() => {
    child.kill('SIGKILL')
    rmSync(dataDir, { recursive: true, force: true })
  })
  return child
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    // Nobody of that number is there.
    return false
  }
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`not so within ${PATIENCE_MS} ms: ${String(holds)}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
