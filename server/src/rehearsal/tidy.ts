import type { Database } from '../platform/database.ts'
import type { Task } from '../platform/jobs.ts'
import { removeAll, whileAlone, type RehearsalNeighbours } from './space.ts'

/** Removes rehearsals that were cut off, and what came late of those that ended; leaves alone one that goes on. */
export const tidyRehearsalsTask = (db: Database, neighbours: RehearsalNeighbours): Task => ({
  name: 'tidy-rehearsals',
  async run(_payload, log) {
    const removed = await whileAlone(db, () => removeAll(db, neighbours))
    if (removed !== undefined && removed.done.rows > 0)
      log.info(removed.done, 'what was left of rehearsals was removed')
  },
})

export const rehearsalCrontab = ['*/10 * * * * tidy-rehearsals']
