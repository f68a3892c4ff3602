import type { ExportPart } from '../platform/export-part.ts'
import { findMailsOf } from './mail/queries.ts'
import { presentNotification } from './present.ts'
import { findNotifications } from './queries.ts'

const EXPORTED_MAX = 10_000

/** What a person was told, newest first. */
export const notificationExport: ExportPart = {
  name: 'notifications',
  collect: async (sql, accountId) =>
    (await findNotifications(sql, accountId, null, EXPORTED_MAX)).map(presentNotification),
}

/** What was mailed to a person, newest first: which mail and when, since its words are not kept. */
export const mailExport: ExportPart = {
  name: 'mails',
  collect: (sql, accountId) => findMailsOf(sql, accountId, EXPORTED_MAX),
}
