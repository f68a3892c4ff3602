import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { startRedisServer } from '@foyer/server/platform/redis/testing/redis-server'
import { Book } from './lib/book.ts'
import { openCluster } from './lib/cluster.ts'
import { Crowd } from './lib/crowd.ts'
import { finish } from './lib/finish.ts'
import { untilGauge } from './lib/gauge.ts'
import { beginRun } from './lib/run.ts'
import { seesLosses } from './lib/sees-losses.ts'
import { signInAt } from './lib/sign-in.ts'
import { setStage } from './lib/stage.ts'
import { moneyOf, verdict } from './lib/verdict.ts'

const BUYERS = 16
const ACCOUNTS = 1_500
const SEATS = 4_000
/** How often one account may be guessed at before that is slowed. */
const GUESSES = 10
const PHASE_MIN_MS = 1_000
const PHASE_SPREAD_MS = 500

const redis = await startRedisServer()

test(
  'two nodes whose Redis is killed in the middle of holds go on without it, refuse nobody for it, keep their limits, and use the next one',
  typeof redis === 'string' ? { skip: redis } : {},
  async () => {
    assert.ok(typeof redis !== 'string')
    await using server = redis
    const run = beginRun('redis')
    const chance = run.chance(0)
    await using cluster = await openCluster([], { environment: { REDIS_URL: server.url } })
    const { apis, db, deriveKey, sandbox } = cluster
    const urls = apis.map(({ url }) => url)
    const stage = await setStage(db, { seats: SEATS, accounts: ACCOUNTS })
    const { eventId } = stage
    const book = new Book()
    const crowd = new Crowd({ run, buyers: BUYERS, stage, book, signIn: signInAt(urls, deriveKey) })
    const guesses = guesser(urls)
    const phase = () => wait(PHASE_MIN_MS + chance.int(PHASE_SPREAD_MS))

    await untilGauge(urls, 'redis_there', 1)
    crowd.start(0)
    await phase()
    assert.deepEqual(await guesses(GUESSES / 2), { heard: GUESSES / 2, slowed: 0 })

    await server.kill()
    const killed = performance.now()
    await phase()
    await untilGauge(urls, 'redis_there', 0)
    await book.untilServedAfter(killed)
    for (const url of urls) assert.equal((await fetch(`${url}/readyz`)).status, 200)
    const without = await guesses(2 * GUESSES)
    // Half of the limit is left; another half at most is gained by it, where Redis was too late for what it had counted.
    assert.ok(without.heard > 0 && without.heard <= GUESSES, JSON.stringify(without))

    await server.restart()
    await untilGauge(urls, 'redis_there', 1)
    const back = performance.now()
    await phase()
    await book.untilServedAfter(back)
    assert.deepEqual(await guesses(2), { heard: 0, slowed: 2 })

    // One that is halted answers nobody, and closes no connection either.
    server.pause()
    await untilGauge(urls, 'redis_there', 0)
    await phase()
    server.resume()
    await untilGauge(urls, 'redis_there', 1)

    await crowd.stop()
    console.log(JSON.stringify({ answered: book.summary(), doubts: book.doubts() }))
    // A machine with too much to do may be late for one or the other; nothing else may have happened.
    assert.deepEqual(
      Object.keys(book.doubts()).filter((doubt) => doubt !== 'try-again-soon' && doubt !== 'silent'),
      [],
    )
    assert.deepEqual(await verdict(db.sql, eventId, book), [])
    await finish(db.sql, eventId, book, crowd.purchases())
    assert.deepEqual(await verdict(db.sql, eventId, book), [])
    const { captured, setAside, ledger, ordered } = await moneyOf(db.sql, sandbox)
    assert.deepEqual({ captured, setAside, ledger }, { captured: ordered, setAside: 0, ledger: ordered })
    await seesLosses(db, eventId, book)
    assert.deepEqual(await cluster.stop(), [0, 0, 0])
  },
)

/** Somebody who guesses at one account, at each node in turn. */
function guesser(urls: readonly string[]) {
  let turn = 0
  return async (times: number) => {
    const count = { heard: 0, slowed: 0 }
    for (let n = 0; n < times; n++) {
      const answer = await fetch(`${urls[turn++ % urls.length]}/v1/sessions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ email: 'ada@test.invalid', password: `guess number ${turn}` }),
      })
      await answer.body?.cancel()
      if (answer.status === 401) count.heard++
      else if (answer.status === 429) count.slowed++
      else assert.fail(`a guess was answered ${answer.status}`)
    }
    return count
  }
}
