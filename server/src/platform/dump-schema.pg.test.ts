import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { dumpSchema } from './dump-schema.ts'
import { testDatabase } from './testing/test-database.ts'

test('server/schema.sql is what the migrations make (npm run schema writes it)', async () => {
  await using db = await testDatabase()
  const written = await readFile(new URL('../../schema.sql', import.meta.url), 'utf8')
  const [made, kept] = [await dumpSchema(db.sql), written].map((text) => text.split('\n'))
  const differs = made?.findIndex((line, index) => line !== kept?.[index]) ?? -1
  assert.equal(made?.[differs], kept?.[differs], `line ${differs + 1} differs`)
  assert.equal(made?.length, kept?.length)
})

test('every table says what it is for', async () => {
  await using db = await testDatabase()
  const silent = await db.sql`
    select relname from pg_class
     where relkind = 'r' and relnamespace = 'public'::regnamespace and relname <> 'schema_migrations'
       and obj_description(oid, 'pg_class') is null`
  assert.deepEqual([...silent], [])
})
