import type { Database } from '../platform/database.ts'
import type { Task } from '../platform/jobs.ts'
import { deleteOldNotifications } from './queries.ts'

const KEPT_DAYS = 365
const ROWS_AT_ONCE = 20_000

/** Forgets notifications after a year, a bounded number each time. */
export const tidyNotificationsTask = (db: Database): Task => ({
  name: 'tidy-notifications',
  async run(_payload, log) {
    const { count } = await deleteOldNotifications(db.sql, KEPT_DAYS, ROWS_AT_ONCE)
    log.info({ count }, 'old notifications were forgotten')
  },
})

export const notificationCrontab = ['17 * * * * tidy-notifications']
