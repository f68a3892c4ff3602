import { setTimeout as wait } from 'node:timers/promises'
import type { Database } from './database.ts'
import type { Log } from './log.ts'

const BEAT_MS = 15_000
/** Sooner than the first to be back looks for the dead. */
const RETRY_MS = 3_000
/** Not heard of for this long, a runner is taken for dead: several beats, for a database that was away for some. */
export const GONE_AFTER_MS = 60_000
/** Rows of the dead are kept no longer. */
const FORGOTTEN_AFTER = '1 hour'

export interface Beats {
  stop(): Promise<void>
}

/**
 * Says every 15 seconds that the runners of this process live, and hands on the jobs of those that do not: the library
 * leaves what a killed process had taken locked for four hours. A job may then run twice at once, when its runner only
 * was slow; a task bears that.
 */
export function startBeats(options: { db: Database; log: Log; alive: () => readonly string[] }): Beats {
  const { db, log, alive } = options
  const stopping = new AbortController()
  const { signal } = stopping
  const beating = (async () => {
    let before: number | undefined
    while (!signal.aborted) {
      let pauseMs = BEAT_MS
      try {
        await beat(db, alive())
        // Who was without the database until just now knows nothing of the others: they get a beat to say they live.
        if (before !== undefined && performance.now() - before < GONE_AFTER_MS) await takeFromTheDead(db)
        before = performance.now()
      } catch (error) {
        log.warn({ part: 'jobs', err: error }, 'could not say that the runners of jobs live; trying again')
        pauseMs = RETRY_MS
      }
      await wait(pauseMs, undefined, { signal }).catch(() => undefined)
    }
  })()
  return {
    async stop() {
      stopping.abort()
      await beating
    },
  }
}

/** Says that these runners live. */
export async function beat(db: Database, alive: readonly string[]): Promise<void> {
  await db.sql`
    insert into job_runners (id) select unnest(${[...alive]}::text[])
        on conflict (id) do update set seen_at = now()`
}

/** Unlocks the jobs of every runner that has not been heard of for a minute. */
export async function takeFromTheDead(db: Database): Promise<void> {
  await db.sql`
    with dead as (
      select distinct locked_by as id from graphile_worker.jobs
       where locked_at < now() - ${GONE_AFTER_MS} * interval '1 millisecond'
         and locked_by not in (
               select id from job_runners where seen_at > now() - ${GONE_AFTER_MS} * interval '1 millisecond'))
    select graphile_worker.force_unlock_workers(array_agg(id)) from dead having count(*) > 0`
  await db.sql`delete from job_runners where seen_at < now() - ${FORGOTTEN_AFTER}::interval`
}
