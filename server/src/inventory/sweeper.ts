import { setTimeout as wait } from 'node:timers/promises'
import type { Database } from '../platform/database.ts'
import type { Log } from '../platform/log.ts'
import type { Lanes } from './lanes.ts'
import { findDueEvents } from './queries.ts'

const EVERY_MS = 1_000
const EVENTS_AT_ONCE = 8
const PATIENCE_MS = 5_000

/**
 * Makes visible that holds are over. It only tidies: a hold that is over keeps nothing from anybody, swept or not.
 * Looks each second for events with such holds and sends a sweep through their lanes. Ends after the one in hand.
 */
export function startSweeper(
  db: Database,
  lanes: Lanes,
  clock: { readonly behindMs: number },
  log: Log,
): { stop(): Promise<void> } {
  const stopping = new AbortController()
  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      try {
        const swept = await sweepOnce(db, lanes, clock.behindMs)
        if (swept === EVENTS_AT_ONCE) continue
      } catch (error) {
        log.warn({ err: error }, 'holds that are over could not be swept; trying again in a second')
      }
      await wait(EVERY_MS, undefined, { signal: stopping.signal }).catch(() => undefined)
    }
  }
  const running = run()
  return {
    async stop() {
      stopping.abort()
      await running
    },
  }
}

/** Sweeps the events that are overdue longest. @returns how many; those whose lanes are too busy have to wait. */
export async function sweepOnce(db: Database, lanes: Lanes, behindMs = 0): Promise<number> {
  const events = await findDueEvents(db.sql, EVENTS_AT_ONCE, behindMs)
  const swept = await Promise.all(
    events.map(async (eventId) => {
      const { lane } = lanes.of(eventId)
      for (;;) {
        const answer = await lane.submit({ verb: 'sweep' }, performance.now() + PATIENCE_MS)
        if ('refused' in answer) return false
        if (!answer.more) return true
      }
    }),
  )
  return swept.filter(Boolean).length
}
