// Writes server/schema.sql from a database that was just migrated.
import { writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { openDatabase } from '../server/src/platform/database.ts'
import { dumpSchema } from '../server/src/platform/dump-schema.ts'
import { migrate } from '../server/src/platform/migrate.ts'
import { startThrowawayPostgres } from '../server/src/platform/postgres/index.ts'

const postgres = await startThrowawayPostgres()
const db = openDatabase({ url: postgres.url, poolMax: 2 })
try {
  await migrate(db)
  await writeFile(fileURLToPath(new URL('../server/schema.sql', import.meta.url)), await dumpSchema(db.sql))
} finally {
  await db.close()
  await postgres.stop()
}
