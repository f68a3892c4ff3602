import type { Sql } from '../platform/database.ts'
import { removeRowsOfEvent } from '../platform/remove-rows.ts'

/** The head first: from then on no batch of any node gets through the fence, and nothing is swept. */
const TABLES = [
  'event_heads',
  'claims',
  'unpaid_holds',
  'network_allowances',
  'hold_networks',
  'holds',
  'allowances',
  'event_log',
] as const

/** Removes all places, holds and the log of an event that nobody will miss: a rehearsal. @returns how many rows went. */
export const removeInventory = (sql: Sql, eventId: string): Promise<number> => removeRowsOfEvent(sql, TABLES, eventId)
