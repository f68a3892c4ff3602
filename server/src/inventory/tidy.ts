import type { Database } from '../platform/database.ts'
import type { Task } from '../platform/jobs.ts'
import { untilNothingIsLeft } from '../platform/remove-rows.ts'
import { forgetOutages } from './outage-queries.ts'
import { forgetUnpaid } from './queries.ts'

/** Forgets who left holds unpaid, once it counts no more, and outages of long ago. */
export const tidyInventoryTask = (db: Database): Task => ({
  name: 'tidy-inventory',
  async run(_payload, log) {
    const accounts = await untilNothingIsLeft((limit) => forgetUnpaid(db.sql, limit))
    if (accounts > 0) log.info({ accounts }, 'holds left unpaid long ago were forgotten')
    await forgetOutages(db.sql)
  },
})

export const inventoryCrontab = ['23 * * * * tidy-inventory']
