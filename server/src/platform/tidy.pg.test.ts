import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from './ids.ts'
import { silentLog } from './log.ts'
import { testDatabase } from './testing/test-database.ts'
import { tidyPlatformTask } from './tidy.ts'

test('keys are forgotten after a day, announcements a week after everybody had them, and nothing else is', async () => {
  await using db = await testDatabase()
  const account = newId()
  for (const [key, hours] of [
    ['old', 25],
    ['young', 23],
  ] as const)
    await db.sql`
      insert into idempotency_keys (account_id, key, operation, digest, made_at)
      values (${account}, ${key}, 'test', 'x', now() - ${hours} * interval '1 hour')`
  for (const [kind, made, taken] of [
    ['taken long ago', 9, 8],
    ['taken lately', 9, 6],
    ['never taken', 9, null],
  ] as const)
    await db.sql`
      insert into outbox (outbox_id, kind, subject, data, made_at, taken_at)
      values (${newId()}, ${kind}, 'test:1', '{}', now() - ${made} * interval '1 day',
              now() - ${taken}::integer * interval '1 day')`

  await tidyPlatformTask(db).run({}, silentLog())

  const keys = await db.sql<{ key: string }[]>`select key from idempotency_keys`
  assert.deepEqual(
    keys.map(({ key }) => key),
    ['young'],
  )
  const kinds = await db.sql<{ kind: string }[]>`select kind from outbox order by kind`
  assert.deepEqual(
    kinds.map(({ kind }) => kind),
    ['never taken', 'taken lately'],
  )
})
