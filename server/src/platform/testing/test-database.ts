import { createHash, randomBytes } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { after } from 'node:test'
import type Postgres from 'postgres'
import { openDatabase, type Database } from '../database.ts'
import { postgres } from '../driver.ts'
import { migrate } from '../migrate.ts'

/** Set by the test command to a server that it started once for all files; alone, a file starts its own. */
const SERVER_VARIABLE = 'FOYER_TEST_POSTGRES'
const MIGRATIONS = fileURLToPath(new URL('../../../migrations/', import.meta.url))
const LOCK_KEY = 0x7e57

export interface TestDatabase extends Database, AsyncDisposable {
  readonly name: string
}

/** A migrated database of its own, cloned from a template in well under a second; dropped when disposed. */
export async function testDatabase(options: { poolMax?: number } = {}): Promise<TestDatabase> {
  const server = await testServer()
  const template = await templateOn(server)
  const name = `test_${randomBytes(8).toString('hex')}`
  await withAdmin(server, (admin) => admin.unsafe(`create database ${name} template ${template} strategy file_copy`))
  const db = openDatabase({ url: databaseUrl(server, name), poolMax: options.poolMax ?? 10 })
  return {
    ...db,
    name,
    async [Symbol.asyncDispose]() {
      await db.close()
      await withAdmin(server, (admin) => admin.unsafe(`drop database if exists ${name} with (force)`))
    },
  }
}

let ownServer: Promise<string> | undefined
let stopOwnServer: (() => Promise<void>) | undefined

// At the end of the file that imports this, not of the test that first asked.
after(() => stopOwnServer?.())

/** Address of a PostgreSQL that tests may make databases on. */
export async function testServer(): Promise<string> {
  const given = process.env[SERVER_VARIABLE]
  if (given) return given
  ownServer ??= startOwnServer()
  return ownServer
}

async function startOwnServer(): Promise<string> {
  const { startThrowawayPostgres } = await import('../postgres/index.ts')
  const server = await startThrowawayPostgres()
  stopOwnServer = () => server.stop()
  return server.url
}

/** A migrated database that is never connected to again, named for the migrations in it, made once a server. */
async function templateOn(server: string): Promise<string> {
  const digest = createHash('sha256')
  for (const file of (await readdir(MIGRATIONS)).sort()) digest.update(await readFile(MIGRATIONS + file))
  const template = `template_${digest.digest('hex').slice(0, 16)}`
  await withAdmin(server, async (admin) => {
    await admin`select pg_advisory_lock(${LOCK_KEY})`
    const exists = await admin`select 1 from pg_database where datname = ${template} and datistemplate`
    if (exists.length > 0) return
    await admin.unsafe(`drop database if exists ${template} with (force)`)
    await admin.unsafe(`create database ${template}`)
    const db = openDatabase({ url: databaseUrl(server, template), poolMax: 2 })
    try {
      await migrate(db)
    } finally {
      await db.close()
    }
    await admin.unsafe(`alter database ${template} is_template true`)
  })
  return template
}

async function withAdmin<T>(server: string, work: (admin: Postgres.Sql) => Promise<T>): Promise<T> {
  const admin = postgres(server, { max: 1, onnotice: () => undefined })
  try {
    return await work(admin)
  } finally {
    await admin.end()
  }
}

/** The same server and credentials, another database. */
export function databaseUrl(server: string, database: string): string {
  const url = new URL(server)
  url.pathname = `/${database}`
  return url.href
}
