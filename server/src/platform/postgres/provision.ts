import { escapeIdentifier, escapeLiteral, type Client } from 'pg'
import { connectAsAdmin } from './presence.ts'
import type { Cluster } from './cluster.ts'

/** The role of the program. Not a superuser: a statement smuggled in through it cannot reach the machine. */
export const ROLE = 'foyer'

/** It makes databases (tests clone them) and migrations; it sees figures, forces a checkpoint, ends its own sessions. */
const ROLE_ATTRIBUTES = 'login createdb nosuperuser nocreaterole'
const ROLE_MEMBERSHIPS = ['pg_monitor', 'pg_checkpoint', 'pg_signal_backend']

/** Only a superuser may create these; every database made later has them from its template. */
const UNTRUSTED_EXTENSIONS = ['cube', 'earthdistance']

const PROVISION_LOCK = 0x70726f76

/**
 * Makes the role and the database where they are absent, and says whether the role may follow changes. May run at the same
 * moment in several processes.
 */
export async function provision(
  admin: Client,
  cluster: Cluster,
  port: number,
  database: string,
  followable: boolean,
): Promise<void> {
  await admin.query('select pg_advisory_lock($1)', [PROVISION_LOCK])
  try {
    if (!(await exists(admin, 'select from pg_roles where rolname = $1', ROLE))) {
      await addExtensions(cluster, port)
      await admin.query(`create role ${ROLE} ${ROLE_ATTRIBUTES} password ${escapeLiteral(cluster.password)}`)
      await admin.query(`grant ${ROLE_MEMBERSHIPS.join(', ')} to ${ROLE}`)
    }
    const mayFollow = await exists(admin, 'select from pg_roles where rolname = $1 and rolreplication', ROLE)
    if (mayFollow !== followable) await admin.query(`alter role ${ROLE} ${followable ? '' : 'no'}replication`)
    if (!(await exists(admin, 'select from pg_database where datname = $1', database))) {
      await admin.query(`create database ${escapeIdentifier(database)} owner ${ROLE} strategy file_copy`)
    }
  } finally {
    await admin.query('select pg_advisory_unlock($1)', [PROVISION_LOCK])
  }
}

const exists = async (admin: Client, query: string, name: string): Promise<boolean> =>
  (await admin.query(query, [name])).rowCount === 1

async function addExtensions(cluster: Cluster, port: number): Promise<void> {
  const template = await connectAsAdmin(cluster, port, 'template1')
  try {
    for (const extension of UNTRUSTED_EXTENSIONS) await template.query(`create extension if not exists ${extension}`)
  } finally {
    await template.end()
  }
}
