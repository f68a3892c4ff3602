import type { Database } from '../platform/database.ts'
import type { Task } from '../platform/jobs.ts'
import { deleteOldCodes } from './queries/codes.ts'
import { deleteDrainedBuckets } from './queries/limits.ts'
import { deleteOldSessions } from './queries/sessions.ts'

const SESSIONS_KEPT_DAYS = 30
const ROWS_AT_ONCE = 5_000

/** Forgets sessions over for 30 days, codes that are over and drained rate limits, a bounded number each time. */
export const tidyAccountsTask = (db: Database): Task => ({
  name: 'tidy-accounts',
  async run(_payload, log) {
    const sessions = await deleteOldSessions(db.sql, SESSIONS_KEPT_DAYS, ROWS_AT_ONCE)
    const buckets = await deleteDrainedBuckets(db.sql, ROWS_AT_ONCE)
    const codes = await deleteOldCodes(db.sql, ROWS_AT_ONCE)
    log.info(
      { sessions, codes: codes.count, buckets: buckets.count },
      'old sessions, codes and rate limits were forgotten',
    )
  },
})

export const accountCrontab = ['*/10 * * * * tidy-accounts']
