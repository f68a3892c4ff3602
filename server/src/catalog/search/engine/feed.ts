import { setTimeout as wait } from 'node:timers/promises'
import {
  changesBehind,
  followChanges,
  forgetChanges,
  makeSlot,
  slotGoesOn,
  type ChangeStream,
  type CommittedChange,
} from '../../../platform/change-stream.ts'
import type { Database } from '../../../platform/database.ts'
import type { Log } from '../../../platform/log.ts'
import { readDocuments, untilVisible } from './documents.ts'
import { currentIndex, markStale } from './indexes.ts'
import { indexesOf, rebuild, type Targets } from './rebuild.ts'
import { BULK_MAX, writeDocuments } from './write-documents.ts'
import type { Wire } from './wire.ts'

/** Slot and publication in the database. */
export const FEED = { name: 'foyer_search', table: 'event_search', columns: ['event_id'] } as const

/** Events waiting to be written beyond which filling a new index is the shorter way. */
const WAITING_MAX = 200_000
const ADVISORY_LOCK = 0x0f0_7e_15
const PAUSE_MIN_MS = 200
const MEASURE_MS = 2_000
const PAUSE_MAX_MS = 10_000

export interface FeedStats {
  /** Whether changes are being followed. */
  readonly following: boolean
  /** Events that have changed and are not written yet. */
  readonly waiting: number
  /** How old the oldest change is that is not written yet, or how long changes could not be heard of; 0: none waits. */
  readonly lagSeconds: number
  /** Log that the database keeps for the feed. */
  readonly lagBytes: number
  readonly written: number
  /** Documents that the engine would not take for what they are. */
  readonly refused: number
  readonly rebuilds: number
}

export interface SearchFeed {
  stats(): FeedStats
  stop(): Promise<void>
}

/**
 * Keeps a search engine at what the catalogue says. Life: it follows the changes of search rows as the database's log
 * tells them; fills a new index first where there is none of this edition, or where the log no longer reaches back to
 * where it had come to; reads the events anew that have changed, and writes them; and only then lets the database forget
 * that part of its log. Whatever fails, it begins again from there, after a pause. What it does twice does no harm. Ends
 * with `stop`.
 */
export function startFeed({ db, wire, log }: { db: Database; wire: Wire; log: Log }): SearchFeed {
  const stopping = new AbortController()
  const counts = { written: 0, refused: 0, rebuilds: 0 }
  const waiting = new Waiting()
  let following = false
  /** Since when it cannot be said that nothing waits; undefined while it can. */
  let blindSince: number | undefined = Date.now()
  let lagBytes = 0
  const measuring = measure()
  const running = run()
  return {
    stats() {
      const blindSeconds = blindSince === undefined ? 0 : (Date.now() - blindSince) / 1_000
      return {
        ...counts,
        following,
        waiting: waiting.size,
        lagSeconds: Math.max(waiting.ageSeconds(), blindSeconds),
        lagBytes,
      }
    },
    async stop() {
      stopping.abort()
      waiting.wake()
      await Promise.all([running, measuring])
    },
  }

  async function measure(): Promise<void> {
    while (!stopping.signal.aborted) {
      // Where the database is away the figure stays as it was; that it is away is told elsewhere.
      lagBytes = (await changesBehind(db.sql, FEED.name).catch(() => lagBytes)) ?? 0
      await wait(MEASURE_MS, undefined, { signal: stopping.signal }).catch(() => undefined)
    }
  }

  async function run(): Promise<void> {
    for (let pause = PAUSE_MIN_MS; !stopping.signal.aborted; pause = Math.min(PAUSE_MAX_MS, pause * 2)) {
      const since = performance.now()
      try {
        await asTheOnlyOne(followOnce)
      } catch (error) {
        if (stopping.signal.aborted) return
        log.warn({ part: 'search feed', err: error }, 'the search engine is not kept up to date; trying again')
      }
      if (performance.now() - since > PAUSE_MAX_MS) pause = PAUSE_MIN_MS
      await wait(pause, undefined, { signal: stopping.signal }).catch(() => undefined)
    }
  }

  /** One process at a time: another one stands by, and takes over when this one has gone. */
  async function asTheOnlyOne(work: () => Promise<void>): Promise<void> {
    const session = await db.sql.reserve()
    try {
      const [lock] = await session<{ mine: boolean }[]>`select pg_try_advisory_lock(${ADVISORY_LOCK}) as mine`
      if (lock?.mine !== true) return
      try {
        await work()
      } finally {
        await session`select pg_advisory_unlock(${ADVISORY_LOCK})`
      }
    } finally {
      session.release()
    }
  }

  /** Follows until something ends it. @throws whatever that was. */
  async function followOnce(): Promise<void> {
    const ending = new AbortController()
    const signal = AbortSignal.any([stopping.signal, ending.signal])
    if (!(await slotGoesOn(db.sql, FEED))) {
      // Before there is a slot: should this process end in between, the next one knows that there is a gap.
      await markStale(wire)
      await makeSlot(db.sql, FEED)
    }
    const index = await currentIndex(wire)
    const targets: Targets = { current: index?.name, filling: undefined }
    waiting.clear()
    const stream = followChanges(db.url, FEED, {
      onCommit: (change) => waiting.add(change),
      onIdle(lsn) {
        if (waiting.size === 0 && targets.current !== undefined) blindSince = undefined
        void (waiting.size === 0 ? stream.acknowledge(lsn) : waiting.passedOn(stream))
      },
    })
    following = true
    const filled =
      index === undefined || index.stale
        ? rebuild(wire, db.sql, targets, log, signal).then(() => void counts.rebuilds++)
        : Promise.resolve()
    const writing = writeWhileFollowing(stream, targets, signal)
    try {
      await Promise.race([ended(stream), writing, filled.then(() => ended(stream))])
    } finally {
      following = false
      blindSince ??= Date.now()
      ending.abort()
      waiting.wake()
      await stream.stop()
      await Promise.allSettled([writing, filled])
    }
  }

  async function ended(stream: ChangeStream): Promise<void> {
    const error = await Promise.race([stream.ended, aborted(stopping.signal)])
    if (error !== undefined) throw error
  }

  async function writeWhileFollowing(stream: ChangeStream, targets: Targets, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await waiting.some()
      if (signal.aborted) return
      if (waiting.size > WAITING_MAX) {
        await stream.stop()
        await forgetChanges(db.sql, FEED.name)
        throw new Error(`${waiting.size} events wait to be written: filling a new index is the shorter way`)
      }
      const { eventIds, xids, lsn } = waiting.take()
      await untilVisible(db.sql, xids)
      for (let from = 0; from < eventIds.length; from += BULK_MAX) {
        const batch = eventIds.slice(from, from + BULK_MAX)
        const { version, documents } = await readDocuments(db.sql, batch)
        const byId = new Map(documents.map((document) => [document.eventId, document]))
        const changes = batch.map((eventId) => ({ eventId, document: byId.get(eventId) }))
        const { refused } = await writeDocuments(wire, indexesOf(targets), changes, version)
        for (const one of refused) log.error({ part: 'search feed', ...one }, 'an event cannot be indexed')
        counts.written += batch.length - refused.length
        counts.refused += refused.length
      }
      waiting.done()
      if (targets.current !== undefined) blindSince = undefined
      await stream.acknowledge(lsn)
    }
  }
}

