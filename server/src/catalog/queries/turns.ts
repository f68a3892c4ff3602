import type { Queryable, Tx } from '../../platform/database.ts'
import { newId } from '../../platform/ids.ts'
import type { Turn } from '../event-turns.ts'

export const insertTurns = (tx: Tx, turns: readonly Turn[]) => tx`
  insert into event_turns ${tx(
    turns.map((turn) => ({
      turn_id: newId(),
      event_id: turn.eventId,
      status: turn.status,
      starts_at: turn.startsAt,
      previous_starts_at: turn.previousStartsAt,
      reason: turn.reason,
    })),
  )}`

const TURNS_MAX = 100

/** Turns of an event, the first one first. */
export const findTurns = (sql: Queryable, eventId: string) => sql<(Omit<Turn, 'eventId'> & { at: Date })[]>`
  select status, starts_at as "startsAt", previous_starts_at as "previousStartsAt", reason, turned_at as at
    from event_turns where event_id = ${eventId} order by turn_id limit ${TURNS_MAX}`

/** An event that is a draft again is not found any more. */
export const dropSearchRow = (tx: Tx, eventId: string) => tx`delete from event_search where event_id = ${eventId}`
