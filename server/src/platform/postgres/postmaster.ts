import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { chooseAccount, environmentFor } from './account.ts'
import type { Binaries } from './binaries.ts'
import type { Cluster } from './cluster.ts'
import { findProcess, hasCode, listProcesses, signal, type ProcessEntry } from './processes.ts'

/** The process that leads a cluster's others, as its file `postmaster.pid` and the machine tell of it. */
export interface Postmaster {
  readonly pid: number
  readonly port: number
  /** It takes connections; before, it starts up or repairs what a crash left. */
  readonly ready: boolean
}

const POLL_MS = 10
/** Replaying 4 GB of log (max_wal_size) after a crash takes a minute or two on a small machine. */
const READY_TIMEOUT_MS = 10 * 60_000
const FAST_STOP_TIMEOUT_MS = 30_000
const IMMEDIATE_STOP_TIMEOUT_MS = 5_000
const LEFTOVER_TIMEOUT_MS = 5_000
const LOG_TAIL_LINES = 12

/** The living postmaster of this cluster. A file that names a dead process, a zombie or another program counts as none. */
export function findPostmaster(cluster: Cluster): Postmaster | undefined {
  const file = readPidFile(cluster)
  if (file === undefined) return undefined
  const entry = findProcess(file.pid)
  return entry !== undefined && isPostmaster(entry, cluster) ? file : undefined
}

/** Starts a postmaster on this port and waits until it is ready. Throws, with its own words, when it ends before. */
export async function launchPostmaster(cluster: Cluster, binaries: Binaries, port: number): Promise<Postmaster> {
  await endOrphans(cluster)
  removeMisleadingPidFile(cluster)
  const account = chooseAccount(cluster.folder, binaries)
  const postgres = account.command(binaries.postgres, [
    '-D',
    cluster.data,
    '-c',
    `port=${port}`,
    '-c',
    `cluster_name=${cluster.name}`,
  ])
  // Root's, perhaps, from a start by root: the folder's owner may remove it, not write to it.
  rmSync(startLog(cluster), { force: true })
  const firstWords = openSync(startLog(cluster), 'w', 0o600)
  // In a session of its own, so that Ctrl-C in a terminal reaches us alone; no pipe, so that it may outlive us.
  const child = spawn(postgres.file, postgres.args, {
    ...postgres.options,
    env: environmentFor(binaries),
    cwd: '/',
    detached: true,
    stdio: ['ignore', firstWords, firstWords],
  })
  closeSync(firstWords)
  await once(child, 'spawn')
  child.unref()
  return untilReady(cluster, () => child.exitCode !== null || child.signalCode !== null)
}

/** Waits for a postmaster that somebody started. */
export async function untilReady(cluster: Cluster, ended: () => boolean): Promise<Postmaster> {
  const deadline = Date.now() + READY_TIMEOUT_MS
  while (Date.now() < deadline) {
    const postmaster = findPostmaster(cluster)
    if (postmaster?.ready) return postmaster
    if (ended()) throw explain(lastWords(cluster))
    await sleep(POLL_MS)
  }
  throw new Error(`PostgreSQL was not ready after ${READY_TIMEOUT_MS / 1_000} s:\n${lastWords(cluster)}`)
}

/** A killed process holds the shared memory until the system has cleared it away: some moments, nameless in all lists. */
export class MemoryStillInUse extends Error {}

const explain = (lastWords: string): Error =>
  lastWords.includes('pre-existing shared memory block')
    ? new MemoryStillInUse(lastWords)
    : new Error(`PostgreSQL did not start:\n${lastWords}`)

