import type { Config } from '../config.ts'
import { openInstallation } from '../installation.ts'
import { migrate } from '../platform/migrate.ts'

/** Brings the schema up to date, and says what was done. */
export async function migrateRole(config: Config): Promise<void> {
  const { db, lifecycle } = await openInstallation(config, 'migrate')
  try {
    const { applied, already } = await migrate(db)
    for (const name of applied) console.log(`applied ${name}`)
    console.log(
      applied.length === 0 ? `up to date: ${already} migrations` : `${applied.length} applied, ${already} before`,
    )
  } finally {
    await lifecycle.stop()
  }
}
