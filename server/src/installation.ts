import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Config } from './config.ts'
import { openDatabase, type Database } from './platform/database.ts'
import { Lifecycle, stopOnSignal } from './platform/lifecycle.ts'
import { claimFolder } from './platform/folder-claim.ts'
import { openLog, type Log } from './platform/log.ts'
import { startEmbeddedPostgres } from './platform/postgres/index.ts'
import { installationSecret, keysFrom, type DeriveKey } from './platform/secrets.ts'

const DATABASE = 'foyer'
const POSTGRES_VERSION_MIN = 150_000

/** What every role stands on: the database, the installation's keys, a log, and the order in which all of it ends. */
export interface Installation {
  readonly db: Database
  readonly databaseUrl: string
  readonly embedded: boolean
  readonly deriveKey: DeriveKey
  readonly log: Log
  readonly lifecycle: Lifecycle
}

/**
 * For what is about an installation that is there already: without one an empty one would be made, and found to be well.
 * @throws Error with a plain sentence where DATA_DIR has no data and DATABASE_URL names none.
 */
export function requireData({ databaseUrl, dataDir }: Config): void {
  if (databaseUrl === undefined && !existsSync(join(dataDir, 'postgres')))
    throw new Error(`there is no Foyer in ${resolve(dataDir)}: DATA_DIR names the folder of the one that is meant.`)
}

/**
 * Opens the installation that the settings describe: the embedded PostgreSQL of DATA_DIR, started or adopted, unless
 * DATABASE_URL names another; and the installation secret.
 * `start` has the folder for itself; the other roles share its database.
 * @throws Error with a plain sentence when the folder is another's, the secret cannot be read or the server is too old.
 */
export async function openInstallation(config: Config, role: string): Promise<Installation> {
  const log = openLog(config.logLevel)
  const lifecycle = new Lifecycle(log)
  // Before anything is started: what a signal cuts short must not leave a database server behind.
  stopOnSignal(() => lifecycle.stop())
  try {
    if (role === 'start') lifecycle.onStop('data folder', claimFolder(config.dataDir, 'start'))
    const secret = await installationSecret(config)
    const databaseUrl = config.databaseUrl ?? (await startOwnDatabase(config, lifecycle, log))
    const db = openDatabase({
      url: databaseUrl,
      poolMax: config.databasePool,
      applicationName: `foyer ${role}`,
      log,
    })
    lifecycle.onStop('database connections', () => db.close())
    await requireVersion(db)
    return { db, databaseUrl, embedded: config.databaseUrl === undefined, deriveKey: keysFrom(secret), log, lifecycle }
  } catch (error) {
    return lifecycle.giveUp(error)
  }
}

async function startOwnDatabase(config: Config, lifecycle: Lifecycle, log: Log): Promise<string> {
  const postgres = await startEmbeddedPostgres({
    dataDir: join(config.dataDir, 'postgres'),
    database: DATABASE,
    followable: config.searchEngineUrl !== undefined,
    log: (line) => log.debug({ part: 'postgres' }, line),
  })
  lifecycle.onStop('postgres', () => postgres.stop())
  postgres.onExit((exit) =>
    log.error({ postmaster: exit.pid, restarting: exit.restarting }, 'the database server died'),
  )
  return postgres.url
}

async function requireVersion(db: Database): Promise<void> {
  const [server] = await db.sql<{ version: number; name: string }[]>`
    select current_setting('server_version_num')::int as version, current_setting('server_version') as name`.catch(
    (error: unknown) => {
      throw new Error('The database does not let us in; look at DATABASE_URL.', { cause: error })
    },
  )
  if (server === undefined || server.version < POSTGRES_VERSION_MIN)
    throw new Error(`The database server is PostgreSQL ${server?.name ?? 'unknown'}; Foyer needs 15 or later.`)
}
