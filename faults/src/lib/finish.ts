import { setTimeout as wait } from 'node:timers/promises'
import type { Book } from './book.ts'
import { readStanding, unfinished } from './compare.ts'
import type { Queryable } from '@foyer/server/platform/database'
import type { Purchase } from './purchase.ts'

/** A step that a crash cut off is taken up again after half a minute, should nothing else have led to it. */
const FINISHED_WITHIN_MS = 90_000
const LOOK_MS = 500

/** Everybody pays or gives up, and waits for what comes of it. @throws Error when some order does not come to its end. */
export async function finish(
  sql: Queryable,
  eventId: string,
  book: Book,
  purchases: readonly Purchase[],
): Promise<void> {
  const ordered = purchases.filter(({ entry }) => entry.order !== undefined && !entry.cancelled)
  await Promise.all(ordered.filter(({ entry }) => !entry.paid).map((purchase) => purchase.cancel()))
  const givenUp = performance.now() + FINISHED_WITHIN_MS
  for (;;) {
    await Promise.all(ordered.filter(({ entry }) => entry.paid && !entry.tickets).map((purchase) => purchase.look()))
    const left = unfinished(book.entries(), await readStanding(sql, eventId))
    if (left.length === 0) return
    if (performance.now() > givenUp) throw new Error(`orders do not come to their end:\n${left.join('\n')}`)
    await wait(LOOK_MS)
  }
}
