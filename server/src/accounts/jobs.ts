import type { Database } from '../platform/database.ts'
import type { Task } from '../platform/jobs.ts'
import { untilNothingIsLeft } from '../platform/remove-rows.ts'
import { deleteOldCodes } from './queries/codes.ts'
import { deleteDrainedBuckets } from './queries/limits.ts'
import { deleteOldSessions } from './queries/sessions.ts'

const SESSIONS_KEPT_DAYS = 30

/** Forgets sessions over for 30 days, codes that are over and drained rate limits, in small pieces. */
export const tidyAccountsTask = (db: Database): Task => ({
  name: 'tidy-accounts',
  async run(_payload, log) {
    const sessions = await untilNothingIsLeft((limit) => deleteOldSessions(db.sql, SESSIONS_KEPT_DAYS, limit))
    const buckets = await untilNothingIsLeft((limit) => deleteDrainedBuckets(db.sql, limit))
    const codes = await untilNothingIsLeft((limit) => deleteOldCodes(db.sql, limit))
    log.info({ sessions, codes, buckets }, 'old sessions, codes and rate limits were forgotten')
  },
})

export const accountCrontab = ['*/10 * * * * tidy-accounts']
