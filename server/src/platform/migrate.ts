import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { runMigrations as migrateJobs } from 'graphile-worker'
import type { Database } from './database.ts'

const MIGRATIONS = fileURLToPath(new URL('../../migrations/', import.meta.url))
const ADVISORY_LOCK = 0x0f0_7e_12

export interface MigrationReport {
  readonly applied: readonly string[]
  readonly already: number
}

/**
 * Brings the schema up to date: each file of `server/migrations` once, in order, each in its own transaction, under an
 * advisory lock so that processes that start together wait for one another. The job queue's own schema comes first.
 * @throws Error when a file that was applied before has changed since.
 */
export async function migrate(db: Database): Promise<MigrationReport> {
  const files = (await readdir(MIGRATIONS)).filter((name) => /^\d{4}_[a-z0-9_]+\.sql$/.test(name)).sort()
  const session = await db.sql.reserve()
  try {
    await session`set statement_timeout = 0`
    await session`set lock_timeout = '30s'`
    await session`select pg_advisory_lock(${ADVISORY_LOCK})`
    await migrateJobs({ connectionString: db.url })
    await session`
      create table if not exists schema_migrations (
        name text primary key, sha256 text not null, applied_at timestamptz not null default now())`
    const before = new Map(
      (await session<{ name: string; sha256: string }[]>`select name, sha256 from schema_migrations`).map((row) => [
        row.name,
        row.sha256,
      ]),
    )
    const applied: string[] = []
    for (const name of files) {
      const text = await readFile(MIGRATIONS + name, 'utf8')
      const sha256 = createHash('sha256').update(text).digest('hex')
      const known = before.get(name)
      if (known === sha256) continue
      if (known !== undefined) throw new Error(`migration ${name} was applied before and has changed since`)
      await session.unsafe(`begin;\n${text}\n;commit`).catch(async (error: unknown) => {
        await session.unsafe('rollback')
        throw new Error(`migration ${name} failed`, { cause: error })
      })
      await session`insert into schema_migrations (name, sha256) values (${name}, ${sha256})`
      applied.push(name)
    }
    return { applied, already: files.length - applied.length }
  } finally {
    await session`select pg_advisory_unlock(${ADVISORY_LOCK})`
    await session`reset statement_timeout`
    await session`reset lock_timeout`
    session.release()
  }
}
