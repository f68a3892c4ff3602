import type { Sql } from '../platform/database.ts'
import { removeRowsOfEvent } from '../platform/remove-rows.ts'

/** The ledger refuses this for every event that is not made for a rehearsal (migration 0048). */
const TABLES = ['ledger_entries', 'refunds', 'disputes', 'payments', 'webhook_inbox'] as const

/** Removes the payments of a rehearsal, which the sandbox took, or which were of nothing. @returns how many rows went. */
export const removePayments = (sql: Sql, eventId: string): Promise<number> => removeRowsOfEvent(sql, TABLES, eventId)
