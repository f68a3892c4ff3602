import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { findBinaries } from './binaries.ts'
import { bringUp, rejoin, type Standing } from './bring-up.ts'
import { openCluster, writeConfiguration, type Cluster } from './cluster.ts'
import { endOrphans, findPostmaster, killCluster, stopPostmaster } from './postmaster.ts'
import { provision, ROLE } from './provision.ts'

/*
 * The life of an embedded PostgreSQL
 *
 * Whoever needs the server makes sure that it runs; whoever leaves last stops it. There is no owner and no lock file:
 *
 * - Start. A living postmaster of the data folder is adopted. Otherwise one is launched; of two launched at the same
 *   moment PostgreSQL lets one live, and the loser adopts it. Then we join (presence.ts).
 * - Serving. Our presence session ends when the server dies. If the postmaster lives (one of its children crashed and
 *   it starts over by itself) we join again; if not, it is launched again on the same port, with a pause that grows,
 *   a bounded number of times. Clients reconnect to the same address. A clean answer given before is on the disk.
 * - Leaving. `foyer check` beside a running `foyer start` leaves it running; the last one stops it, whoever started it.
 * - Killed. After `kill -9` of Node the server lives on without anybody; the next start adopts it, and being alone will
 *   stop it. After `kill -9` of PostgreSQL, or of both, the next start clears what is stale and PostgreSQL replays its
 *   log.
 */
export interface EmbeddedPostgres {
  /** For every client (postgres.js, pg, libpq): loopback, the role `foyer` with its password, the database asked for. */
  readonly url: string
  /** Of the postmaster; another one after a restart. */
  readonly pid: number
  /** It was found running, left by an earlier process or used by another one. */
  readonly adopted: boolean
  /** Called each time the server dies under us. Returns a function that takes the listener away. */
  onExit(listener: (exit: ServerExit) => void): () => void
  /** Leaves; stops the server if nobody else uses it, by a fast shutdown and then harder ones. May be called twice. */
  stop(): Promise<void>
  /** SIGKILL of the whole server, as a crash would do. For fault tests. */
  kill(): void
}

export interface ServerExit {
  readonly pid: number
  /** False when it will not be started again: not asked for, or given up after too many deaths. */
  readonly restarting: boolean
}

export interface EmbeddedPostgresOptions {
  /** For example `<DATA_DIR>/postgres`. Made when absent; never to be shared between machines or containers. */
  dataDir: string
  /** Made when absent, in UTF-8. */
  database: string
  /** Win over the tuned ones; take effect when the server is launched, not when it is adopted. */
  settings?: Readonly<Record<string, string>>
  log?: (line: string) => void
  /**
   * Writes a log in which changes can be followed, and lets the program's role follow them. Default: false; once somebody
   * has followed them and left a slot behind, it goes on, since PostgreSQL would refuse to start without.
   */
  followable?: boolean
  /** Launch it again when it dies under us. Default: true. */
  restart?: boolean
  /** Whether making a cluster waits for the disk. Default: true. */
  durable?: boolean
}

const LEAVE_TRIES_MAX = 3
const RESTARTS_MAX = 8
const RESTART_PAUSE_MIN_MS = 100
const RESTART_PAUSE_MAX_MS = 5_000
/** A server that served this long came up well: what it died of is new, and earlier deaths are forgotten. */
const HEALTHY_AFTER_MS = 1_000

/** Starts (or adopts) the PostgreSQL that lives in `dataDir`, creating the cluster on first use. */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const log = options.log ?? (() => undefined)
  const begun = performance.now()
  const binaries = findBinaries(join(options.dataDir, 'libraries'))
  const cluster = await openCluster(options.dataDir, binaries, options.durable ?? true)
  const followable = options.followable === true || hasSlots(cluster)
  const settings = { ...(followable ? { wal_level: 'logical' } : {}), ...options.settings }
  const configure = (): void => writeConfiguration(cluster, settings)
  const standing = await bringUp({ cluster, binaries, configure })
  const { port } = standing.postmaster
  const server = new Server({
    cluster,
    standing,
    url: `postgres://${ROLE}:${cluster.password}@127.0.0.1:${port}/${encodeURIComponent(options.database)}`,
    restart: options.restart ?? true,
    again: () => bringUp({ cluster, binaries, configure, port }),
    log,
  })
  try {
    await provision(standing.presence.admin, cluster, port, options.database, options.followable === true)
  } catch (error) {
    await server.stop()
    throw error
  }
  const how = server.adopted ? 'adopted' : 'started'
  log(`PostgreSQL ${binaries.version} ${how} in ${Math.round(performance.now() - begun)} ms, data in ${cluster.data}`)
  return server
}