/** Ends, with nothing, when the signal is given. */
const aborted = (signal: AbortSignal): Promise<undefined> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve(undefined)
    else signal.addEventListener('abort', () => resolve(undefined), { once: true })
  })

/** Events that have changed and are not written yet: each once, however often it changed. */
class Waiting {
  #ids = new Set<string>()
  #xids = new Set<number>()
  #lsn = '0/0'
  #written = '0/0'
  #oldest: number | undefined
  #underWay: { readonly oldest: number | undefined; readonly size: number; readonly lsn: string } | undefined
  #wake: () => void = () => undefined

  get size(): number {
    return this.#ids.size + (this.#underWay?.size ?? 0)
  }

  ageSeconds(): number {
    const oldest = this.#underWay?.oldest ?? this.#oldest
    return oldest === undefined ? 0 : Math.max(0, (Date.now() - oldest) / 1_000)
  }

  add({ rows, xid, lsn, committedAt }: CommittedChange): void {
    for (const { event_id: eventId } of rows) if (typeof eventId === 'string') this.#ids.add(eventId)
    this.#lsn = lsn
    if (rows.length === 0) return
    this.#xids.add(xid)
    this.#oldest ??= committedAt.getTime()
    this.#wake()
  }

  /** Until there are some, or somebody wakes. */
  async some(): Promise<void> {
    if (this.#ids.size > 0) return
    await new Promise<void>((resolve) => (this.#wake = resolve))
  }

  wake(): void {
    this.#wake()
  }

  take(): { eventIds: string[]; xids: number[]; lsn: string } {
    const taken = { eventIds: [...this.#ids], xids: [...this.#xids], lsn: this.#lsn }
    this.#underWay = { oldest: this.#oldest, size: this.#ids.size, lsn: this.#lsn }
    this.#ids = new Set()
    this.#xids = new Set()
    this.#oldest = undefined
    return taken
  }

  done(): void {
    this.#written = this.#underWay?.lsn ?? this.#written
    this.#underWay = undefined
  }

  /** While some are under way the server hears only of what is written, which keeps the connection alive. */
  passedOn(stream: ChangeStream): Promise<void> {
    return this.#written === '0/0' ? Promise.resolve() : stream.acknowledge(this.#written)
  }

  clear(): void {
    this.#ids = new Set()
    this.#xids = new Set()
    this.#oldest = undefined
    this.#underWay = undefined
    this.#written = '0/0'
  }
}
