import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { beat, GONE_AFTER_MS, takeFromTheDead } from './job-beats.ts'
import { enqueue, startWorker } from './jobs.ts'
import { silentLog, type Log } from './log.ts'
import { aSlowJob } from './testing/slow-job.ts'
import { testDatabase, type TestDatabase } from './testing/test-database.ts'

const endSessions = (db: TestDatabase) => db.sql`
  select pg_terminate_backend(pid) from pg_stat_activity
   where application_name = 'foyer jobs' and datname = current_database()`

test('a job exists if and only if its transaction commits, and runs with its payload', async () => {
  await using db = await testDatabase()
  const { promise, resolve } = Promise.withResolvers<unknown>()
  const ran: unknown[] = []
  await assert.rejects(
    db.transaction(async (tx) => {
      await enqueue(tx, 'greet', { name: 'nobody' })
      throw new Error('no')
    }),
    /no/,
  )
  await db.transaction((tx) => enqueue(tx, 'greet', { name: 'Ada' }))
  const task = { name: 'greet', run: async (payload: unknown) => (ran.push(payload), resolve(payload)) }
  const worker = await startWorker({ db, tasks: [task], crontab: [], log: silentLog() })
  await promise
  await worker.stop()
  assert.deepEqual(ran, [{ name: 'Ada' }])
})

test('of two waiting jobs with one key, one runs, with the later payload', async () => {
  await using db = await testDatabase()
  const { promise, resolve } = Promise.withResolvers<void>()
  const ran: unknown[] = []
  await enqueue(db.sql, 'settle', { n: 1 }, { jobKey: 'order:1' })
  await enqueue(db.sql, 'settle', { n: 2 }, { jobKey: 'order:1' })
  await enqueue(db.sql, 'settle', { n: 3 }, { jobKey: 'end', priority: 1 })
  const task = {
    name: 'settle',
    run: async (payload: unknown) => {
      ran.push(payload)
      if (JSON.stringify(payload) === '{"n":3}') resolve()
    },
  }
  const worker = await startWorker({ db, tasks: [task], crontab: [], log: silentLog() })
  await promise
  await worker.stop()
  assert.equal(ran.length, 2)
  assert.ok(ran.some((payload) => JSON.stringify(payload) === '{"n":2}'))
})

test('a stop waits for a job of a runner that was replaced meanwhile', async () => {
  await using db = await testDatabase()
  let [isReplaced, isNext] = [false, false]
  const order: string[] = []
  const slow = aSlowJob(order)
  const quick = { name: 'quick', run: async () => void (isNext = true) }
  const log: Log = Object.assign(Object.create(silentLog()), { warn: () => void (isReplaced = true) })
  const worker = await startWorker({ db, tasks: [slow.task, quick], crontab: [], log })
  await enqueue(db.sql, 'slow', {})
  await slow.began
  // A session that ends while nothing is asked on it is missed by nobody.
  for (; !isReplaced; await wait(10)) await endSessions(db)
  for (; !isNext; await wait(10)) await enqueue(db.sql, 'quick', {})
  const stopped = worker.stop().then(() => order.push('worker'))
  await wait(500)
  slow.mayEnd()
  await stopped
  assert.deepEqual(order, ['job', 'worker'])
})

test('jobs are taken again after the server ended all sessions, and its doing so never ends the process', async () => {
  await using db = await testDatabase()
  let ran = false
  const task = { name: 'greet', run: async () => void (ran = true) }
  const worker = await startWorker({ db, tasks: [task], crontab: [], log: silentLog() })
  for (let times = 0; times < 10; times++) {
    await endSessions(db)
    // One that was being handed out over a session that ended is locked for a while: several are asked for.
    for (ran = false; !ran; await wait(10)) await enqueue(db.sql, 'greet', {})
  }
  await Promise.all([worker.stop(), endSessions(db)])
})

test('what a killed runner had taken is taken again when it has not been heard of for a minute, and not before', async () => {
  await using db = await testDatabase()
  // Makes the tables of the library.
  await (await startWorker({ db, tasks: [], crontab: [], log: silentLog() })).stop()
  const longAgo = GONE_AFTER_MS + 1_000
  const taken = async () =>
    (
      await db.sql<{ by: string }[]>`
        select locked_by as by from graphile_worker.jobs where locked_by is not null order by locked_by`
    ).map(({ by }) => by)
  const lock = async (runner: string, ms: number) => {
    await enqueue(db.sql, 'greet', { runner })
    await db.sql`
      update graphile_worker._private_jobs set locked_by = ${runner}, locked_at = now() - ${ms} * interval '1 ms'
       where payload ->> 'runner' = ${runner}`
  }
  await beat(db, ['alive', 'killed', 'killed just now'])
  await db.sql`update job_runners set seen_at = seen_at - ${longAgo} * interval '1 ms' where id = 'killed'`
  await lock('alive', longAgo)
  await lock('killed', longAgo)
  await lock('killed just now', 0)
  await lock('never heard of, new', 0)
  await lock('never heard of, old', longAgo)
  await takeFromTheDead(db)
  assert.deepEqual(await taken(), ['alive', 'killed just now', 'never heard of, new'])
  await beat(db, ['killed'])
  await takeFromTheDead(db)
  assert.deepEqual(await taken(), ['alive', 'killed just now', 'never heard of, new'])
})
