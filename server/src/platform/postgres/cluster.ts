import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { chooseAccount, environmentFor, type Account } from './account.ts'
import type { Binaries } from './binaries.ts'
import { hasCode } from './processes.ts'
import { renderSettings, tunedSettings } from './settings.ts'

/**
 * A PostgreSQL cluster in its folder:
 *
 *     <dataDir>/cluster/data              PostgreSQL's own files, its log among them
 *     <dataDir>/cluster/password          of the role `foyer`, for the owner's eyes alone (mode 600)
 *     <dataDir>/cluster/admin-password    of the superuser `postgres`, which only the launcher uses
 *     <dataDir>/port, start.log           where it listened last; what it said before its own log was open
 */
export interface Cluster {
  readonly dataDir: string
  readonly folder: string
  readonly data: string
  readonly password: string
  readonly adminPassword: string
  /** Stands in the title of each of its processes. Two folders never share it, even when one is a copy. */
  readonly name: string
}

const PASSWORD_BYTES = 32
const UNFINISHED = 'cluster.new-'
const INITDB_TIMEOUT_MS = 120_000

/** Opens the cluster in `dataDir`, making it on first use. It appears whole or not at all. */
export async function openCluster(dataDir: string, binaries: Binaries, durable: boolean): Promise<Cluster> {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o711 })
    const root = realpathSync(dataDir)
    removeUnfinished(root)
    if (!existsSync(join(root, 'cluster'))) await createCluster(root, binaries, durable)
    return readCluster(root)
  } catch (error) {
    if (!hasCode(error, 'EACCES', 'EROFS')) throw error
    throw new Error(`${dataDir} or what is in it is closed to this user; start as its owner, or set DATA_DIR`, {
      cause: error,
    })
  }
}

/** Writes the settings for the next start. Its folder is closed to others, so these files need not be. */
export function writeConfiguration(cluster: Cluster, overrides: Readonly<Record<string, string>>): void {
  replaceFile(join(cluster.data, 'postgresql.conf'), renderSettings(tunedSettings(), overrides))
  replaceFile(join(cluster.data, 'pg_hba.conf'), HOST_BASED_ACCESS)
}

/** Over the loopback, with a password, and in no other way; `replication` is not among `all`. */
const HOST_BASED_ACCESS = `# Written at each start.
host all all 127.0.0.1/32 scram-sha-256
host replication all 127.0.0.1/32 scram-sha-256
`

export function readCluster(dataDir: string): Cluster {
  const folder = join(dataDir, 'cluster')
  const data = join(folder, 'data')
  const { dev, ino } = statSync(data)
  return {
    dataDir,
    folder,
    data,
    password: readFileSync(join(folder, 'password'), 'utf8'),
    adminPassword: readFileSync(join(folder, 'admin-password'), 'utf8'),
    name: `foyer-${dev.toString(36)}-${ino.toString(36)}`,
  }
}

/** Made under another name and renamed at the end: whoever comes second finds a finished one, and takes that. */
async function createCluster(dataDir: string, binaries: Binaries, durable: boolean): Promise<void> {
  const folder = mkdtempSync(join(dataDir, UNFINISHED))
  try {
    await fillCluster(folder, binaries, durable)
    renameSync(folder, join(dataDir, 'cluster'))
    if (durable) syncFolder(dataDir)
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    if (!hasCode(error, 'ENOTEMPTY', 'EEXIST')) throw error
  }
}

async function fillCluster(folder: string, binaries: Binaries, durable: boolean): Promise<void> {
  // Root makes a cluster for the owner of the data folder.
  const { uid, gid } = statSync(dirname(folder))
  if (uid !== statSync(folder).uid) chownSync(folder, uid, gid)
  const account = chooseAccount(folder, binaries)
  for (const name of ['password', 'admin-password']) {
    const file = join(folder, name)
    writeFileSync(file, randomBytes(PASSWORD_BYTES).toString('base64url'), { mode: 0o600 })
    if (account.uid !== statSync(file).uid) chownSync(file, account.uid, account.gid)
  }
  await runInitdb(folder, account, binaries, durable)
}

/**
 * The built-in provider sorts and folds case alike on every system and after every upgrade of it. The C library's
 * character types stay in use by pg_trgm, to which no letter beyond ASCII is a letter under plain `C`.
 */
function runInitdb(folder: string, account: Account, binaries: Binaries, durable: boolean): Promise<void> {
  const { file, args, options } = account.command(binaries.initdb, [
    `--pgdata=${join(folder, 'data')}`,
    '--username=postgres',
    `--pwfile=${join(folder, 'admin-password')}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    `--lc-ctype=${process.platform === 'darwin' ? 'en_US.UTF-8' : 'C.UTF-8'}`,
    ...(durable ? [] : ['--no-sync']),
  ])
  const env = environmentFor(binaries)
  const child = spawn(file, args, {
    ...options,
    env,
    cwd: '/',
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: INITDB_TIMEOUT_MS,
  })
  let output = ''
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()))
  child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => (code === 0 ? resolve() : reject(new Error(`initdb failed (${code}):\n${output}`))))
  })
}

/** What a start left that was killed while it made the cluster: no living one is this old. */
function removeUnfinished(dataDir: string): void {
  for (const name of readdirSync(dataDir).filter((name) => name.startsWith(UNFINISHED))) {
    const folder = join(dataDir, name)
    const age = Date.now() - (statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? Date.now())
    if (age > 2 * INITDB_TIMEOUT_MS) rmSync(folder, { recursive: true, force: true })
  }
}

/** So that nobody ever reads half a file. */
export function replaceFile(path: string, text: string): void {
  const fresh = `${path}.${process.pid}`
  writeFileSync(fresh, text)
  chmodSync(fresh, 0o644)
  renameSync(fresh, path)
}

function syncFolder(path: string): void {
  const handle = openSync(path, 'r')
  fsyncSync(handle)
  closeSync(handle)
}