/** Fast shutdown, then immediate, then SIGKILL, each after a bounded wait. None of the cluster's processes remains. */
export async function stopPostmaster(cluster: Cluster): Promise<void> {
  const gone = (): boolean => clusterProcesses(cluster).length === 0
  const tell = (name: NodeJS.Signals): void => {
    const postmaster = findPostmaster(cluster)
    if (postmaster !== undefined) signal(postmaster.pid, name)
  }
  tell('SIGINT')
  if (await until(gone, FAST_STOP_TIMEOUT_MS)) return
  tell('SIGQUIT')
  if (await until(gone, IMMEDIATE_STOP_TIMEOUT_MS)) return
  killCluster(cluster)
  await until(gone, LEFTOVER_TIMEOUT_MS)
}

/** SIGKILL for all of the cluster's processes at once, the postmaster first so that it replaces none. */
export function killCluster(cluster: Cluster): void {
  const processes = clusterProcesses(cluster)
  const first = processes.filter((entry) => isPostmaster(entry, cluster))
  for (const { pid } of [...first, ...processes]) signal(pid, 'SIGKILL')
}

/** After a crash the children of a dead postmaster end by themselves, within moments unless they are busy. */
export async function endOrphans(cluster: Cluster): Promise<void> {
  const settled = (): boolean => findPostmaster(cluster) !== undefined || clusterProcesses(cluster).length === 0
  if (await until(settled, LEFTOVER_TIMEOUT_MS)) return
  // Not what looks like a postmaster: it may be one that another process has just launched.
  for (const entry of listProcesses()) if (isChild(entry, cluster)) signal(entry.pid, 'SIGKILL')
  await until(settled, LEFTOVER_TIMEOUT_MS)
}

/**
 * PostgreSQL takes a zombie, or another program that was given the old number, for a living postmaster. Its own lock on
 * its shared memory still guards the data when the file is gone.
 */
function removeMisleadingPidFile(cluster: Cluster): void {
  const file = readPidFile(cluster)
  const entry = file && findProcess(file.pid)
  if (entry !== undefined && !isPostmaster(entry, cluster)) rmSync(pidFile(cluster), { force: true })
}

const clusterProcesses = (cluster: Cluster): ProcessEntry[] =>
  listProcesses().filter((entry) => isPostmaster(entry, cluster) || isChild(entry, cluster))

const isChild = (entry: ProcessEntry, cluster: Cluster): boolean =>
  !entry.zombie && entry.commandLine.startsWith(`postgres: ${cluster.name}: `)

/** True also of a child just forked, which shows its parent's command line until it has a title of its own. */
const isPostmaster = (entry: ProcessEntry, cluster: Cluster): boolean =>
  !entry.zombie && entry.commandLine.includes(` -D ${cluster.data} -c port=`)

const pidFile = (cluster: Cluster): string => join(cluster.data, 'postmaster.pid')

/** Line 1 is the process id, 4 the port, 8 the state. Undefined without a file, or with one just being written. */
function readPidFile(cluster: Cluster): Postmaster | undefined {
  try {
    const lines = readFileSync(pidFile(cluster), 'utf8').split('\n')
    const [pid, port] = [Number(lines[0]), Number(lines[3])]
    return pid > 0 && port > 0 ? { pid, port, ready: lines[7]?.trim() === 'ready' } : undefined
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error
    return undefined
  }
}

const startLog = (cluster: Cluster): string => join(cluster.dataDir, 'start.log')

/** The end of what it said before its log was open, and of the log. */
function lastWords(cluster: Cluster): string {
  const folder = join(cluster.data, 'log')
  const logs = readdirSync(folder, { withFileTypes: true }).map((entry) => join(folder, entry.name))
  const newest = logs.toSorted((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs).slice(0, 1)
  return [startLog(cluster), ...newest].map((path) => tail(readFileSync(path, 'utf8'))).join('\n')
}

const tail = (text: string): string => text.trimEnd().split('\n').slice(-LOG_TAIL_LINES).join('\n')

async function until(condition: () => boolean, timeoutMs: number): Promise<boolean> {
  const deadline = Date.now() + timeoutMs
  while (!condition()) {
    if (Date.now() > deadline) return false
    await sleep(POLL_MS)
  }
  return true
}
