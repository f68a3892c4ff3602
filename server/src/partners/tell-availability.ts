import { setTimeout as wait } from 'node:timers/promises'
import type { Database } from '../platform/database.ts'
import { findMoved, findTold, keepTold, type Feed, type ToldRow } from './queries.ts'
import { sourceOf } from './take-message.ts'

/** What is left of an event, as the inventory knows it. */
export type AvailabilityOf = (
  eventId: string,
) => Promise<
  | { readonly version: number; readonly places: number; readonly available: number; readonly bitmap: Uint8Array }
  | undefined
>

const LOOK_EVERY_MS = 500

/**
 * What changed of the showtimes of a feed after a sequence: each once, as it is now, so that whoever was away for a day
 * reads as much as there are showtimes and no more. Waits for a change where there is none yet.
 */
export async function tellAvailability(
  db: Database,
  availability: AvailabilityOf,
  feed: Feed,
  after: number,
  waitMs: number,
  signal: AbortSignal,
): Promise<(ToldRow & { readonly sequence: number })[]> {
  const until = performance.now() + waitMs
  for (;;) {
    await gather(db, availability, feed)
    const told = await findTold(db.sql, feed.feedId, after)
    if (told.length > 0 || signal.aborted || performance.now() + LOOK_EVERY_MS > until) return told
    await wait(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined)
  }
}

/** Brings what can be told up to date. */
async function gather(db: Database, availability: AvailabilityOf, { feedId, organiserId }: Feed): Promise<void> {
  const moved = await findMoved(db.sql, organiserId, sourceOf(feedId), feedId)
  const rows: ToldRow[] = []
  for (const { eventId, showtime } of moved) {
    const state = await availability(eventId)
    if (state === undefined) continue
    const { version, places, available, bitmap } = state
    rows.push({ eventId, showtime, version, places, available, bitmap: Buffer.from(bitmap) })
  }
  if (rows.length > 0) await db.transaction((tx) => keepTold(tx, feedId, rows))
}
