import { HOUR_MS } from '../platform/clock.ts'
import type { Database, Tx } from '../platform/database.ts'
import { chainHash, encodeEntry, type Change } from './change.ts'
import { outageOf, UNSERVED_FROM_MS, type Outage } from './hold-clock.ts'
import { lockHeads, lockServedAt, readLiveHolds, writeMadeUp, type HeadRow, type LiveHold } from './outage-queries.ts'

/** However many outages there are, no hold lasts longer. */
const LIFE_MAX_MS = 2 * HOUR_MS
/** Changes in one entry of a log at most. */
const CHANGES_MAX = 500

/** What else goes by time that people have, made longer in the same transaction. Locks come after those of holds. */
export type MakeUp = (tx: Tx, outage: Outage) => Promise<unknown>

export interface MadeUp {
  readonly outage: Outage
  readonly holds: number
  /** Events whose logs have grown, and how far. */
  readonly grown: ReadonlyMap<string, number>
}

/**
 * Makes every hold longer by the time in which the sale could not be served, if there was such a time: in one transaction
 * with the word that it is served again. It takes the head of each event, and what it does is in the event's log like any
 * other change: so a node that had decided otherwise meanwhile is fenced, and decides again.
 * @param isServed whether it is served now; if not, the clocks go on standing still from here.
 * @returns undefined where nothing was to be made up for, or another node had done it.
 */
export async function makeUpForOutage(
  db: Database,
  isServed: boolean,
  others: readonly MakeUp[],
): Promise<MadeUp | undefined> {
  return db.transaction(async (tx) => {
    const { now, servedAt } = await lockServedAt(tx)
    const outage = outageOf(servedAt, now)
    if (outage === undefined) return undefined
    const heads = await lockHeads(tx)
    const holds = await readLiveHolds(
      tx,
      heads.map(({ eventId }) => eventId),
    )
    const events = heads.map((head) => longer(head, holds.get(head.eventId) ?? [], outage))
    await writeMadeUp(tx, {
      outage,
      events,
      servedAt: isServed ? now : now - UNSERVED_FROM_MS,
    })
    for (const make of others) await make(tx, outage)
    return {
      outage,
      holds: events.reduce((sum, event) => sum + event.holds.length, 0),
      grown: new Map(events.flatMap(({ eventId, entries, seq }) => (entries.length > 0 ? [[eventId, seq]] : []))),
    }
  })
}

/** What becomes of one event: its holds with their new ends, the entries that tell so, and its head after them. */
export interface EventMadeUp extends HeadRow {
  readonly holds: readonly LiveHold[]
  readonly entries: readonly {
    readonly seq: number
    readonly body: string
    readonly before: string
    readonly hash: string
  }[]
  readonly nextDue: number | null
}

/** A hold that was live when the clocks stood still has as much time left as it had then. Pure. */
export function longer(head: HeadRow, holds: readonly LiveHold[], { beganAt, endedAt }: Outage): EventMadeUp {
  const after = holds.map((hold) => ({ ...hold, expiresAt: newEnd(hold, beganAt, endedAt - beganAt) }))
  const moved = after.filter(({ expiresAt }, index) => expiresAt !== holds[index]?.expiresAt)
  const entries: EventMadeUp['entries'][number][] = []
  let { seq, hash } = head
  for (let at = 0; at < moved.length; at += CHANGES_MAX) {
    const changes = moved
      .slice(at, at + CHANGES_MAX)
      .map(({ holdId, expiresAt }): Change => ['extended', holdId, expiresAt, 'outage'])
    const before = hash
    const body = encodeEntry({ eventId: head.eventId, seq: ++seq, at: beganAt, changes })
    hash = chainHash(before, body)
    entries.push({ seq, body, before, hash })
  }
  const nextDue = after.reduce<number | null>(
    (least, { expiresAt }) => (least === null ? expiresAt : Math.min(least, expiresAt)),
    null,
  )
  return { eventId: head.eventId, seq, hash, holds: moved, entries, nextDue }
}

function newEnd({ expiresAt, heldAt }: LiveHold, beganAt: number, ms: number): number {
  if (expiresAt <= beganAt) return expiresAt
  return Math.max(expiresAt, Math.min(expiresAt + ms, heldAt + LIFE_MAX_MS))
}
