import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { openDatabase, type Database } from '@foyer/server/platform/database'
import { readCluster, type Cluster } from '@foyer/server/platform/postgres/cluster'
import { findPostmaster, killCluster } from '@foyer/server/platform/postgres/postmaster'
import { ROLE } from '@foyer/server/platform/postgres/provision'
import { keysFrom, loadOrCreateSecret, type DeriveKey } from '@foyer/server/platform/secrets'

const DATABASE = 'foyer'
const READY_WITHIN_MS = 60_000
const LOOK_MS = 20

/**
 * The data folder of an installation and the embedded PostgreSQL in it, as an outsider sees them: nothing here starts
 * the server, keeps it running or brings it back. Gone with the test, the server with it.
 */
export interface DataFolder extends AsyncDisposable {
  readonly path: string
  /** Keys of this installation; makes its secret, should it have none yet. */
  keys(): Promise<DeriveKey>
  /** Connects to its database, once a server is there and takes connections. @throws Error when none does in time. */
  openDatabase(): Promise<Database>
  /** SIGKILL for the postmaster and all its children. */
  killDatabase(): void
  /** Process id of the postmaster while one lives. */
  postmaster(): number | undefined
}

export function makeDataFolder(): DataFolder {
  const path = mkdtempSync(join(tmpdir(), 'foyer-faults-'))
  // Started by root, PostgreSQL runs under another account, which must be able to pass through.
  chmodSync(path, 0o711)
  const cluster = () => readCluster(join(path, 'postgres'))
  const discard = () => {
    // A start that failed early made no cluster.
    if (existsSync(join(path, 'postgres', 'cluster'))) killCluster(cluster())
    rmSync(path, { recursive: true, force: true, maxRetries: 5 })
  }
  process.once('exit', discard)
  return {
    path,
    keys: async () => keysFrom(await loadOrCreateSecret(join(path, 'secret.key'))),
    async openDatabase() {
      const port = await readyPort(cluster(), path)
      const url = `postgres://${ROLE}:${cluster().password}@127.0.0.1:${port}/${DATABASE}`
      return openDatabase({ url, poolMax: 2, applicationName: 'foyer faults' })
    },
    killDatabase: () => killCluster(cluster()),
    postmaster: () => findPostmaster(cluster())?.pid,
    async [Symbol.asyncDispose]() {
      discard()
      process.removeListener('exit', discard)
    },
  }
}

/** A server that was killed is back when whoever keeps it has seen it, which on a busy machine takes seconds. */
async function readyPort(cluster: Cluster, path: string): Promise<number> {
  const givenUp = performance.now() + READY_WITHIN_MS
  for (;;) {
    const postmaster = findPostmaster(cluster)
    if (postmaster?.ready === true) return postmaster.port
    if (performance.now() > givenUp) throw new Error(`no database server ran on ${path} for ${READY_WITHIN_MS} ms`)
    await wait(LOOK_MS)
  }
}
