import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { countGivenUp, listGivenUp, retryGivenUp, watchGivenUp } from './given-up.ts'
import { newId } from './ids.ts'
import { enqueue, startWorker } from './jobs.ts'
import { silentLog, type Log } from './log.ts'
import { announce, startOutbox } from './outbox.ts'
import { testDatabase } from './testing/test-database.ts'

/** A log that keeps what is said at `error`. */
function hearing() {
  const said: string[] = []
  const log: Log = Object.assign(Object.create(silentLog()), {
    error: (_about: object, words: string) => void said.push(words),
  })
  return { log, said }
}

async function until(is: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await is())) await wait(10)
}

test('an announcement that is refused twenty times is left, seen with its reason, and heard once it is set going again', async () => {
  await using db = await testDatabase()
  const { log, said } = hearing()
  let isMended = false
  const heard: unknown[] = []
  const outbox = await startOutbox(
    db,
    [
      async (those) => {
        for (const { data } of those) {
          if (data['number'] === 1 && !isMended) throw new Error('the letter has no words')
          heard.push(data['number'])
        }
      },
    ],
    log,
  )
  await announce(db.sql, { kind: 'test.sold', subject: 'order:1', data: { number: 1 } })
  await until(async () => (await countGivenUp(db.sql)).announcements === 1)
  assert.ok(said.some((words) => words.includes('an announcement is given up')))
  const [given] = await listGivenUp(db.sql)
  assert.deepEqual(
    [given?.what, given?.kind, given?.about, given?.tries, given?.error],
    ['announcement', 'test.sold', 'order:1', 20, 'Error: the letter has no words'],
  )
  await announce(db.sql, { kind: 'test.sold', subject: 'order:1', data: { number: 2 } })
  await until(() => heard.length === 1)
  assert.deepEqual(heard, [2], 'what was given up holds up nothing')

  assert.deepEqual(await retryGivenUp(db.sql, [newId()]), [])
  isMended = true
  assert.deepEqual(await retryGivenUp(db.sql, [given?.id ?? '']), [given?.id])
  await until(() => heard.length === 2)
  await outbox.stop()
  assert.deepEqual(heard, [2, 1])
  assert.deepEqual(await countGivenUp(db.sql), { announcements: 0, jobs: 0 })
})

test('a job whose tries are used up is seen with its reason, and done once it is set going again; one that waits is not', async () => {
  await using db = await testDatabase()
  const { log, said } = hearing()
  let isMended = false
  let done = 0
  const run = async () => {
    if (!isMended) throw new Error('nobody answers')
    done += 1
  }
  const worker = await startWorker({ db, tasks: [{ name: 'call', run }], crontab: [], log })
  await enqueue(db.sql, 'call', {}, { maxAttempts: 1, jobKey: 'order:1' })
  await enqueue(db.sql, 'call', {}, { maxAttempts: 1, runAt: new Date(Date.now() + 3_600_000) })
  await until(async () => (await countGivenUp(db.sql)).jobs === 1)
  assert.ok(said.some((words) => words.includes('a job is given up')))
  const [given] = await listGivenUp(db.sql)
  assert.deepEqual(
    [given?.what, given?.kind, given?.about, given?.tries, given?.error],
    ['job', 'call', 'order:1', 1, 'nobody answers'],
  )
  isMended = true
  assert.deepEqual(await retryGivenUp(db.sql, 'all'), [given?.id])
  await until(() => done === 1)
  await worker.stop()
  assert.deepEqual(await countGivenUp(db.sql), { announcements: 0, jobs: 0 })
})

test('a node tells how many there are, and says so once in its log', async () => {
  await using db = await testDatabase()
  const { log, said } = hearing()
  await db.sql`
    insert into outbox (outbox_id, kind, subject, data, attempts, given_up_at)
    values (${newId()}, 'test.sold', 'a', '{}', 20, now())`
  const watch = watchGivenUp(db, log)
  await until(() => watch.last !== undefined)
  assert.deepEqual(watch.last, { announcements: 1, jobs: 0 })
  await watch.stop()
  assert.equal(said.length, 1)
})
