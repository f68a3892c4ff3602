import type { Database } from '../platform/database.ts'
import type { Task } from '../platform/jobs.ts'
import { findQueuesToForget, forgetPeople } from './queries/forget.ts'

/** So long a person who lost may ask what became of them. */
const KEPT_DAYS = 90
const QUEUES_AT_ONCE = 100

/** Forgets who was in queues of long ago. The draws stay, and can be checked for ever: they know nobody. */
export const tidyQueuesTask = (db: Database): Task => ({
  name: 'tidy-queues',
  async run(_payload, log) {
    const eventIds = await findQueuesToForget(db.sql, KEPT_DAYS, QUEUES_AT_ONCE)
    for (const eventId of eventIds) await db.transaction((tx) => forgetPeople(tx, eventId))
    if (eventIds.length > 0) log.info({ queues: eventIds.length }, 'those who were in old queues were forgotten')
  },
})

export const queueCrontab = ['41 3 * * * tidy-queues']
