import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { postgres } from './driver.ts'
import { Ears } from './ears.ts'
import { silentLog, type Log } from './log.ts'
import { testDatabase, type TestDatabase } from './testing/test-database.ts'

const NAME = 'foyer ears'

const until = async (is: () => Promise<boolean> | boolean): Promise<void> => {
  while (!(await is())) await wait(5)
}

/** Ears whose LISTEN is refused so many times from when it is said. */
function earsOf(db: TestDatabase) {
  const said: string[] = []
  const log: Log = Object.assign(Object.create(silentLog()), {
    warn: (_about: object, words: string) => void said.push(words),
  })
  let refusals = 0
  const ears = new Ears((heard) => {
    const sql = postgres(db.url, {
      ...heard,
      max: 1,
      connection: { application_name: NAME },
      onnotice: () => undefined,
    })
    return {
      unsafe(statement) {
        if (!statement.startsWith('listen') || refusals === 0) return sql.unsafe(statement)
        refusals -= 1
        // By the server, on a session that lives on.
        return sql.unsafe("do $$ begin raise exception 'out of memory' using errcode = '53200'; end $$")
      },
      end: (options) => sql.end(options),
    }
  }, log)
  return { ears, said, refuse: (times: number) => void (refusals = times) }
}

const endSession = (db: TestDatabase) => db.sql`
  select pg_terminate_backend(pid) from pg_stat_activity where application_name = ${NAME} and datname = current_database()`

test('a channel whose LISTEN is refused after the session was lost is heard again as soon as it is not, and that is said', async () => {
  await using db = await testDatabase()
  const { ears, said, refuse } = earsOf(db)
  const heard: string[] = []
  let again = 0
  const unlisten = await ears.listen(
    'sales',
    (payload) => heard.push(payload),
    () => (again += 1),
  )
  assert.deepEqual([ears.unheard(), again], [0, 0])
  refuse(2)
  await endSession(db)
  await until(() => ears.unheard() === 1)
  await db.sql`select pg_notify('sales', 'nobody hears this')`
  await until(() => again === 1)
  assert.equal(said.length, 2)
  assert.equal(ears.unheard(), 0)
  await db.sql`select pg_notify('sales', 'now')`
  await until(() => heard.length > 0)
  assert.deepEqual(heard, ['now'])
  await unlisten()
  await ears.close(1)
})

test('several hear one channel, each until it leaves, and each message once, also after the session was lost', async () => {
  await using db = await testDatabase()
  const { ears } = earsOf(db)
  const heard: string[] = []
  let again = 0
  const first = await ears.listen('sales', (payload) => heard.push(`first ${payload}`))
  const second = await ears.listen(
    'sales',
    (payload) => heard.push(`second ${payload}`),
    () => (again += 1),
  )
  await endSession(db)
  await until(() => again === 1)
  await db.sql`select pg_notify('sales', 'a')`
  await until(() => heard.length === 2)
  await first()
  await db.sql`select pg_notify('sales', 'b')`
  await until(() => heard.length === 3)
  assert.deepEqual(heard, ['first a', 'second a', 'second b'])
  await second()
  assert.equal(ears.unheard(), 0)
  await ears.close(1)
})

test('whose first LISTEN is refused is told so, and may ask again', async () => {
  await using db = await testDatabase()
  const { ears, refuse } = earsOf(db)
  refuse(1)
  await assert.rejects(
    ears.listen('sales', () => undefined),
    /out of memory/,
  )
  assert.equal(ears.unheard(), 0)
  await (
    await ears.listen('sales', () => undefined)
  )()
  await ears.close(1)
})
