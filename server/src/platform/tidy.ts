import type { Database, Queryable } from './database.ts'
import type { Task } from './jobs.ts'

const KEYS_KEPT_HOURS = 24
const ANNOUNCEMENTS_KEPT_DAYS = 7
const ROWS_AT_ONCE = 20_000

/** Forgets what has served: answers under idempotency keys, and announcements that everybody has had. */
export const tidyPlatformTask = (db: Database): Task => ({
  name: 'tidy-platform',
  async run(_payload, log) {
    const [keys, announcements] = [await forgetKeys(db.sql), await forgetAnnouncements(db.sql)]
    log.info({ keys: keys.count, announcements: announcements.count }, 'old keys and announcements were forgotten')
  },
})

export const platformCrontab = ['7 * * * * tidy-platform']

const forgetKeys = (sql: Queryable) => sql`
  delete from idempotency_keys where (account_id, key) in (
    select account_id, key from idempotency_keys
     where made_at < now() - ${KEYS_KEPT_HOURS} * interval '1 hour'
     order by made_at limit ${ROWS_AT_ONCE})`

/** Ids are ordered by time, so the oldest are found by the primary key. One that somebody has still to take stays. */
const forgetAnnouncements = (sql: Queryable) => sql`
  delete from outbox where outbox_id in (
    select outbox_id from outbox
     where taken_at < now() - ${ANNOUNCEMENTS_KEPT_DAYS} * interval '1 day'
     order by outbox_id limit ${ROWS_AT_ONCE})`
