import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testDatabase } from '../platform/testing/test-database.ts'
import { forgetOldWebhooks } from './inbox.ts'

test('webhooks are forgotten that were worked on long ago, those first, and so many at most', async () => {
  await using db = await testDatabase()
  for (const [id, workedDaysAgo] of [
    ['long ago', 50],
    ['longer ago', 60],
    ['a month ago', 31],
    ['lately', 29],
    ['never', null],
  ] as const)
    await db.sql`
      insert into webhook_inbox (provider, provider_event_id, kind, about, body, received_at, worked_at, outcome)
      values ('stripe', ${id}, 'test', 'other', '{}', now() - interval '70 days',
              now() - ${workedDaysAgo}::integer * interval '1 day', ${workedDaysAgo === null ? null : 'not awaited'})`
  const left = async () =>
    (await db.sql<{ id: string }[]>`select provider_event_id as id from webhook_inbox order by 1`).map(({ id }) => id)
  assert.equal(await forgetOldWebhooks(db.sql, 30, 2), 2)
  assert.deepEqual(await left(), ['a month ago', 'lately', 'never'])
  assert.equal(await forgetOldWebhooks(db.sql, 30, 2), 1)
  assert.equal(await forgetOldWebhooks(db.sql, 30, 2), 0)
  assert.deepEqual(await left(), ['lately', 'never'])
})
