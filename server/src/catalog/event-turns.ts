import type { EventStatus } from '@foyer/contract/catalog.events'
import type { Tx } from '../platform/database.ts'
import { announceAll } from '../platform/outbox.ts'
import { insertTurns } from './queries/turns.ts'

/** What became of an event that was before the public. */
export interface Turn {
  readonly eventId: string
  readonly status: EventStatus
  readonly startsAt: Date
  readonly previousStartsAt: Date
  /** What the organiser says to the public about it. */
  readonly reason: string | null
}

interface Standing {
  readonly status: EventStatus
  readonly startsAt: Date
}

/** The turn that an event takes from one standing to the next; none for a draft, or where nothing turned. */
export function turnOf(before: Standing & { eventId: string }, after: Standing, reason: string | null): Turn[] {
  if (before.status === 'draft') return []
  const moved = before.startsAt.getTime() !== after.startsAt.getTime()
  if (before.status === after.status && !moved) return []
  return [{ eventId: before.eventId, ...after, previousStartsAt: before.startsAt, reason }]
}

/** Keeps turns for good, and announces them (`event.cancelled`, …) to whoever owes buyers something because of them. */
export async function recordTurns(tx: Tx, ...turns: readonly (Turn | readonly Turn[])[]): Promise<void> {
  const all = turns.flat()
  if (all.length === 0) return
  await insertTurns(tx, all)
  await announceAll(
    tx,
    all.map(({ eventId, status, startsAt, previousStartsAt, reason }) => ({
      kind: `event.${status === 'draft' ? 'unpublished' : status}`,
      eventId,
      subject: `event:${eventId}`,
      data: { startsAt: startsAt.toISOString(), previousStartsAt: previousStartsAt.toISOString(), reason },
    })),
  )
}
