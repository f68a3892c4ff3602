import { spawn, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { createAccessTokens } from '@foyer/server/accounts/access-token'
import { invariants } from '@foyer/server/invariants'
import { findBrokenInvariants } from '@foyer/server/platform/check'
import { systemClock } from '@foyer/server/platform/clock'
import { openDatabase, type Database } from '@foyer/server/platform/database'
import { newId } from '@foyer/server/platform/ids'
import { migrate } from '@foyer/server/platform/migrate'
import { startThrowawayPostgres } from '@foyer/server/platform/postgres/index'
import { keysFrom, type DeriveKey } from '@foyer/server/platform/secrets'
import { processorTime, processorTimeOfTree } from './processor-time.ts'
import type { BenchResult } from './report.ts'

const MAIN = fileURLToPath(new URL('../../../server/src/main.ts', import.meta.url))
const READY_WITHIN_MS = 60_000
const STOPPED_WITHIN_MS = 10_000

/** A real Foyer to be measured: its own processes, a PostgreSQL that writes to the disk, the sandbox for payments. */
export interface BenchFoyer extends AsyncDisposable {
  readonly url: string
  readonly sandboxUrl: string
  readonly db: Database
  /** The keys of this installation. */
  readonly deriveKey: DeriveKey
  /** Adds people and signs them in, without the work that passwords are meant to make. */
  addBuyers(count: number): Promise<readonly Buyer[]>
  checkInvariants(): Promise<BenchResult['invariants']>
  /** Processor time that each part has used so far, this process as `load`, in ms; undefined where the system does not say. */
  processorTimes(): Readonly<Record<string, number>> | undefined
  /** Processes by what they do, as the system numbers them: with `cpuSecondsOf` they tell what something costs. */
  readonly pids: { readonly roles: readonly number[]; readonly postgres: number }
  readonly settings: Readonly<Record<string, unknown>>
}

export interface Buyer {
  readonly accountId: string
  readonly authorization: string
}

const POSTGRES = { min_wal_size: '2GB', max_wal_size: '8GB', shared_buffers: '1GB', max_connections: '80' }

/**
 * Starts PostgreSQL, the sandbox and as many `start`-like processes as roles are named, and waits until all are ready.
 * `given`: settings of Foyer, as environment variables.
 */
export async function startBenchFoyer(
  roles: readonly ('start' | 'api' | 'worker')[],
  given: Readonly<Record<string, string>> = {},
): Promise<BenchFoyer> {
  const postgres = await startThrowawayPostgres({ durable: true, settings: POSTGRES })
  const db = openDatabase({ url: postgres.url, poolMax: 6, statementTimeoutMs: 300_000 })
  await migrate(db)
  const secret = randomBytes(32)
  const dataDir = mkdtempSync(join(tmpdir(), 'foyer-bench-'))
  const children: ChildProcess[] = []
  const parts: [part: string, pid: number][] = []
  const ports = await freePorts(roles.length + 1)
  const [sandboxPort = 0, ...rolePorts] = ports
  const url = `http://127.0.0.1:${rolePorts[0] ?? 0}`
  const sandboxUrl = `http://127.0.0.1:${sandboxPort}`
  const environment = {
    DATA_DIR: dataDir,
    DATABASE_URL: postgres.url,
    SECRET_KEY: secret.toString('base64url'),
    LOG_LEVEL: 'warn',
    DEMO: 'off',
    TOWNS: 'off',
    PUBLIC_URL: url,
    SANDBOX_PORT: String(sandboxPort),
    STRIPE_URL: sandboxUrl,
    STRIPE_SECRET_KEY: 'sk_test_sandbox',
    ...given,
  }
  const run = (role: string, port: number) => {
    const child = spawn(process.execPath, [MAIN, role], {
      env: { ...process.env, ...environment, PORT: String(port) },
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    children.push(child)
    if (child.pid !== undefined) parts.push([role, child.pid])
    return child.pid ?? 0
  }
  const stop = async () => {
    for (const child of children.toReversed()) {
      child.kill('SIGTERM')
      if (child.exitCode === null) await Promise.race([once(child, 'exit'), sleep(STOPPED_WITHIN_MS)])
      child.kill('SIGKILL')
    }
    await db.close()
    await postgres.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
  let pids: BenchFoyer['pids']
  try {
    run('sandbox', rolePorts[0] ?? 0)
    await answers(`${sandboxUrl}/_sandbox/ledger`)
    pids = {
      roles: roles.map((role, index) => run(role, rolePorts[index] ?? 0)),
      postgres: postgres.pid,
    }
    for (const [index, role] of roles.entries())
      if (role !== 'worker') await answers(`http://127.0.0.1:${rolePorts[index] ?? 0}/readyz`)
  } catch (error) {
    await stop()
    throw error
  }
  return {
    url,
    sandboxUrl,
    db,
    deriveKey: keysFrom(secret),
    addBuyers: (count) => addBuyers(db, secret, count),
    async checkInvariants() {
      const broken = await findBrokenInvariants(db.sql, invariants)
      for (const one of broken) console.error(`BROKEN ${one.name}: ${JSON.stringify(one.examples)}`)
      return { asked: invariants.length, broken: broken.map((one) => one.name) }
    },
    processorTimes() {
      const used: Record<string, number> = {}
      const add = (part: string, ms: number | undefined) => {
        if (ms !== undefined) used[part] = (used[part] ?? 0) + ms
        return ms !== undefined
      }
      const told = parts.every(([part, pid]) => add(part, processorTime(pid)))
      const load = process.cpuUsage()
      add('load', (load.user + load.system) / 1_000)
      return told && add('postgres', processorTimeOfTree(postgres.pid)) ? used : undefined
    },
    pids,
    settings: {
      postgres: { ...POSTGRES, fsync: 'on', synchronous_commit: 'on' },
      processes: ['sandbox', ...roles],
      ...(Object.keys(given).length === 0 ? {} : { given }),
    },
    [Symbol.asyncDispose]: stop,
  }
}

/** What nobody's password hashes to. */
const NO_PASSWORD = `$argon2id$v=19$m=19456,t=2,p=1$${'A'.repeat(22)}$${'A'.repeat(43)}`

async function addBuyers(db: Database, secret: Buffer, count: number): Promise<readonly Buyer[]> {
  const ids = Array.from({ length: count }, () => newId())
  await db.sql`
    insert into accounts (account_id, kind, email, email_key, password_hash, name)
    select id, 'individual', id || '@bench.invalid', id, ${NO_PASSWORD}, 'Buyer' from unnest(${ids}::uuid[]) id`
  const tokens = createAccessTokens(keysFrom(secret), systemClock)
  const buyers: Buyer[] = []
  for (const accountId of ids) {
    const token = await tokens.issue({ accountId, kind: 'individual', sessionId: newId() })
    buyers.push({ accountId, authorization: `Bearer ${token}` })
  }
  return buyers
}

async function answers(url: string): Promise<void> {
  const deadline = performance.now() + READY_WITHIN_MS
  while (performance.now() < deadline) {
    const answer = await fetch(url).catch(() => undefined)
    if (answer?.ok === true) return
    await sleep(50)
  }
  throw new Error(`${url} did not answer within ${READY_WITHIN_MS} ms`)
}

/** Ports that were free a moment ago. */
async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer().listen(0, '127.0.0.1')
      await once(server, 'listening')
      return server
    }),
  )
  const ports = servers.map((server) => {
    const address = server.address()
    return address !== null && typeof address === 'object' ? address.port : 0
  })
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))))
  return ports
}
