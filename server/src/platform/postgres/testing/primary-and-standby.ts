import { chmodSync, chownSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { copyServingCluster } from '../backup.ts'
import { findBinaries } from '../binaries.ts'
import { readCluster, writeConfiguration, type Cluster } from '../cluster.ts'
import { choosePort } from '../port.ts'
import { killCluster, launchPostmaster, MemoryStillInUse, stopPostmaster } from '../postmaster.ts'
import { connectAsAdmin } from '../presence.ts'
import { ROLE } from '../provision.ts'
import { startEmbeddedPostgres } from '../server.ts'
import { quickFolder } from '../throwaway.ts'

const DATABASE = 'foyer'
const RESTARTED_WITHIN_MS = 60_000
const PAUSE_MS = 50
const SETTINGS = { shared_buffers: '64MB', fsync: 'off', full_page_writes: 'off', min_wal_size: '80MB' }

/** A server and a streaming replica of it, for tests. Gone with the test. */
export interface PrimaryAndStandby extends AsyncDisposable {
  /** Of the primary, and of its replica: the same database, role and password. */
  readonly primaryUrl: string
  readonly standbyUrl: string
  /** The replica goes on receiving the log and does not replay it, as behind a long query or on a slow disk. */
  stall(): Promise<void>
  goOn(): Promise<void>
  /** SIGKILL for the replica; and another start of it. */
  killStandby(): void
  restartStandby(): Promise<void>
  /** Where the replica's log is, in which every statement stands that it was asked. */
  readonly standbyLog: string
}

export async function startPrimaryAndStandby(): Promise<PrimaryAndStandby> {
  await using parts = new AsyncDisposableStack()
  const folder = mkdtempSync(join(quickFolder(), 'foyer-standby-'))
  chmodSync(folder, 0o711)
  parts.defer(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))
  const dataDir = join(folder, 'primary')
  // `followable` lets the role stream the log.
  const primary = await startEmbeddedPostgres({
    dataDir,
    database: DATABASE,
    settings: SETTINGS,
    followable: true,
    durable: false,
  })
  parts.defer(() => primary.stop())
  const copy = join(folder, 'standby')
  await copyServingCluster(dataDir, copy)
  const binaries = findBinaries(join(dataDir, 'libraries'))
  const standby = readCluster(copy)
  const port = await choosePort(join(copy, 'port'))
  follow(standby, new URL(primary.url))
  const launch = () => launchPostmaster(standby, binaries, port)
  await launch()
  parts.defer(() => stopPostmaster(standby))
  const tell = async (statement: string) => {
    const admin = await connectAsAdmin(standby, port, 'postgres')
    await admin.query(statement)
    await admin.end()
  }
  const standbyUrl = new URL(primary.url)
  standbyUrl.port = String(port)
  const kept = parts.move()
  return {
    primaryUrl: primary.url,
    standbyUrl: standbyUrl.href,
    standbyLog: join(standby.data, 'log'),
    stall: () => tell('select pg_wal_replay_pause()'),
    goOn: () => tell('select pg_wal_replay_resume()'),
    killStandby: () => killCluster(standby),
    async restartStandby() {
      // A killed process lives on for a moment, and what it shared in memory for another one.
      await stopPostmaster(standby)
      for (const deadline = performance.now() + RESTARTED_WITHIN_MS; ; await sleep(PAUSE_MS))
        try {
          await launch()
          return
        } catch (error) {
          if (!(error instanceof MemoryStillInUse) || performance.now() > deadline) throw error
        }
    },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  }
}

/** Makes a copy of a cluster follow the one that it was copied from, and write down what it is asked. */
function follow(standby: Cluster, { hostname, port, password }: URL): void {
  const file = join(standby.data, 'standby.signal')
  writeFileSync(file, '')
  const { uid, gid } = statSync(standby.data)
  if (process.geteuid?.() === 0) chownSync(file, uid, gid)
  writeConfiguration(standby, {
    ...SETTINGS,
    primary_conninfo: `host=${hostname} port=${port} user=${ROLE} password=${password} application_name=standby`,
    log_statement: 'all',
    log_line_prefix: '%a ',
  })
}
