import type { Database, Sql } from '../platform/database.ts'
import type { Task } from '../platform/jobs.ts'
import { untilNothingIsLeft } from '../platform/remove-rows.ts'
import { forgetLooseChanges } from './queries/changes.ts'
import { findForgottenQueues, findQueuesToForget, forgetPeople } from './queries/forget.ts'

/** So long a person who lost may ask what became of them. */
const KEPT_DAYS = 90
const QUEUES_AT_ONCE = 100
/** A node may count for a network until it knows that it is not to; and whoever removes may be cut off. */
const LOOKED_AT_AGAIN_DAYS = 7

/**
 * Forgets who was in queues of long ago, and with them what was kept of their networks, which the inventory has. The draws
 * stay, and can be checked for ever: they know nobody.
 */
export const tidyQueuesTask = (db: Database, forgetNetworks: (sql: Sql, eventId: string) => Promise<number>): Task => ({
  name: 'tidy-queues',
  async run(_payload, log) {
    const eventIds = await findQueuesToForget(db.sql, KEPT_DAYS, QUEUES_AT_ONCE)
    for (const eventId of eventIds) await forgetPeople(db.sql, eventId)
    let networks = 0
    for (const eventId of await findForgottenQueues(
      db.sql,
      LOOKED_AT_AGAIN_DAYS,
      LOOKED_AT_AGAIN_DAYS * QUEUES_AT_ONCE,
    ))
      networks += await forgetNetworks(db.sql, eventId)
    const changes = await untilNothingIsLeft((limit) => forgetLooseChanges(db.sql, KEPT_DAYS, limit))
    if (eventIds.length + networks + changes > 0)
      log.info({ queues: eventIds.length, networks, changes }, 'those who were in old queues were forgotten')
  },
})

export const queueCrontab = ['41 3 * * * tidy-queues']
