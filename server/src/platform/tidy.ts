import type { Database, Queryable } from './database.ts'
import type { Task } from './jobs.ts'
import { untilNothingIsLeft } from './remove-rows.ts'

const KEYS_KEPT_HOURS = 24
const ANNOUNCEMENTS_KEPT_DAYS = 7

/** Forgets what has served: answers under idempotency keys, and announcements that everybody has had. */
export const tidyPlatformTask = (db: Database): Task => ({
  name: 'tidy-platform',
  async run(_payload, log) {
    const keys = await untilNothingIsLeft((limit) => forgetKeys(db.sql, limit))
    const announcements = await untilNothingIsLeft((limit) => forgetAnnouncements(db.sql, limit))
    log.info({ keys, announcements }, 'old keys and announcements were forgotten')
  },
})

export const platformCrontab = ['7 * * * * tidy-platform']

const forgetKeys = (sql: Queryable, limit: number) => sql`
  delete from idempotency_keys where (account_id, key) in (
    select account_id, key from idempotency_keys
     where made_at < now() - ${KEYS_KEPT_HOURS} * interval '1 hour'
     order by made_at limit ${limit})`

/**
 * Ids begin with the time, so the oldest are found by the primary key, and the younger ones are not looked at. One that
 * somebody has still to take stays.
 */
const forgetAnnouncements = (sql: Queryable, limit: number) => sql`
  delete from outbox where outbox_id in (
    select outbox_id from outbox
     where taken_at < now() - ${ANNOUNCEMENTS_KEPT_DAYS} * interval '1 day'
       and outbox_id < (rpad(lpad(to_hex(floor(extract(
             epoch from now() - ${ANNOUNCEMENTS_KEPT_DAYS} * interval '1 day') * 1000)::bigint), 12, '0'), 32, '0'))::uuid
     order by outbox_id limit ${limit})`
