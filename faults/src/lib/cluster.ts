import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Database } from '@foyer/server/platform/database'
import { keysFrom, type DeriveKey } from '@foyer/server/platform/secrets'
import { testDatabase } from '@foyer/server/platform/testing/test-database'
import { freePort } from '@foyer/server/platform/testing/free-port'
import { startFoyer, type Environment, type FoyerProcess } from './foyer-process.ts'
import { startSandboxProcess, type SandboxProcess } from './sandbox-process.ts'

const SECRET_BYTES = 32

/** A node that serves: the process that runs now at its address. */
export interface ApiNode {
  readonly url: string
  process(): FoyerProcess
  /** SIGKILL, and another process at the same address. */
  replace(): Promise<void>
  /** SIGTERM, and another process at the same address. @returns how the old one ended. */
  restart(): Promise<Awaited<ReturnType<FoyerProcess['stop']>>>
}

/** Two `api` and a `worker` on one database, and the payment provider, whose webhooks go to the first: a process each. */
export interface Cluster extends AsyncDisposable {
  readonly apis: readonly [ApiNode, ApiNode]
  readonly db: Database
  readonly sandbox: SandboxProcess
  readonly deriveKey: DeriveKey
  /** SIGKILL for the worker, and another started in its place. */
  replaceWorker(): Promise<void>
  /** SIGTERM for all but the provider. @returns the exit status of each. */
  stop(): Promise<(number | null)[]>
}

export interface ClusterOptions {
  /** A database of its own unless given. */
  readonly db?: Database & AsyncDisposable
  /** Settings of `api` and `worker` besides. */
  readonly environment?: Environment
}

/** `own`: what each `api`, and the `worker`, is told beside what all are. */
export async function openCluster(own: readonly Environment[] = [], options: ClusterOptions = {}): Promise<Cluster> {
  await using parts = new AsyncDisposableStack()
  const dataDir = mkdtempSync(join(tmpdir(), 'foyer-faults-'))
  parts.defer(() => rmSync(dataDir, { recursive: true, force: true }))
  const db = parts.use(options.db ?? (await testDatabase({ poolMax: 2 })))
  const secret = randomBytes(SECRET_BYTES)
  const ports = [await freePort(), await freePort()] as const
  const sandbox = parts.use(await startSandboxProcess(urlOf(ports[0]), dataDir))
  const environment = {
    DATABASE_URL: db.url,
    DATA_DIR: dataDir,
    SECRET_KEY: secret.toString('base64'),
    PUBLIC_URL: urlOf(ports[0]),
    ...sandbox.settings,
    ...options.environment,
  }
  const apis = [
    parts.use(await startApi(ports[0], { ...environment, ...own[0] })),
    parts.use(await startApi(ports[1], { ...environment, ...own[1] })),
  ] as const
  let worker = await startFoyer('worker', { ...environment, ...own[2] })
  parts.defer(() => worker.kill())
  const kept = parts.move()
  return {
    apis,
    db,
    sandbox,
    deriveKey: keysFrom(secret),
    async replaceWorker() {
      await worker.kill()
      worker = await startFoyer('worker', { ...environment, ...own[2] })
    },
    async stop() {
      const stopped = await Promise.all([...apis.map((api) => api.process().stop()), worker.stop()])
      return stopped.map(({ status }) => status)
    },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  }
}

const urlOf = (port: number): string => `http://127.0.0.1:${port}`

export async function startApi(port: number, environment: Environment): Promise<ApiNode & AsyncDisposable> {
  const start = () => startFoyer('api', { ...environment, PORT: String(port) })
  let running = await start()
  return {
    url: urlOf(port),
    process: () => running,
    async replace() {
      await running.kill()
      running = await start()
    },
    async restart() {
      const stopped = await running.stop()
      running = await start()
      return stopped
    },
    [Symbol.asyncDispose]: () => running.kill(),
  }
}
