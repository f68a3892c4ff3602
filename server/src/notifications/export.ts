import type { ExportPart } from '../platform/export-part.ts'
import { presentNotification } from './present.ts'
import { findNotifications } from './queries.ts'

const EXPORTED_MAX = 10_000

/** What a person was told, newest first. */
export const notificationExport: ExportPart = {
  name: 'notifications',
  collect: async (sql, accountId) =>
    (await findNotifications(sql, accountId, null, EXPORTED_MAX)).map(presentNotification),
}
