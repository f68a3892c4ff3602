import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Binaries } from './binaries.ts'
import type { Cluster } from './cluster.ts'
import { choosePort, isFree, rememberPort } from './port.ts'
import {
  findPostmaster,
  launchPostmaster,
  MemoryStillInUse,
  stopPostmaster,
  untilReady,
  type Postmaster,
} from './postmaster.ts'
import { joinUsers, type Presence } from './presence.ts'
import { hasCode } from './processes.ts'

/** A server that runs, and our place among those who use it. */
export interface Standing {
  readonly postmaster: Postmaster
  readonly adopted: boolean
  readonly presence: Presence
}

export interface Wish {
  readonly cluster: Cluster
  readonly binaries: Binaries
  /** Written to the cluster before a launch. */
  readonly configure: () => void
  /** The only port that will do; without it the remembered one, or any. */
  readonly port?: number
}

const PAUSE_MS = 50
/** How long others may be starting or stopping it meanwhile; a stop takes up to half a minute. */
const PATIENCE_MS = 60_000

/** Adopts the cluster's server or launches it, and joins. Waits while another process starts or stops it. */
export async function bringUp(wish: Wish): Promise<Standing> {
  const deadline = Date.now() + PATIENCE_MS
  for (;;) {
    const outcome = await adoptOrLaunch(wish)
    if (!('notYet' in outcome)) return outcome
    if (Date.now() > deadline) throw new Error('PostgreSQL does not come up', { cause: outcome.notYet })
    await sleep(PAUSE_MS)
  }
}

/**
 * Joins the same server again after the session was lost, once it has started over from a crash of one of its children.
 * Undefined when it is gone, which may show only a moment after the session's end.
 */
export async function rejoin(cluster: Cluster, postmaster: Postmaster): Promise<Standing | undefined> {
  const deadline = Date.now() + PATIENCE_MS
  while (findPostmaster(cluster)?.pid === postmaster.pid) {
    try {
      const presence = await joinUsers(cluster, postmaster.port)
      if (presence) return { postmaster, adopted: true, presence }
    } catch (error) {
      if (!isTransient(error) || Date.now() > deadline) throw error
    }
    await sleep(PAUSE_MS)
  }
  return undefined
}

async function adoptOrLaunch(wish: Wish): Promise<Standing | { notYet: unknown }> {
  const { cluster } = wish
  const running = findPostmaster(cluster)
  const port = wish.port ?? (running ? running.port : await choosePort(portFile(cluster)))
  let launched: Postmaster | undefined
  try {
    if (running) await untilReady(cluster, () => findPostmaster(cluster)?.pid !== running.pid)
    else launched = await launch(wish, port)
    const postmaster = launched ?? running
    if (postmaster?.port !== port) throw new Error(`PostgreSQL is not at port ${port}, where its clients know it`)
    const presence = await joinUsers(cluster, port)
    if (presence === undefined) return { notYet: new Error('its last user is stopping it') }
    rememberPort(portFile(cluster), port)
    return { postmaster, adopted: launched === undefined, presence }
  } catch (error) {
    if (isTransient(error)) return { notYet: error }
    // The server we found was stopped, or another process was quicker to launch one, or to take the port.
    if (findPostmaster(cluster)?.pid !== (launched ?? running)?.pid) return { notYet: error }
    if (!running && !launched && wish.port === undefined && !(await isFree(port))) return { notYet: error }
    if (launched) await stopPostmaster(cluster)
    throw error
  }
}

const portFile = (cluster: Cluster): string => join(cluster.dataDir, 'port')

function launch({ cluster, binaries, configure }: Wish, port: number): Promise<Postmaster> {
  configure()
  return launchPostmaster(cluster, binaries, port)
}

function isTransient(error: unknown): boolean {
  if (error instanceof MemoryStillInUse || hasCode(error, ...TRANSIENT)) return true
  return error instanceof Error && error.message === 'Connection terminated unexpectedly'
}

/** Refused, reset, starting up or shutting down (57P03), stopped (57P01), crashed (57P02), no place free (53300). */
const TRANSIENT = ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', '57P01', '57P02', '57P03', '53300']
