import type { Database } from '../platform/database.ts'
import type { Task } from '../platform/jobs.ts'
import { deleteOldMails } from './mail/queries.ts'
import { deleteOldNotifications } from './queries.ts'

const KEPT_DAYS = 365
/** Long enough to answer whoever says that a mail never came. */
const MAILS_KEPT_DAYS = 90
const ROWS_AT_ONCE = 20_000

/** Forgets notifications after a year and mails after a quarter of one, a bounded number each time. */
export const tidyNotificationsTask = (db: Database): Task => ({
  name: 'tidy-notifications',
  async run(_payload, log) {
    const { count } = await deleteOldNotifications(db.sql, KEPT_DAYS, ROWS_AT_ONCE)
    const mails = await deleteOldMails(db.sql, MAILS_KEPT_DAYS, ROWS_AT_ONCE)
    log.info({ count, mails: mails.count }, 'old notifications and mails were forgotten')
  },
})

export const notificationCrontab = ['17 * * * * tidy-notifications']
