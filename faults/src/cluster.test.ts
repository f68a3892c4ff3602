import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { Book } from './lib/book.ts'
import { openCluster, type Cluster } from './lib/cluster.ts'
import { Crowd } from './lib/crowd.ts'
import { finish } from './lib/finish.ts'
import { beginRun, type Run } from './lib/run.ts'
import { seesLosses } from './lib/sees-losses.ts'
import { signInAt } from './lib/sign-in.ts'
import { setStage, type Stage } from './lib/stage.ts'
import { misshownPlaces, moneyOf, verdict } from './lib/verdict.ts'

const BUYERS = 20
const ACCOUNTS = 1_500
const SEATS = 4_000
/** A client behind a balancer asks the other node when one is silent for so long. */
const ASK_THE_OTHER_MS = 1_500
/** Longer than any statement, lock or open transaction may last in the database (10 s). */
const PAUSED_MS = 20_000
const DRAINED_WITHIN_MS = 20_000

test('what was answered survives a paused api, a killed worker and rolling restarts, under load', async () => {
  const run = beginRun('cluster')
  await using cluster = await openCluster()
  const { db, sandbox } = cluster
  const stage = await setStage(db, { seats: SEATS, accounts: ACCOUNTS })
  const { eventId } = stage
  const book = new Book()
  const crowd = crowdAt(cluster, run, stage, book)

  crowd.start(0)
  await wait(1_000)
  await pauseOne(cluster, run, book)
  await restartEach(cluster)
  await crowd.stop()
  console.log(JSON.stringify({ answered: book.summary(), doubts: book.doubts() }))
  assert.deepEqual(await verdict(db.sql, eventId, book), [])

  await finish(db.sql, eventId, book, crowd.purchases())
  assert.deepEqual(await verdict(db.sql, eventId, book), [])
  for (const { url } of cluster.apis) assert.deepEqual(await misshownPlaces(db.sql, url, eventId), [], url)
  const { captured, setAside, ledger, ordered } = await moneyOf(db.sql, sandbox)
  assert.deepEqual({ captured, setAside, ledger }, { captured: ordered, setAside: 0, ledger: ordered })
  await seesLosses(db, eventId, book)
  assert.deepEqual(await cluster.stop(), [0, 0, 0])
})

function crowdAt({ apis, deriveKey }: Cluster, run: Run, stage: Stage, book: Book): Crowd {
  const signIn = signInAt(
    apis.map(({ url }) => url),
    deriveKey,
    ASK_THE_OTHER_MS,
  )
  return new Crowd({ run, buyers: BUYERS, stage, book, signIn })
}

/**
 * Halts one api in the middle of what it does, for longer than the database waits for anybody, and lets it go on with what
 * it was about to write. Meanwhile the worker dies too; the other api must go on selling.
 */
async function pauseOne(cluster: Cluster, run: Run, book: Book): Promise<void> {
  const paused = run.chance(0).pick(cluster.apis).process()
  paused.pause()
  const halted = performance.now()
  try {
    await cluster.replaceWorker()
    await wait(Math.max(0, PAUSED_MS - (performance.now() - halted)))
    const served = book.servedAfter(halted + ASK_THE_OTHER_MS)
    assert.ok(served !== undefined, 'the other api went on selling')
  } finally {
    paused.resume()
  }
  await wait(1_000)
  assert.ok(!paused.hasEnded(), `the paused api did not survive:\n${paused.output()}`)
}

/** As a new release is rolled out: one api after the other. */
async function restartEach({ apis }: Cluster): Promise<void> {
  for (const api of apis) {
    const { status, ms } = await api.restart()
    assert.equal(status, 0)
    assert.ok(ms < DRAINED_WITHIN_MS, `it took ${ms} ms to stop`)
  }
}
