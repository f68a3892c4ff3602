import type { Sql } from '../platform/database.ts'
import { removeRowsOfEvent } from '../platform/remove-rows.ts'

const TABLES = [
  'sale_logs',
  'sale_log_sales',
  'sale_log_bundles',
  'sale_log_tiles',
  'sale_log_documents',
  'sale_log_checkpoints',
] as const

/**
 * Removes the log of a sale that never was: a rehearsal. Nothing else that was published is ever taken back.
 * @returns how many rows went.
 */
export const removeSaleLog = (sql: Sql, eventId: string): Promise<number> => removeRowsOfEvent(sql, TABLES, eventId)
