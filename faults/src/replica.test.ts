import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { given } from '@foyer/server/catalog/testing/given'
import { openDatabase } from '@foyer/server/platform/database'
import { migrate } from '@foyer/server/platform/migrate'
import { startPrimaryAndStandby } from '@foyer/server/platform/postgres/testing/primary-and-standby'
import { Book } from './lib/book.ts'
import { openCluster } from './lib/cluster.ts'
import { Crowd } from './lib/crowd.ts'
import { finish } from './lib/finish.ts'
import { untilGauge } from './lib/gauge.ts'
import { beginRun } from './lib/run.ts'
import { signInAt } from './lib/sign-in.ts'
import { setStage } from './lib/stage.ts'
import { verdict } from './lib/verdict.ts'

const BUYERS = 8
const ACCOUNTS = 1_000
const SEATS = 2_000
const PHASE_MS = 1_500
/** On a machine with much else to do. */
const TOLD_WITHIN_MS = 30_000
/** Whatever is decided by or belongs to somebody. Event pages count how many places are left by `event_heads`. */
const OF_THE_SALE =
  /\b(?:from|join|into|update) "?(?:holds|claims|allowances|event_log|orders|order_lines|payments|ledger_entries|tickets|sessions|refresh_tokens|rate_limits|queue_entries|queue_sessions|queue_heads)\b/

test('a replica that stalls, dies and comes back is read or left as it should be, and the sale never asks it', async () => {
  const run = beginRun('replica')
  await using servers = await startPrimaryAndStandby()
  const primary = openDatabase({ url: servers.primaryUrl, poolMax: 2 })
  await migrate(primary)
  const db = { ...primary, [Symbol.asyncDispose]: () => primary.close() }
  await using cluster = await openCluster([], { db, environment: { READ_DATABASE_URL: servers.standbyUrl } })
  const { apis, deriveKey } = cluster
  const urls = apis.map(({ url }) => url)
  const stage = await setStage(db, { seats: SEATS, accounts: ACCOUNTS })
  const { eventId } = stage
  const book = new Book()
  const crowd = new Crowd({ run, buyers: BUYERS, stage, book, signIn: signInAt(urls, deriveKey) })
  const read = async (path: string) => {
    const answers = await Promise.all(urls.map((url) => fetch(url + path)))
    for (const answer of answers) await answer.body?.cancel()
    return answers.map(({ status }) => status)
  }
  /** Reads meanwhile: each at a new address, so that no answer is ready. */
  let turn = 0
  const readOn = async () => {
    const deadline = performance.now() + PHASE_MS
    while (performance.now() < deadline) {
      turn++
      assert.deepEqual(await read(`/v1/events?limit=${(turn % 50) + 1}`), [200, 200])
      assert.deepEqual(await read(`/v1/events/${eventId}?n=${turn}`).then((all) => new Set(all).size), 1)
      await wait(20)
    }
  }
  /** An event that is there now is seen at once, replica or not. */
  const newEventIsSeen = async () => {
    const id = await given(db).anEvent(await given(db).anOrganiser())
    // What tells the nodes of it is sent with the commit, and on its way for moments.
    const givenUp = performance.now() + TOLD_WITHIN_MS
    while (performance.now() < givenUp) {
      if ((await read(`/v1/events/${id}`)).every((status) => status === 200)) return
      await wait(20)
    }
    assert.deepEqual(await read(`/v1/events/${id}`), [200, 200])
  }

  await untilGauge(urls, 'reader_used', 1)
  crowd.start(0)
  await readOn()
  await newEventIsSeen()

  await servers.stall()
  const stalled = performance.now()
  await newEventIsSeen()
  await untilGauge(urls, 'reader_used', 0)
  await readOn()
  await book.untilServedAfter(stalled)
  await servers.goOn()
  await untilGauge(urls, 'reader_used', 1)
  await readOn()

  servers.killStandby()
  const killed = performance.now()
  await readOn()
  await newEventIsSeen()
  await book.untilServedAfter(killed)
  for (const url of urls) assert.equal((await fetch(`${url}/readyz`)).status, 200)
  await servers.restartStandby()
  await untilGauge(urls, 'reader_used', 1)

  await crowd.stop()
  await finish(db.sql, eventId, book, crowd.purchases())
  console.log(JSON.stringify({ answered: book.summary(), doubts: book.doubts() }))
  assert.deepEqual(await verdict(db.sql, eventId, book), [])
  assert.deepEqual(await cluster.stop(), [0, 0, 0])

  const asked = readdirSync(servers.standbyLog).flatMap((file) =>
    readFileSync(join(servers.standbyLog, file), 'utf8').split(/^(?=foyer reader LOG:)/m),
  )
  const ofReaders = asked.filter((statement) => statement.startsWith('foyer reader LOG:'))
  // The log has what it is searched for: readers' statements, and those on the catalogue among them.
  assert.ok(
    ofReaders.some((statement) => /\bevents\b/.test(statement)),
    'event pages were read at the replica',
  )
  assert.ok(OF_THE_SALE.test('select 1 from holds where'))
  assert.deepEqual(
    ofReaders.filter((statement) => OF_THE_SALE.test(statement)),
    [],
  )
})
