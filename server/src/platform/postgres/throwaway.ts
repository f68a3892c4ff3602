import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readdirSync, renameSync, rmSync, statfsSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { installedVersion } from './binaries.ts'
import { readCluster } from './cluster.ts'
import { killCluster } from './postmaster.ts'
import { findProcess, hasCode } from './processes.ts'
import { startEmbeddedPostgres, type EmbeddedPostgres } from './server.ts'

export interface ThrowawayOptions {
  /** Commits wait for the disk, as in earnest. Default: false; tests that cut the power or measure want true. */
  durable?: boolean
  /** Default: `foyer`. */
  database?: string
  settings?: Readonly<Record<string, string>>
  followable?: boolean
  restart?: boolean
  log?: (line: string) => void
}

const DATABASE = 'foyer'
const MEMORY_FOLDER = '/dev/shm'
const MEMORY_FREE_MIN_BYTES = 4 * 1024 ** 3
const FOLDER = /^foyer-throwaway-(\d+)-/
/** Part of the template's name: raise it when a new cluster is made in another way. */
const TEMPLATE_REVISION = 1

/** Room for several test files at once, and little memory. */
const TEST_SETTINGS = { shared_buffers: '128MB', max_connections: '200', min_wal_size: '80MB' }
const CARELESS_SETTINGS = { fsync: 'off', full_page_writes: 'off' }

/**
 * A server in a temporary folder, for tests: a copy of a cluster made once, so that it starts in a fraction of a second.
 * Gone after `stop()` and when the process exits; what a killed process left goes at the next call.
 */
export async function startThrowawayPostgres(options: ThrowawayOptions = {}): Promise<EmbeddedPostgres> {
  for (const folder of [tmpdir(), MEMORY_FOLDER]) removeAbandoned(folder)
  const parent = options.durable ? tmpdir() : quickFolder()
  const template = await makeTemplate(parent)
  const dataDir = makeFolder(parent)
  const atExit = (): void => discard(dataDir)
  process.once('exit', atExit)
  // Keeps owners and modes; Node's own copy does not.
  execFileSync('cp', ['-a', join(template, 'cluster'), join(dataDir, 'cluster')])
  const server = await startEmbeddedPostgres({
    dataDir,
    database: options.database ?? DATABASE,
    settings: { ...TEST_SETTINGS, ...(options.durable ? {} : CARELESS_SETTINGS), ...options.settings },
    ...(options.followable !== undefined && { followable: options.followable }),
    ...(options.restart !== undefined && { restart: options.restart }),
    ...(options.log && { log: options.log }),
  })
  const stopServer = server.stop.bind(server)
  return Object.assign(server, {
    async stop() {
      await stopServer()
      process.removeListener('exit', atExit)
      discard(dataDir)
    },
  })
}

/** In memory where there is plenty: cloning a test's database takes 15 ms there, and several hundred on a busy disk. */
export function quickFolder(): string {
  if (!existsSync(MEMORY_FOLDER)) return tmpdir()
  const { bavail, bsize } = statfsSync(MEMORY_FOLDER)
  return bavail * bsize > MEMORY_FREE_MIN_BYTES ? MEMORY_FOLDER : tmpdir()
}

/** A stopped cluster with role and database, never started again where it lies: so it may be copied at any moment. */
async function makeTemplate(parent: string): Promise<string> {
  const user = process.geteuid?.() ?? 0
  const template = join(parent, `foyer-template-${user}-${installedVersion()}-${TEMPLATE_REVISION}`)
  const made = statSync(template, { throwIfNoEntry: false })
  if (made && made.uid !== user) throw new Error(`${template} belongs to somebody else; remove it or set TMPDIR`)
  if (made) return template
  const building = makeFolder(parent)
  const server = await startEmbeddedPostgres({
    dataDir: building,
    database: DATABASE,
    settings: { ...TEST_SETTINGS, ...CARELESS_SETTINGS },
    durable: false,
  })
  await server.stop()
  try {
    renameSync(building, template)
  } catch (error) {
    if (!hasCode(error, 'ENOTEMPTY', 'EEXIST')) throw error
    discard(building)
  }
  return template
}

/** Named for its process. Others may pass through, as the server's account must when root starts it. */
function makeFolder(parent: string): string {
  const folder = mkdtempSync(join(parent, `foyer-throwaway-${process.pid}-`))
  chmodSync(folder, 0o711)
  return folder
}

function removeAbandoned(parent: string): void {
  if (!existsSync(parent)) return
  for (const name of readdirSync(parent)) {
    const maker = FOLDER.exec(name)?.[1]
    if (maker === undefined || isAlive(Number(maker))) continue
    const folder = join(parent, name)
    if (statSync(folder, { throwIfNoEntry: false })?.uid === process.geteuid?.()) discard(folder)
  }
}

function isAlive(pid: number): boolean {
  const entry = findProcess(pid)
  return entry !== undefined && !entry.zombie
}

function discard(dataDir: string): void {
  if (statSync(join(dataDir, 'cluster', 'data'), { throwIfNoEntry: false })) killCluster(readCluster(dataDir))
  rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 })
}
