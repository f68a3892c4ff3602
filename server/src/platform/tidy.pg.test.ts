import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from './ids.ts'
import { silentLog } from './log.ts'
import { testDatabase } from './testing/test-database.ts'
import { tidyPlatformTask } from './tidy.ts'

/** An id as it was made so many days ago. */
function idOf(days: number): string {
  const time = (Date.now() - days * 86_400_000).toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}${newId().slice(13)}`
}

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
      values (${idOf(made)}, ${kind}, 'test:1', '{}', now() - ${made} * interval '1 day',
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

test('all that is old goes in one run, however much it is', async () => {
  await using db = await testDatabase()
  const MANY = 25_000
  await db.sql`
    insert into idempotency_keys (account_id, key, operation, digest, made_at)
    select gen_random_uuid(), 'k', 'test', 'x', now() - interval '2 days' from generate_series(1, ${MANY}::int)`
  await db.sql`
    insert into outbox (outbox_id, kind, subject, data, made_at, taken_at)
    select (${idOf(9).slice(0, 24)} || lpad(to_hex(n), 12, '0'))::uuid, 'test', 'test:1', '{}',
           now() - interval '9 days', now() - interval '8 days' from generate_series(1, ${MANY}::int) n`
  await tidyPlatformTask(db).run({}, silentLog())
  const [left] = await db.sql<{ keys: number; announcements: number }[]>`
    select (select count(*) from idempotency_keys) as keys, (select count(*) from outbox) as announcements`
  assert.deepEqual({ ...left }, { keys: 0, announcements: 0 })
})
