import type { Config } from '../config.ts'
import { openInstallation, requireData } from '../installation.ts'
import { countGivenUp, listGivenUp, retryGivenUp, type GivenUp } from '../platform/given-up.ts'
import { migrate } from '../platform/migrate.ts'

export interface JobsRequest {
  /** Ids to set going again. */
  readonly retry?: readonly string[]
  readonly retryAll: boolean
}

/**
 * Lists what was given up (jobs whose tries are used up, announcements that were refused too often), or sets it going
 * again. Leaves 1 when an id to retry was not given up. @throws Error for no data.
 */
export async function jobsRole(config: Config, { retry = [], retryAll }: JobsRequest): Promise<void> {
  requireData(config)
  const { db, lifecycle } = await openInstallation(config, 'jobs')
  try {
    await migrate(db)
    if (retryAll || retry.length > 0) {
      const again = new Set(await retryGivenUp(db.sql, retryAll ? 'all' : retry))
      for (const id of again) console.log(`${id} goes on`)
      const unknown = retry.filter((id) => !again.has(id) && !retryAll)
      for (const id of unknown) console.error(`${id} was not given up`)
      if (unknown.length > 0) process.exitCode = 1
    } else for (const one of await listGivenUp(db.sql)) console.log(told(one))
    const { jobs, announcements } = await countGivenUp(db.sql)
    console.log(
      jobs + announcements === 0
        ? 'nothing is given up'
        : `${jobs} jobs and ${announcements} announcements are given up; --retry <id> or --retry-all sets them going again`,
    )
  } finally {
    await lifecycle.stop()
  }
}

const told = ({ id, what, kind, about, tries, since, error }: GivenUp): string =>
  [
    `${what} ${id} ${kind}${about === null ? '' : ` (${about})`}`,
    `given up after ${tries} tries at ${since.toISOString()}`,
    // An error of several lines says what it is in its first.
    (error ?? 'no reason is known').split('\n')[0],
  ].join(': ')
