import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { openDatabase } from './database.ts'
import { proxiedDatabase } from './testing/proxied-database.ts'
import { testDatabase } from './testing/test-database.ts'

const SILENCE_MS = 300

test('whoever asks a database whose machine is gone is told so, in a transaction too, and is served when it is back', async () => {
  await using db = await testDatabase()
  await using proxy = await proxiedDatabase(db.url)
  const far = openDatabase({ url: proxy.url, poolMax: 2, silenceMs: SILENCE_MS })
  await Promise.all([far.sql`select pg_sleep(0.01)`, far.sql`select pg_sleep(0.01)`])
  proxy.become('silent')
  const asked = [far.sql`select 1`, far.transaction((tx) => tx`select 2`)]
  for (const outcome of await Promise.allSettled(asked)) {
    assert.ok(outcome.status === 'rejected')
    assert.equal(Reflect.get(Object(outcome.reason), 'code'), 'ETIMEDOUT')
  }
  proxy.become('answers')
  const isServed = () =>
    far.sql`select 1`.then(
      () => true,
      () => false,
    )
  while (!(await isServed())) await wait(10)
  await far.close()
})

test('a statement that takes its time is waited for, and a session on which nothing is asked is kept', async () => {
  await using db = await testDatabase()
  await using proxy = await proxiedDatabase(db.url)
  // A third of it is for the answer to a knock, on a machine that is busy.
  const silenceMs = 6 * SILENCE_MS
  const far = openDatabase({ url: proxy.url, poolMax: 1, silenceMs })
  const pid = async () => (await far.sql<{ pid: number }[]>`select pg_backend_pid() as pid`)[0]?.pid
  const before = await pid()
  await far.sql`select pg_sleep(${(2 * silenceMs) / 1_000}::double precision)`
  await db.sql`select pg_sleep(${(2 * silenceMs) / 1_000}::double precision)`
  assert.equal(await pid(), before)
  await far.close()
})
