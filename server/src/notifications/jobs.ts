import type { Database } from '../platform/database.ts'
import type { Task } from '../platform/jobs.ts'
import { untilNothingIsLeft } from '../platform/remove-rows.ts'
import { deleteOldMails } from './mail/queries.ts'
import { deleteOldNotifications } from './queries.ts'

const KEPT_DAYS = 365
/** Long enough to answer whoever says that a mail never came. */
const MAILS_KEPT_DAYS = 90

/** Forgets notifications after a year and mails after a quarter of one, in small pieces. */
export const tidyNotificationsTask = (db: Database): Task => ({
  name: 'tidy-notifications',
  async run(_payload, log) {
    const count = await untilNothingIsLeft((limit) => deleteOldNotifications(db.sql, KEPT_DAYS, limit))
    const mails = await untilNothingIsLeft((limit) => deleteOldMails(db.sql, MAILS_KEPT_DAYS, limit))
    log.info({ count, mails }, 'old notifications and mails were forgotten')
  },
})

export const notificationCrontab = ['17 * * * * tidy-notifications']
