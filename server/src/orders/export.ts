import type { ExportPart } from '../platform/export-part.ts'
import { presentSummary } from './present.ts'
import { listOrderViews } from './view-queries.ts'

const EXPORTED_MAX = 10_000

/** What a person ordered, newest first. */
export const orderExport: ExportPart = {
  name: 'orders',
  collect: async (sql, accountId) => (await listOrderViews(sql, accountId, null, EXPORTED_MAX)).map(presentSummary),
}
