import { setTimeout as wait } from 'node:timers/promises'
import type { Database } from '../platform/database.ts'
import type { Log } from '../platform/log.ts'
import { SetAside } from '../platform/set-aside.ts'
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
  const aside = new SetAside()
  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      try {
        const { found, failed } = await sweepOnce(db, lanes, clock.behindMs, aside)
        if (failed.length > 0)
          log.warn(
            { err: failed[0], events: failed.length },
            'holds that are over could not be swept; trying again later',
          )
        if (found === EVENTS_AT_ONCE) continue
      } catch (error) {
        log.warn({ err: error }, 'holds that are over could not be looked for; trying again in a second')
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

interface Swept {
  /** How many events were due. */
  readonly found: number
  /** What those threw that could not be swept. */
  readonly failed: readonly unknown[]
}

/**
 * Sweeps the events that are overdue longest. One that cannot be swept, or whose lane is too busy, is set aside: it keeps
 * none from its turn.
 */
export async function sweepOnce(
  db: Database,
  lanes: Pick<Lanes, 'of'>,
  behindMs = 0,
  aside: SetAside = new SetAside(),
): Promise<Swept> {
  const events = await findDueEvents(db.sql, EVENTS_AT_ONCE, behindMs, aside.ids())
  const failed: unknown[] = []
  await Promise.all(
    events.map(async (eventId) => {
      try {
        if (await sweepEvent(lanes, eventId)) return aside.remove(eventId)
      } catch (error) {
        failed.push(error)
      }
      aside.add(eventId)
    }),
  )
  return { found: events.length, failed }
}

/** @returns false when its lane is too busy. */
async function sweepEvent(lanes: Pick<Lanes, 'of'>, eventId: string): Promise<boolean> {
  for (;;) {
    const answer = await lanes.of(eventId).lane.submit({ verb: 'sweep' }, performance.now() + PATIENCE_MS)
    if ('refused' in answer) return false
    if (!answer.more) return true
  }
}
