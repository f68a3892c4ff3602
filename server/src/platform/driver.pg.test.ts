import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { describe, test } from 'node:test'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { openDatabase, type Queryable } from './database.ts'
import { testDatabase, type TestDatabase } from './testing/test-database.ts'

/** Ends the session of a pool of one, as a crash of the server would. */
const endSession = (db: TestDatabase, application: string) => db.sql`
  select pg_terminate_backend(pid) from pg_stat_activity
   where application_name = ${application} and datname = current_database()`

const ONE = { poolMax: 1, applicationName: 'one' }

describe('a database session that is lost', () => {
  test('ends its transaction and not the process; the next one has a session again', async () => {
    await using db = await testDatabase()
    const one = openDatabase({ url: db.url, ...ONE })
    for (let times = 0; times < 5; times++) {
      const slow = one.transaction((tx) => Promise.all([tx`select pg_sleep(10)`, tx`select 1`, tx`select ${2}::int`]))
      const lost = assert.rejects(slow)
      await asleep(db)
      await endSession(db, 'one')
      await lost
      assert.deepEqual([...(await one.sql`select 1 as works`)], [{ works: 1 }])
    }
    await one.close()
  })

  test('without the mends the process ends: they are still needed', async () => {
    await using db = await testDatabase()
    const script = `
      import postgres from 'postgres'
      const [one, other] = [postgres(process.env.URL, { max: 1 }), postgres(process.env.URL, { max: 1 })]
      await one.begin(async (tx) => {
        const [session] = await tx\`select pg_backend_pid() as pid\`
        await Promise.all([tx\`select pg_sleep(10)\`, other\`select pg_terminate_backend(\${session.pid})\`])
      }).catch(() => undefined)
      setTimeout(() => process.exit(0), 200)`
    const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
      env: { ...process.env, URL: db.url },
      encoding: 'utf8',
      cwd: import.meta.dirname,
      timeout: 20_000,
    })
    assert.equal(status, 1, 'the driver mends itself: take driver.ts away')
    assert.match(stderr, /reading 'write'/)
  })

  test('nothing of its transaction runs in the session that takes its place', async () => {
    await using db = await testDatabase()
    await db.sql`create table written (by text)`
    const one = openDatabase({ url: db.url, ...ONE })
    const [begun, replaced] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const interrupted = one.transaction(async (tx) => {
      await tx`select 1`
      begun.resolve()
      await replaced.promise
      await tx`insert into written values ('interrupted')`
    })
    await begun.promise
    const lost = assert.rejects(interrupted)
    await endSession(db, 'one')
    await lost
    await one.transaction(async (tx) => {
      await tx`insert into written values ('whole')`
      replaced.resolve()
      await new Promise(setImmediate)
      await tx`insert into written values ('whole')`
    })
    assert.deepEqual(
      (await db.sql`select by from written`).map(({ by }) => String(by)),
      ['whole', 'whole'],
    )
    await one.close()
  })
})

describe('a database session of which much is asked at once', () => {
  test("is its transaction's alone, however many statements were sent before its `begin`", async () => {
    await using db = await testDatabase()
    const one = openDatabase({ url: db.url, ...ONE })
    await one.sql`create table seen (here text)`
    const PIPELINE = 100
    for (let before = PIPELINE - 3; before <= PIPELINE + 2; before++) {
      const plain = Array.from({ length: before }, () => one.sql`select 1`.execute())
      const undone = one.transaction(async (tx) => {
        await tx`insert into seen values ('undone')`
        throw new Error('as intended')
      })
      const kept = one.sql`insert into seen values ('kept')`.execute()
      await assert.rejects(undone, /as intended/)
      await Promise.all([...plain, kept])
    }
    const seen = await db.sql`select here, count(*)::int as times from seen group by here`
    assert.deepEqual([...seen], [{ here: 'kept', times: 6 }])
    await one.close()
  })
})

/** Until a statement of the pool is under way. */
async function asleep(db: TestDatabase): Promise<void> {
  for (;;) {
    const [row] = await db.sql<{ sleeping: boolean }[]>`
      select exists (select from pg_stat_activity where application_name = 'one' and wait_event = 'PgSleep') as sleeping`
    if (row?.sleeping) return
  }
}

/** Until the driver has heard of it, which is later than the first refusal: from then on all are refused by one error. */
async function untilLost(kept: Queryable): Promise<void> {
  for (let before: unknown; ;) {
    const refused: unknown = await kept`select 1`.catch((error: unknown) => error)
    if (refused instanceof Error && refused === before) return
    before = refused
    await nextTurn()
  }
}

describe('a session that somebody keeps for themselves', () => {
  test("and loses is nobody's any more: what they still ask is refused, and all sessions serve others", async () => {
    await using db = await testDatabase()
    const two = openDatabase({ url: db.url, poolMax: 2, applicationName: 'one' })
    const kept = await two.sql.reserve()
    await kept`select 1`
    await endSession(db, 'one')
    await untilLost(kept)
    kept.release()
    // More than one at a time, so that every session of the pool is used.
    const pairs = Array.from({ length: 20 }, () => Promise.all([two.sql`select 1`, two.sql`select pg_sleep(0.001)`]))
    await Promise.all(pairs)
    await two.close()
  })

  test('and loses is not theirs when others have another in its place', async () => {
    await using db = await testDatabase()
    const one = openDatabase({ url: db.url, ...ONE })
    const kept = await one.sql.reserve()
    await kept`select 1`
    await endSession(db, 'one')
    await untilLost(kept)
    let ended = false
    let other: Promise<boolean> | undefined
    await one.transaction(async (tx) => {
      await tx`select 1`
      await assert.rejects(async () => kept`select 1`)
      kept.release()
      // It waits for the only session there is, which is a transaction's.
      other = one.sql`select 1`.then(() => ended)
      await tx`select pg_sleep(0.05)`
      ended = true
    })
    assert.equal(await other, true, 'a statement of somebody else ran in the transaction')
    await one.close()
  })

  test('and gives back twice serves others once', async () => {
    await using db = await testDatabase()
    const one = openDatabase({ url: db.url, ...ONE })
    const kept = await one.sql.reserve()
    kept.release()
    await one.transaction(async (tx) => {
      await tx`select 1`
      kept.release()
      await assert.rejects(async () => kept`select 1`)
      await tx`select 1`
    })
    assert.deepEqual([...(await one.sql`select 1 as works`)], [{ works: 1 }])
    await one.close()
  })
})
