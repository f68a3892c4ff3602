import { chmod, chown, copyFile, lstat, mkdir, open, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readCluster, type Cluster } from './cluster.ts'
import { findPostmaster } from './postmaster.ts'
import { connectAsAdmin } from './presence.ts'
import { hasCode } from './processes.ts'

/** A checkpoint comes before the copy: with 4 GB of log behind it, that takes a while on a slow disk. */
const CHECKPOINT_TIMEOUT_MS = 5 * 60_000

/** Folders whose contents a server makes anew; what to copy of the write-ahead log is known only at the end. */
const MADE_ANEW = /^(?:pg_(?:wal|replslot|dynshmem|notify|serial|snapshots|stat_tmp|subtrans)|pgsql_tmp|log)$/
const LEFT_OUT = /^(?:postmaster\.(?:pid|opts)|current_logfiles|pg_internal\.init.*|port|start\.log)$/
const LOG_SEGMENT = /^[0-9A-F]{24}$/

/**
 * Copies the cluster that serves in `dataDir` into a new folder `target`, from which a server starts with all that was
 * committed before the copy ended. Nobody waits for it. It is PostgreSQL's own way (manual, "Making a Base Backup Using
 * the Low Level API"): files are copied in whatever state they are, and the write-ahead log of that time, which a slot
 * keeps from being recycled, puts them right at the first start.
 */
export async function copyServingCluster(dataDir: string, target: string): Promise<void> {
  const cluster = readCluster(dataDir)
  const port = findPostmaster(cluster)?.port
  if (port === undefined) throw new Error(`no server serves ${dataDir}`)
  // Slot and backup mode go with this session, however it ends.
  const admin = await connectAsAdmin(cluster, port, 'postgres', CHECKPOINT_TIMEOUT_MS)
  try {
    await admin.query(`select pg_create_physical_replication_slot('foyer_backup_' || pg_backend_pid(), true, true)`)
    const begun = await admin.query<{ first: string }>(
      `select pg_walfile_name(pg_backup_start('foyer backup', fast => true)) as first`,
    )
    await copyTree(cluster.dataDir, target)
    const ended = await admin.query<{ last: string; label: string }>(
      `select pg_walfile_name(lsn) as last, labelfile as label from pg_backup_stop(wait_for_archive => false)`,
    )
    const [first, last, label] = [begun.rows[0]?.first, ended.rows[0]?.last, ended.rows[0]?.label]
    if (first === undefined || last === undefined || label === undefined) throw new Error('PostgreSQL told no label')
    await addLog(cluster, readCluster(target), first, last)
    await writeLabel(readCluster(target), label)
  } finally {
    await admin.end()
  }
}

/** What vanishes while it is copied was dropped meanwhile, and the log says so too. */
async function copyTree(from: string, to: string): Promise<void> {
  await copyFolder(from, to)
  for (const entry of await readdir(from, { withFileTypes: true })) {
    if (LEFT_OUT.test(entry.name)) continue
    const [source, copy] = [join(from, entry.name), join(to, entry.name)]
    try {
      if (entry.isFile()) await copyOneFile(source, copy)
      else if (entry.isDirectory() && MADE_ANEW.test(entry.name)) await copyFolder(source, copy)
      else if (entry.isDirectory()) await copyTree(source, copy)
    } catch (error) {
      if (!hasCode(error, 'ENOENT')) throw error
    }
  }
}

async function copyFolder(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true })
  await giveAsBefore(from, to)
}

async function copyOneFile(from: string, to: string): Promise<void> {
  await copyFile(from, to)
  await giveAsBefore(from, to)
  const handle = await open(to, 'r')
  await handle.sync()
  await handle.close()
}

/** Owner and mode of the original; only root may give files to others, and only root makes them for others. */
async function giveAsBefore(from: string, to: string): Promise<void> {
  const { uid, gid, mode } = await lstat(from)
  await chmod(to, mode & 0o777)
  if (process.geteuid?.() === 0) await chown(to, uid, gid)
}

async function addLog(from: Cluster, to: Cluster, first: string, last: string): Promise<void> {
  const segments = (await readdir(join(from.data, 'pg_wal'))).filter(
    (name) => LOG_SEGMENT.test(name) && name >= first && name <= last,
  )
  for (const name of segments) await copyOneFile(join(from.data, 'pg_wal', name), join(to.data, 'pg_wal', name))
}

async function writeLabel(copy: Cluster, label: string): Promise<void> {
  const file = join(copy.data, 'backup_label')
  await writeFile(file, label, { mode: 0o600, flush: true })
  if (process.geteuid?.() !== 0) return
  const { uid, gid } = await lstat(copy.data)
  await chown(file, uid, gid)
}
