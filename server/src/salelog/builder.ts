import { setTimeout as wait } from 'node:timers/promises'
import { readEventHeads } from '../inventory/index.ts'
import type { Database } from '../platform/database.ts'
import type { Log } from '../platform/log.ts'
import { SetAside } from '../platform/set-aside.ts'
import { appendToLog, type AppendServices } from './append.ts'
import { findLogs } from './queries.ts'
import type { SaleSource } from './sale-source.ts'

/** A log follows its sale by about this. */
const BETWEEN_TURNS_MS = 500
/** Events looked through in a turn, whether or not anything was told of them: notices may be lost. */
const LOOKED_THROUGH_PER_TURN = 200
/** Events that are waited for by their ids; what is beyond them is found by looking through all. */
const CHANGED_MAX = 10_000
/** Steps that one event may take before the others have their turn. */
const STEPS_PER_TURN_MAX = 20
/** So many at once are the database and not the logs: the others wait for the next turn. */
const FAILURES_PER_TURN_MAX = 8

export interface BuilderOptions extends AppendServices {
  readonly db: Database
  readonly source: SaleSource
  readonly log: Log
}

/**
 * Builds the public logs. Starts by listening; then, twice a second, it brings on those events of which something was
 * told, and looks through a part of all others. Any number of workers may build: one at a time has the log of an event.
 * A log that cannot be brought on is set aside: it keeps no other from its turn.
 * Ends after the step in hand on `stop`; what is not done is done by the next that starts.
 */
export class LogBuilder {
  readonly #options: BuilderOptions
  readonly #changed = new Set<string>()
  readonly #aside = new SetAside()
  readonly #stopping = new AbortController()
  #lookedThroughTo: string | null = null
  #unlisten: (() => Promise<void>) | undefined
  #running: Promise<void> | undefined

  constructor(options: BuilderOptions) {
    this.#options = options
  }

  async start(): Promise<void> {
    this.#unlisten = await this.#options.source.listen((eventIds) => this.#hear(eventIds))
    this.#running = this.#run()
  }

  async stop(): Promise<void> {
    this.#stopping.abort()
    await this.#running
    await this.#unlisten?.()
  }

  #hear(eventIds: readonly string[]): void {
    for (const eventId of eventIds) if (this.#changed.size < CHANGED_MAX) this.#changed.add(eventId)
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping
    while (!signal.aborted) {
      await this.#turn().catch((error: unknown) =>
        this.#options.log.warn({ err: error }, 'the public sale logs could not be brought on; trying again'),
      )
      await wait(BETWEEN_TURNS_MS, undefined, { signal }).catch(() => undefined)
    }
  }

  async #turn(): Promise<void> {
    this.#hear(await this.#lookThrough())
    const changed = [...this.#changed]
    this.#changed.clear()
    let failures = 0
    for (const eventId of changed) {
      if (this.#stopping.signal.aborted) return
      if (failures === FAILURES_PER_TURN_MAX || this.#aside.has(eventId)) {
        this.#changed.add(eventId)
        continue
      }
      try {
        if (!(await this.#bringOn(eventId))) this.#changed.add(eventId)
        this.#aside.remove(eventId)
      } catch (error) {
        this.#options.log.warn({ err: error, eventId }, 'a public sale log could not be brought on; trying again later')
        this.#changed.add(eventId)
        this.#aside.add(eventId)
        failures++
      }
    }
  }

  /** @returns whether the log has all there is, or is being brought on by another. */
  async #bringOn(eventId: string): Promise<boolean> {
    const { signal } = this.#stopping
    for (let step = 0; step < STEPS_PER_TURN_MAX; step++) {
      const started = performance.now()
      const appended = await this.#options.db.transaction((tx) => appendToLog(tx, this.#options, eventId))
      if (appended !== 'grown' || signal.aborted) return true
      // Half of a thread at most: a log may lag behind a rush, and the rush must not wait for its log.
      await wait(performance.now() - started, undefined, { signal }).catch(() => undefined)
    }
    return false
  }

  /** Of the next events in the order of their ids, those whose log is behind. */
  async #lookThrough(): Promise<string[]> {
    const { sql } = this.#options.db
    const sales = await this.#options.source.page(sql, this.#lookedThroughTo, LOOKED_THROUGH_PER_TURN)
    this.#lookedThroughTo = sales.length < LOOKED_THROUGH_PER_TURN ? null : (sales.at(-1)?.eventId ?? null)
    const eventIds = sales.map(({ eventId }) => eventId)
    const { seqs } = await readEventHeads(sql, eventIds)
    const logs = new Map((await findLogs(sql, eventIds)).map((log) => [log.eventId, log]))
    return sales
      .filter(({ eventId, source }) => {
        const log = logs.get(eventId)
        return log === undefined || log.source !== source || log.entries < (seqs.get(eventId) ?? 0)
      })
      .map(({ eventId }) => eventId)
  }
}
