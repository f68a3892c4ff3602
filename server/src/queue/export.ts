import type { ExportPart } from '../platform/export-part.ts'
import { findPlacesOf } from './queries/entries.ts'

const PLACES_MAX = 1_000

/** The places that a person had in queues, the latest first. */
export const queueExport: ExportPart = {
  name: 'queues',
  collect: (sql, accountId) => findPlacesOf(sql, accountId, PLACES_MAX),
}
