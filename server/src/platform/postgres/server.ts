import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { findBinaries } from './binaries.ts'
import { bringUp, type Standing } from './bring-up.ts'
import { openCluster, writeConfiguration, type Cluster } from './cluster.ts'
import { findPostmaster, killCluster, stopPostmaster } from './postmaster.ts'
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
  /** Launch it again when it dies under us. Default: true. */
  restart?: boolean
  /** Whether making a cluster waits for the disk. Default: true. */
  durable?: boolean
}

const RESTARTS_MAX = 8
const RESTART_PAUSE_MIN_MS = 100
const RESTART_PAUSE_MAX_MS = 5_000
/** A server that lived this long is healthy: its earlier deaths are forgotten. */
const HEALTHY_AFTER_MS = 60_000

/** Starts (or adopts) the PostgreSQL that lives in `dataDir`, creating the cluster on first use. */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const log = options.log ?? (() => undefined)
  const begun = performance.now()
  const binaries = findBinaries(join(options.dataDir, 'libraries'))
  const cluster = await openCluster(options.dataDir, binaries, options.durable ?? true)
  const configure = (): void => writeConfiguration(cluster, options.settings ?? {})
  const standing = await bringUp({ cluster, binaries, configure })
  const { port } = standing.postmaster
  try {
    await provision(standing.presence.admin, cluster, port, options.database)
  } catch (error) {
    await leave(cluster, standing)
    throw error
  }
  const how = standing.adopted ? 'adopted' : 'started'
  log(`PostgreSQL ${binaries.version} ${how} in ${Math.round(performance.now() - begun)} ms, data in ${cluster.data}`)
  return new Server({
    cluster,
    standing,
    url: `postgres://${ROLE}:${cluster.password}@127.0.0.1:${port}/${encodeURIComponent(options.database)}`,
    restart: options.restart ?? true,
    again: () => bringUp({ cluster, binaries, configure, port }),
    log,
  })
}

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
    // A launch under way is let finish: what it makes can then be stopped in order.
    await this.#recovery
    if (this.#mode !== 'serving') return
    this.#mode = 'stopped'
    await leave(this.#parts.cluster, this.#standing)
  }

  #serve(standing: Standing): void {
    this.#mode = 'serving'
    this.#standing = standing
    this.#upSince = performance.now()
    void standing.presence.lost.then(() => {
      if (this.#mode === 'serving') this.#recovery = this.#recover()
    })
  }

  async #recover(): Promise<void> {
    const { cluster, restart, again, log } = this.#parts
    this.#mode = 'recovering'
    if (performance.now() - this.#upSince > HEALTHY_AFTER_MS) this.#restarts = 0
    const pid = this.pid
    // If the postmaster lives, one of its children crashed: it starts over by itself, and we only join again.
    const lives = findPostmaster(cluster)?.pid === pid
    const mayTry = (): boolean => this.#restarts < RESTARTS_MAX && (lives || (restart && this.#stopping === undefined))
    log(`PostgreSQL (process ${pid}) ${lives ? 'starts over after a crash of its own' : 'is gone'}`)
    if (!lives) this.#announce({ pid, restarting: mayTry() })
    while (mayTry()) {
      await sleep(pauseBefore(this.#restarts++))
      try {
        this.#serve(await again())
        log(`PostgreSQL (process ${this.pid}) serves again, at the same address`)
        return
      } catch (error) {
        log(`PostgreSQL did not come back: ${String(error)}`)
      }
    }
    this.#mode = 'given-up'
    if (restart) this.#announce({ pid, restarting: false })
  }

  #announce(exit: ServerExit): void {
    for (const listener of this.#listeners) listener(exit)
  }
}

const pauseBefore = (restarts: number): number =>
  restarts === 0 ? 0 : Math.min(RESTART_PAUSE_MIN_MS * 2 ** (restarts - 1), RESTART_PAUSE_MAX_MS)

/** Where our session is lost there is nobody to ask; a server that still lives is stopped, for it may have nobody. */
async function leave(cluster: Cluster, { presence }: Standing): Promise<void> {
  const left = await presence.leave().catch(() => 'last' as const)
  if (left === 'last') await stopPostmaster(cluster)
}
