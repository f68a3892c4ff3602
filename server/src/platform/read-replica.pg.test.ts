import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { openDatabase, type Database, type Sql } from './database.ts'
import { silentLog } from './log.ts'
import { startPrimaryAndStandby, type PrimaryAndStandby } from './postgres/testing/primary-and-standby.ts'
import { openReader, READER_BEHIND_MAX_MS, type Reader } from './read-replica.ts'

const SOON_MS = 60_000

describe('a reader with a streaming replica', () => {
  let servers: PrimaryAndStandby
  let primary: Database
  let reader: Reader

  before(async () => {
    servers = await startPrimaryAndStandby()
    primary = openDatabase({ url: servers.primaryUrl })
    await primary.sql`create table news (no int primary key, at timestamptz not null default clock_timestamp())`
    reader = await openReader({ primary, url: servers.standbyUrl, poolMax: 3, log: silentLog() })
    await until(() => reader.isUsed)
  })
  after(async () => {
    await reader.stop()
    await primary.close()
    await servers[Symbol.asyncDispose]()
  })

  const isReplica = async (sql: Sql) => (await sql<{ is: boolean }[]>`select pg_is_in_recovery() as is`)[0]?.is === true
  const readsAtReplica = () => reader.read(isReplica)
  const last = (sql: Sql) => sql<{ no: number }[]>`select max(no) as no from news`.then(([row]) => row?.no ?? 0)
  let no = 0
  const write = () => primary.sql`insert into news (no) values (${++no})`

  test('reads there', async () => {
    assert.equal(await readsAtReplica(), true)
  })

  test('sees at once what it was told had changed', async () => {
    for (let n = 0; n < 20; n++) {
      await write()
      reader.noteChange()
      assert.equal(await reader.read(last), no)
    }
    await until(readsAtReplica)
  })

  test('is never shown what is older than the bound while the replica stalls, leaves it, and comes back by itself', async () => {
    await servers.stall()
    try {
      const written = new Map<number, number>()
      let atReplica = 0
      let atPrimary = 0
      const deadline = performance.now() + 3 * READER_BEHIND_MAX_MS
      while (performance.now() < deadline) {
        await write()
        written.set(no, performance.now())
        const asked = performance.now()
        const [seen, replica] = await reader.read(async (sql) => [await last(sql), await isReplica(sql)] as const)
        if (replica) atReplica++
        else atPrimary++
        const missing = written.get(seen + 1)
        if (missing !== undefined)
          assert.ok(
            asked - missing <= READER_BEHIND_MAX_MS,
            `what was committed ${asked - missing} ms before was missing`,
          )
        await wait(20)
      }
      // The test sees what it looks for: at first the replica was read, and lacked what was new.
      assert.ok(atReplica > 0 && atPrimary > 0, `${atReplica} reads at the replica, ${atPrimary} at the primary`)
      assert.equal(await readsAtReplica(), false)
    } finally {
      await servers.goOn()
    }
    await until(readsAtReplica)
    assert.equal(await reader.read(last), no)
  })

  test('is answered by the primary when the replica dies in the middle of a read, and finds it again', async () => {
    const there = Promise.withResolvers<void>()
    const reading = reader.read(async (sql) => {
      const isThere = await isReplica(sql)
      if (isThere) {
        there.resolve()
        await sql`select pg_sleep(${SOON_MS / 1_000})`
      }
      return isThere
    })
    await there.promise
    servers.killStandby()
    assert.equal(await reading, false)
    assert.equal(await readsAtReplica(), false)
    await servers.restartStandby()
    await until(readsAtReplica)
  })

  test('passes on what is wrong with the question itself, from the primary', async () => {
    await assert.rejects(
      reader.read((sql) => sql`select no_such_column from news`),
      { code: '42703' },
    )
    await until(readsAtReplica)
    await assert.rejects(
      reader.read((sql) => sql`select ${'none'}::text::int`),
      { code: '22P02' },
    )
    assert.equal(reader.isUsed, true, 'a value that is wrong anywhere is no reason to leave it')
    await assert.rejects(
      reader.read(async () => {
        throw new RangeError('of the caller')
      }),
      RangeError,
    )
    await until(readsAtReplica)
  })

  test('that was given no replica but the primary itself reads there, and says so', async () => {
    const mistaken = await openReader({ primary, url: servers.primaryUrl, poolMax: 1, log: silentLog() })
    assert.equal(mistaken.isUsed, false)
    assert.equal(await mistaken.read(last), no)
    await mistaken.stop()
  })
})

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + SOON_MS
  while (!(await holds())) {
    assert.ok(performance.now() < deadline, `not within ${SOON_MS} ms`)
    await wait(20)
  }
}