/** Whether somebody has a place kept in the log of a cluster. */
const hasSlots = ({ data }: Cluster): boolean => readdirSync(join(data, 'pg_replslot')).length > 0

interface Parts {
  readonly cluster: Cluster
  readonly standing: Standing
  readonly url: string
  readonly restart: boolean
  /** Brings it up once more, at the same port. */
  readonly again: () => Promise<Standing>
  readonly log: (line: string) => void
}

class Server implements EmbeddedPostgres {
  readonly url: string
  readonly adopted: boolean
  readonly #parts: Parts
  readonly #listeners = new Set<(exit: ServerExit) => void>()
  #mode: 'serving' | 'recovering' | 'given-up' | 'stopped' = 'serving'
  #standing: Standing
  #upSince = performance.now()
  #restarts = 0
  #recovery: Promise<void> = Promise.resolve()
  #stopping: Promise<void> | undefined

  constructor(parts: Parts) {
    this.#parts = parts
    this.url = parts.url
    this.adopted = parts.standing.adopted
    this.#standing = parts.standing
    this.#serve(parts.standing)
  }

  get pid(): number {
    return this.#standing.postmaster.pid
  }

  onExit(listener: (exit: ServerExit) => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  kill(): void {
    killCluster(this.#parts.cluster)
  }

  stop(): Promise<void> {
    this.#stopping ??= this.#stop()
    return this.#stopping
  }

  async #stop(): Promise<void> {
    for (let tries = 0; tries < LEAVE_TRIES_MAX; tries++) {
      // What is under way is let finish: a server that serves can be asked who else is there, and stopped in order.
      // (Told to stop in the middle of a restart of its own, PostgreSQL 18.4 does not end.)
      await this.#recovery
      if (this.#mode !== 'serving') break
      if (await this.#leave()) return
    }
    // Nobody can speak to it any more: then nobody else needs it either.
    if (findPostmaster(this.#parts.cluster)?.pid === this.pid) await stopPostmaster(this.#parts.cluster)
    else await endOrphans(this.#parts.cluster)
  }

  async #leave(): Promise<boolean> {
    try {
      const left = await this.#standing.presence.leave()
      this.#mode = 'stopped'
      if (left === 'last') await stopPostmaster(this.#parts.cluster)
      return true
    } catch (error) {
      this.#parts.log(`PostgreSQL was lost while leaving it: ${String(error)}`)
      this.#lost()
      return false
    }
  }

  #lost(): void {
    if (this.#mode === 'serving') this.#recovery = this.#recover()
  }

  #serve(standing: Standing): void {
    this.#mode = 'serving'
    this.#standing = standing
    this.#upSince = performance.now()
    void standing.presence.lost.then(() => this.#lost())
  }

  async #recover(): Promise<void> {
    const { cluster, again, log } = this.#parts
    const { postmaster } = this.#standing
    this.#mode = 'recovering'
    if (performance.now() - this.#upSince > HEALTHY_AFTER_MS) this.#restarts = 0
    // A postmaster that outlives its child starts over by itself: nothing to do but to come back.
    if (await this.#cameBack(() => rejoin(cluster, postmaster))) return
    const mayTry = (): boolean => this.#parts.restart && this.#restarts < RESTARTS_MAX && this.#stopping === undefined
    log(`PostgreSQL (process ${postmaster.pid}) is gone`)
    const restarting = mayTry()
    this.#announce({ pid: postmaster.pid, restarting })
    while (mayTry()) {
      await sleep(pauseBefore(this.#restarts++))
      if (await this.#cameBack(again)) return
    }
    this.#mode = 'given-up'
    if (restarting) this.#announce({ pid: postmaster.pid, restarting: false })
  }

  async #cameBack(attempt: () => Promise<Standing | undefined>): Promise<boolean> {
    try {
      const standing = await attempt()
      if (standing === undefined) return false
      this.#serve(standing)
      this.#parts.log(`PostgreSQL (process ${this.pid}) serves again, at the same address`)
      return true
    } catch (error) {
      this.#parts.log(`PostgreSQL did not come back: ${String(error)}`)
      return false
    }
  }

  #announce(exit: ServerExit): void {
    for (const listener of this.#listeners) listener(exit)
  }
}

const pauseBefore = (restarts: number): number =>
  restarts === 0 ? 0 : Math.min(RESTART_PAUSE_MIN_MS * 2 ** (restarts - 1), RESTART_PAUSE_MAX_MS)
