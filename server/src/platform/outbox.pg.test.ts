import assert from 'node:assert/strict'
import { test } from 'node:test'
import { silentLog } from './log.ts'
import { announce, startOutbox, type Heard, type Subscriber } from './outbox.ts'
import { testDatabase } from './testing/test-database.ts'

const saleOf = (subject: string, number: number) => ({ kind: 'test.sold', subject, data: { number } })

/** Hears until `enough` entries came, or fails after ten seconds. */
function hearing(enough: number) {
  const heard: Heard[] = []
  const { promise, resolve } = Promise.withResolvers<void>()
  /** How often each is refused before it is taken. */
  const failing = new Map<number, number>()
  return {
    heard,
    failing,
    done: promise,
    subscriber: async (together: readonly Heard[]) => {
      for (const one of together) {
        const number = Number(one.data['number'])
        const failures = failing.get(number) ?? 0
        failing.set(number, failures - 1)
        if (failures > 0) throw new Error('not now')
      }
      heard.push(...together)
      if (heard.length === enough) resolve()
    },
  }
}

test('what is announced in a transaction that commits is heard; in one that rolls back, never', async () => {
  await using db = await testDatabase()
  const ears = hearing(2)
  const outbox = await startOutbox(db, [ears.subscriber], silentLog())
  await db.transaction((tx) => announce(tx, saleOf('a', 1)))
  await assert.rejects(
    db.transaction(async (tx) => {
      await announce(tx, saleOf('a', 2))
      throw new Error('changed my mind')
    }),
    /changed my mind/,
  )
  await db.transaction((tx) => announce(tx, saleOf('a', 3)))
  await ears.done
  await outbox.stop()
  assert.deepEqual(
    ears.heard.map((one) => one.data),
    [{ number: 1 }, { number: 3 }],
  )
})

test('a refused announcement is tried again, and its subject stays in order while others go on', async () => {
  await using db = await testDatabase()
  const ears = hearing(4)
  ears.failing.set(1, 3)
  await db.transaction(async (tx) => {
    for (const [subject, number] of [
      ['a', 1],
      ['a', 2],
      ['b', 3],
      ['b', 4],
    ] as const)
      await announce(tx, saleOf(subject, number))
  })
  const outbox = await startOutbox(db, [ears.subscriber], silentLog())
  await ears.done
  await outbox.stop()
  assert.deepEqual(
    ears.heard.map((one) => one.data['number']),
    [3, 4, 1, 2],
  )
  const [waiting] = await db.sql<{ count: number }[]>`select count(*) from outbox where taken_at is null`
  assert.equal(waiting?.count, 0)
})

test('two workers share an outbox: every announcement is heard once', async () => {
  await using db = await testDatabase()
  const ears = hearing(300)
  await db.transaction(async (tx) => {
    for (let number = 0; number < 300; number++) await announce(tx, saleOf(`s${number}`, number))
  })
  const workers = await Promise.all([
    startOutbox(db, [ears.subscriber], silentLog()),
    startOutbox(db, [ears.subscriber], silentLog()),
  ])
  await ears.done
  await Promise.all(workers.map((worker) => worker.stop()))
  assert.equal(new Set(ears.heard.map((one) => one.outboxId)).size, 300)
  assert.equal(ears.heard.length, 300)
})

test('what a subscriber writes is committed with its having heard, and undone when another refuses', async () => {
  await using db = await testDatabase()
  await db.sql`create table written (number int)`
  const ears = hearing(1)
  ears.failing.set(1, 2)
  const write: Subscriber = async (heard, tx) => {
    for (const { data } of heard) await tx`insert into written values (${Number(data['number'])})`
  }
  await announce(db.sql, saleOf('a', 1))
  const outbox = await startOutbox(db, [write, ears.subscriber], silentLog())
  await ears.done
  await outbox.stop()
  assert.deepEqual([...(await db.sql`select number from written`)], [{ number: 1 }])
})

test('what only could not be written at the time is tried again, however often, and holds up nothing else', async () => {
  await using db = await testDatabase()
  await db.sql`create table counted (subject text primary key, times int not null)`
  await db.sql`insert into counted values ('a', 0), ('b', 0)`
  const TRIES = 44
  const released = Promise.withResolvers<void>()
  const locked = Promise.withResolvers<void>()
  const blocking = db.transaction(async (tx) => {
    await tx`set local idle_in_transaction_session_timeout = 0`
    await tx`select from counted where subject = 'a' for update`
    locked.resolve()
    await released.promise
  })
  await locked.promise
  let tries = 0
  const done = Promise.withResolvers<void>()
  const count: Subscriber = async (heard, tx) => {
    for (const { subject } of heard) {
      if (subject === 'a' && ++tries === TRIES) released.resolve()
      await tx`set local lock_timeout = ${tx.unsafe(subject === 'a' && tries < TRIES ? "'1ms'" : "'5s'")}`
      await tx`update counted set times = times + 1 where subject = ${subject}`
      if (subject === 'a') done.resolve()
    }
  }
  await db.transaction(async (tx) => {
    await announce(tx, saleOf('a', 1))
    await announce(tx, saleOf('b', 2))
  })
  const outbox = await startOutbox(db, [count], silentLog())
  await done.promise
  await blocking
  await outbox.stop()
  const times = await db.sql`select subject, times from counted order by subject`
  assert.deepEqual(
    [...times],
    [
      { subject: 'a', times: 1 },
      { subject: 'b', times: 1 },
    ],
  )
  assert.equal(tries, TRIES)
})
