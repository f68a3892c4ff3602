import { Client } from 'pg'
import type { Cluster } from './cluster.ts'

/**
 * Presence: each process that uses the server holds one session with a shared advisory lock. The lock goes with the
 * process, however that dies, so nothing is ever stale; and the session's end tells at once that the server died.
 * Whoever leaves tries to turn the lock exclusive: it succeeds for the last one only, who then stops the server.
 */
export interface Presence {
  readonly admin: Client
  /** Resolves when the session ends although we did not leave. */
  readonly lost: Promise<void>
  /** `last`: nobody else is here, and nobody can come, until the caller has stopped the server. Throws if it is lost. */
  leave(): Promise<'last' | 'others-remain'>
}

const PRESENCE_LOCK = 0x70726573
const CONNECT_TIMEOUT_MS = 10_000
const QUERY_TIMEOUT_MS = 10_000

/** Opens a session of the superuser, for which PostgreSQL keeps places free even when all others are taken. */
export async function connectAsAdmin(
  cluster: Cluster,
  port: number,
  database: string,
  queryTimeoutMs = QUERY_TIMEOUT_MS,
): Promise<Client> {
  const client = new Client({
    host: '127.0.0.1',
    port,
    user: 'postgres',
    password: cluster.adminPassword,
    database,
    application_name: 'foyer launcher',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: queryTimeoutMs,
  })
  // Without a listener a lost connection would end the process. Its loss is told by the `end` event as well.
  client.on('error', () => undefined)
  await client.connect()
  return client
}

/** Joins those who use the server; undefined when the last of them is stopping it. */
export async function joinUsers(cluster: Cluster, port: number): Promise<Presence | undefined> {
  const admin = await connectAsAdmin(cluster, port, 'postgres')
  let leaving = false
  const lost = new Promise<void>((resolve) => {
    admin.once('end', () => {
      if (!leaving) resolve()
    })
  })
  if (!(await tryLock(admin, 'pg_try_advisory_lock_shared'))) {
    leaving = true
    await admin.end()
    return undefined
  }
  return {
    admin,
    lost,
    async leave() {
      await admin.query('select pg_advisory_unlock_shared($1)', [PRESENCE_LOCK])
      const last = await tryLock(admin, 'pg_try_advisory_lock')
      leaving = true
      if (last) return 'last'
      await admin.end()
      return 'others-remain'
    },
  }
}

async function tryLock(client: Client, lock: 'pg_try_advisory_lock' | 'pg_try_advisory_lock_shared'): Promise<boolean> {
  const result = await client.query<{ locked: boolean }>(`select ${lock}($1) as locked`, [PRESENCE_LOCK])
  return result.rows[0]?.locked === true
}
