import type { ExportPart } from '../platform/export-part.ts'
import { findHoldsOf } from './queries.ts'

const HOLDS_MAX = 1_000

/** The holds of a person, the latest first. */
export const holdExport: ExportPart = {
  name: 'holds',
  collect: (sql, accountId) => findHoldsOf(sql, accountId, HOLDS_MAX),
}
