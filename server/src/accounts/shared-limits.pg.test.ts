import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { HOUR_MS } from '../platform/clock.ts'
import { silentLog } from '../platform/log.ts'
import { openRedis } from '../platform/redis/index.ts'
import { startRedisServer, type RedisServer } from '../platform/redis/testing/redis-server.ts'
import { keysFrom } from '../platform/secrets.ts'
import { bucketsIn } from '../platform/shared-buckets.ts'
import { testDatabase } from '../platform/testing/test-database.ts'
import { createDigest } from './digest.ts'
import { createLimiter, limits, type Charge } from './limits.ts'

/** A busy machine is no lost Redis. */
const PATIENCE_MS = 5_000

const started = await startRedisServer()

describe('limits that nodes share through Redis', typeof started === 'string' ? { skip: started } : {}, () => {
  const server = started as RedisServer
  after(() => server[Symbol.asyncDispose]())

  const charge: Charge = { limit: 'signInByAccount', subject: 'ada' }
  const configured = { ...limits, signInByAccount: { capacity: 4, drainMs: HOUR_MS } }

  /** Two nodes on one database and one Redis. */
  async function twoNodes() {
    await using parts = new AsyncDisposableStack()
    const db = parts.use(await testDatabase())
    const redises = [await openRedis(options(db.name)), await openRedis(options(db.name))]
    parts.defer(() => redises.forEach((redis) => redis.stop()))
    const digest = createDigest(keysFrom(Buffer.alloc(32, 1)))
    const limiters = redises.map((redis) => createLimiter(digest, configured, bucketsIn(redis)))
    const kept = parts.move()
    return {
      /** Tries `times` times, at each node in turn. @returns how many came through. */
      async tries(times: number) {
        let through = 0
        for (let n = 0; n < times; n++) if ((await limiters[n % 2]?.charge(db.sql, [charge])) === undefined) through++
        return through
      },
      giveBack: () => limiters[0]?.giveBack(db.sql, [charge]),
      rows: async () => (await db.sql`select from rate_limits`).length,
      async untilThere(there: boolean) {
        while (redises.some(({ isThere }) => isThere !== there)) await wait(5)
      },
      [Symbol.asyncDispose]: () => kept.disposeAsync(),
    }
  }
  const options = (prefix: string) => ({ url: server.url, prefix, log: silentLog(), answersWithinMs: PATIENCE_MS })

  test('are one, and the database is written nothing until one is half full', async () => {
    await using nodes = await twoNodes()
    assert.equal(await nodes.tries(1), 1)
    assert.equal(await nodes.rows(), 0)
    await nodes.giveBack()
    assert.equal(await nodes.tries(7), 4)
    assert.equal(await nodes.rows(), 1)
    await nodes.giveBack()
    assert.equal(await nodes.tries(3), 1)
  })

  test('go on in the database when Redis dies, and are not begun anew', async () => {
    await using nodes = await twoNodes()
    assert.equal(await nodes.tries(3), 3)
    await server.kill()
    try {
      assert.equal(await nodes.tries(5), 1)
    } finally {
      await server.restart()
    }
  })

  test('are not begun anew by a Redis that comes back and knows nothing', async () => {
    await using nodes = await twoNodes()
    assert.equal(await nodes.tries(2), 2)
    await server.restart()
    await nodes.untilThere(true)
    assert.equal(await nodes.tries(5), 2)
    assert.equal(await nodes.tries(5), 0)
  })
})
