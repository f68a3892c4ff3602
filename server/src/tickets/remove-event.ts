import type { Sql } from '../platform/database.ts'
import { removeRowsOfEvent } from '../platform/remove-rows.ts'

/** Removes all tickets of an event that never takes place: a rehearsal. @returns how many rows went. */
export const removeTickets = (sql: Sql, eventId: string): Promise<number> =>
  removeRowsOfEvent(sql, ['tickets'], eventId)
