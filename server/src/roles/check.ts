import type { Config } from '../config.ts'
import { openInstallation, requireData } from '../installation.ts'
import { invariants } from '../invariants.ts'
import { findBrokenInvariants } from '../platform/check.ts'
import { countGivenUp } from '../platform/given-up.ts'
import { migrate } from '../platform/migrate.ts'

/** Asks every invariant, prints each with the number of rows that contradict it, and leaves 1 when one is broken. @throws Error for no data. */
export async function checkRole(config: Config): Promise<void> {
  requireData(config)
  const { db, lifecycle } = await openInstallation(config, 'check')
  try {
    await migrate(db)
    const broken = new Map((await findBrokenInvariants(db.sql, invariants)).map((one) => [one.name, one]))
    for (const invariant of invariants) {
      const found = broken.get(invariant.name)
      console.log(
        `${found === undefined ? 'ok    ' : 'BROKEN'} ${invariant.name}: ${found?.count ?? 0} rows against "${invariant.says}"`,
      )
      for (const example of found?.examples ?? []) console.log(`         ${JSON.stringify(example)}`)
    }
    console.log(`${invariants.length} invariants asked, ${broken.size} broken`)
    if (broken.size > 0) process.exitCode = 1
    const { announcements, jobs } = await countGivenUp(db.sql)
    if (announcements + jobs > 0)
      console.log(`${jobs} jobs and ${announcements} announcements were given up: \`foyer jobs\` lists them`)
  } finally {
    await lifecycle.stop()
  }
}
