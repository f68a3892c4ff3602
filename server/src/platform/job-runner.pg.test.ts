import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { startRunner } from './job-runner.ts'
import { openJobSessions } from './job-sessions.ts'
import { enqueue } from './jobs.ts'
import { silentLog } from './log.ts'
import { proxiedDatabase } from './testing/proxied-database.ts'
import { aSlowJob } from './testing/slow-job.ts'
import { testDatabase } from './testing/test-database.ts'

const WITHIN = { connectsWithinMs: 1_500, answersWithinMs: 1_500 }

test('a database that starts refuses a session with no code by which the library would wait for minutes', async () => {
  await using db = await testDatabase()
  await using proxy = await proxiedDatabase(db.url)
  proxy.become('starts')
  const sessions = openJobSessions({ url: proxy.url, most: 1, log: silentLog() })
  const refused = (error: unknown) => {
    assert.ok(error instanceof Error)
    assert.match(error.message, /starting up/)
    assert.ok(!('code' in error), 'the library tries again by itself')
    assert.equal(Reflect.get(error.cause ?? {}, 'code'), '57P03')
    return true
  }
  await assert.rejects(sessions.connect(), refused)
  await new Promise<void>((resolve) => sessions.connect((error) => resolve(void refused(error))))
  await sessions.end()
})

test('a runner whose database says nothing any more has failed, and ends; the next one takes jobs once it answers', async () => {
  await using db = await testDatabase()
  await using proxy = await proxiedDatabase(db.url)
  const { promise, resolve } = Promise.withResolvers<unknown>()
  const task = { name: 'greet', run: async (payload: unknown) => resolve(payload) }
  const start = () => startRunner({ url: proxy.url, tasks: [task], crontab: [], log: silentLog(), ...WITHIN })
  const runner = await start()
  proxy.become('silent')
  await runner.failed
  await runner.stop()
  await assert.rejects(start(), /no session/)
  proxy.become('answers')
  const next = await start()
  await enqueue(db.sql, 'greet', { name: 'Ada' })
  assert.deepEqual(await promise, { name: 'Ada' })
  await next.stop()
})

test('a runner that is stopped ends after what it has in hand, also when it has lost the database', async () => {
  await using db = await testDatabase()
  await using proxy = await proxiedDatabase(db.url)
  const order: string[] = []
  const slow = aSlowJob(order)
  const runner = await startRunner({ url: proxy.url, tasks: [slow.task], crontab: [], log: silentLog(), ...WITHIN })
  await enqueue(db.sql, 'slow', {})
  await slow.began
  proxy.become('silent')
  await runner.failed
  const stopped = runner.stop().then(() => order.push('runner'))
  // Longer than the library is given for its own end.
  await wait(3_200)
  slow.mayEnd()
  await stopped
  assert.deepEqual(order, ['job', 'runner'])
})
