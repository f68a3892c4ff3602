import { setTimeout as wait } from 'node:timers/promises'
import type { Database } from '../platform/database.ts'
import type { Hints } from '../platform/hints.ts'
import type { Log } from '../platform/log.ts'
import type { LaneClock } from './event-writer.ts'
import type { Lanes } from './lanes.ts'
import { readHeads } from './queries.ts'

const INVENTORY_CHANNEL = 'inventory'
const POLL_MS = 1_000
const NOTIFY_GAP_MS = 20

export interface FollowerOptions {
  readonly db: Database
  readonly hints: Hints
  readonly lanes: Lanes
  readonly clock: LaneClock
  readonly log: Log
}

/** Hears that the logs of events have grown, as often as nodes tell it; some notices may be lost. @returns how to stop. */
export const listenForGrowth = (hints: Hints, onGrown: (eventId: string) => void): Promise<() => Promise<void>> =>
  hints.listen(
    INVENTORY_CHANNEL,
    (notice) => onGrown(notice.split(':')[0] ?? ''),
    () => undefined,
  )

/**
 * Keeps the events in memory at the head of their logs. Starts by listening; a notice says that an event's log has
 * grown, and its lane reads the entries by sequence. Notices may be lost, so the heads are looked at each second too,
 * which also tells the time. Ends with `stop`.
 */
export class Follower {
  readonly #options: FollowerOptions
  readonly #stopping = new AbortController()
  readonly #announced = new Map<string, number>()
  #unlisten: (() => Promise<void>) | undefined
  #polling: Promise<void> | undefined
  #announcing: Promise<void> | undefined

  constructor(options: FollowerOptions) {
    this.#options = options
  }

  async start(): Promise<void> {
    this.#unlisten = await this.#options.hints.listen(
      INVENTORY_CHANNEL,
      (notice) => this.#hear(notice),
      () => void this.#look(),
    )
    await this.#look()
    this.#polling = this.#poll()
  }

  async stop(): Promise<void> {
    this.#stopping.abort()
    await this.#polling
    await this.#announcing
    await this.#unlisten?.()
  }

  /**
   * Tells other nodes that an event's log has grown: after the commit and gathered, because a NOTIFY inside would make
   * all commits of the database wait for one another.
   */
  announce(eventId: string, seq: number): void {
    this.#announced.set(eventId, seq)
    this.#announcing ??= this.#sendNotices()
  }

  async #sendNotices(): Promise<void> {
    while (this.#announced.size > 0) {
      await wait(NOTIFY_GAP_MS)
      const notices = [...this.#announced].map(([eventId, seq]) => `${eventId}:${seq}`)
      this.#announced.clear()
      await this.#options.hints
        .send(INVENTORY_CHANNEL, notices)
        .catch((error: unknown) =>
          this.#options.log.debug({ err: error }, 'notices of the inventory were lost; the others look each second'),
        )
    }
    // In the same breath as nothing was left to tell: what comes next is told anew.
    this.#announcing = undefined
  }

  #hear(notice: string): void {
    const [eventId = '', seq = ''] = notice.split(':')
    const lane = this.#options.lanes.peek(eventId)?.lane
    if (lane !== undefined && lane.seq >= 0 && lane.seq < Number(seq)) void lane.catchUp()
  }

  async #poll(): Promise<void> {
    const { signal } = this.#stopping
    while (!signal.aborted) {
      await wait(POLL_MS, undefined, { signal }).catch(() => undefined)
      if (!signal.aborted) await this.#look()
    }
  }

  async #look(): Promise<void> {
    const { db, lanes, clock, log } = this.#options
    const loaded = [...lanes.all()].filter(([, { lane }]) => lane.seq >= 0)
    try {
      const heads = await readHeads(
        db.sql,
        loaded.map(([eventId]) => eventId),
      )
      clock.hear(heads.at)
      for (const [eventId, { lane }] of loaded) if (lane.seq < (heads.seqs.get(eventId) ?? 0)) void lane.catchUp()
    } catch (error) {
      log.warn({ err: error }, 'the heads of the inventory could not be read; looking again in a second')
    }
  }
}
