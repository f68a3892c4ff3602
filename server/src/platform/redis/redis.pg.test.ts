import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { hintsThrough, type Hints } from '../hints.ts'
import { silentLog } from '../log.ts'
import { bucketsIn } from '../shared-buckets.ts'
import { testDatabase } from '../testing/test-database.ts'
import { openRedis, script, type Redis } from './index.ts'
import { startRedisServer, type RedisServer } from './testing/redis-server.ts'

const HOUR_MS = 3_600_000
const SOON_MS = 15_000
/** A busy machine is no lost Redis. */
const PATIENCE_MS = 5_000
const ECHO = script('return ARGV[1]')

const started = await startRedisServer()

describe('Redis', typeof started === 'string' ? { skip: started } : {}, () => {
  const server = started as RedisServer
  let connections = 0
  const open = (prefix = `test${connections++}`, answersWithinMs = PATIENCE_MS) =>
    openRedis({ url: server.url, prefix, log: silentLog(), answersWithinMs })
  let redis: Redis

  before(async () => {
    redis = await open()
  })
  after(async () => {
    redis.stop()
    await server[Symbol.asyncDispose]()
  })

  test('is there, answers, and what it never heard of it learns', async () => {
    assert.equal(redis.isThere, true)
    assert.equal(await redis.run(ECHO, 'key', ['hello']), 'hello')
    assert.equal(await redis.run(ECHO, 'key', [7]), '7')
  })

  test('keeps what installations with other secrets say apart', async () => {
    const other = await open()
    const limit = { capacity: 1, drainMs: HOUR_MS }
    const [mine, theirs] = [bucketsIn(redis), bucketsIn(other)]
    assert.equal((await mine.add('apart', limit))?.waitMs, 0)
    assert.equal((await theirs.add('apart', limit))?.waitMs, 0)
    const heard: string[] = []
    await other.subscribe(
      'word',
      (message) => heard.push(message),
      () => undefined,
    )
    await redis.publish('word', 'not yours')
    await other.publish('word', 'yours')
    await until(() => heard.length > 0)
    assert.deepEqual(heard, ['yours'])
    other.stop()
  })

  test('that is silent costs one question a tenth of a second, and the next ones nothing; it is asked again once it answers', async () => {
    const hasty = await open(undefined, 100)
    server.pause()
    try {
      const begun = performance.now()
      assert.equal(await hasty.run(ECHO, 'key', ['?']), undefined)
      const first = performance.now() - begun
      assert.ok(first >= 95 && first < 5_000, `${first} ms`)
      const before = hasty.withoutAnswer
      // Whoever waits for anything lets the process come to what is to be done next.
      let waited = false
      const next = setImmediate(() => (waited = true))
      for (let n = 0; n < 1_000; n++) assert.equal(await hasty.run(ECHO, 'key', ['?']), undefined)
      clearImmediate(next)
      assert.equal(waited, false, 'nobody waited again')
      assert.equal(hasty.withoutAnswer - before, 1_000)
      assert.equal(hasty.isThere, false)
    } finally {
      server.resume()
    }
    await until(() => hasty.isThere)
    assert.equal(await hasty.run(ECHO, 'key', ['back']), 'back')
    hasty.stop()
  })

  test('that is killed in the middle of questions is done without, and asked again when another takes its place', async () => {
    const asked = Array.from({ length: 200 }, (_, n) => redis.run(ECHO, 'key', [n]))
    await server.kill()
    const answers = await Promise.all(asked)
    assert.ok(answers.every((answer, n) => answer === undefined || answer === String(n)))
    await until(() => !redis.isThere)
    assert.equal(await redis.publish('word', 'x'), false)
    await server.restart()
    await until(() => redis.isThere)
    assert.equal(await redis.run(ECHO, 'key', ['again']), 'again')
  })

  test('that is not there at the start is gone without, and asked when it comes', async () => {
    await server.kill()
    const late = await open()
    assert.equal(late.isThere, false)
    assert.equal(await late.run(ECHO, 'key', ['?']), undefined)
    await server.restart()
    await until(() => late.isThere && redis.isThere)
    late.stop()
  })

  describe('as the keeper of a bucket', () => {
    const limit = { capacity: 3, drainMs: HOUR_MS }

    test('lets exactly its capacity through, however many nodes try at once, and says how long', async () => {
      const other = await open('test0')
      const both = [bucketsIn(redis), bucketsIn(other)]
      const drops = await Promise.all(both.flatMap((one) => Array.from({ length: 30 }, () => one.add('shared', limit))))
      assert.equal(drops.filter((drop) => drop?.waitMs === 0).length, 3)
      const waits = drops.flatMap((drop) => (drop?.waitMs ? [drop.waitMs] : []))
      assert.ok(waits.length === 57 && waits.every((ms) => ms > HOUR_MS - SOON_MS && ms <= HOUR_MS))
      assert.equal(drops.filter((drop) => drop?.fresh).length, 1)
      other.stop()
    })

    test('drains, takes tries back, and is as full as somebody knows it to be', async () => {
      const buckets = bucketsIn(redis)
      const quick = { capacity: 2, drainMs: 30 }
      for (let n = 0; n < 2; n++) await buckets.add('quick', quick)
      await until(async () => (await buckets.add('quick', quick))?.waitMs === 0)
      await buckets.raise('known', limit, 2 * HOUR_MS)
      assert.equal((await buckets.add('known', limit))?.waitMs, 0)
      assert.ok((await buckets.add('known', limit))?.waitMs !== 0)
      await buckets.adjust('known', limit, -1)
      assert.equal((await buckets.add('known', limit))?.waitMs, 0)
      const over = await buckets.adjust('known', limit, 5)
      assert.ok(over !== undefined && over.levelMs <= 3 * HOUR_MS, 'never fuller than full')
    })
  })

  describe('as the way of hints', () => {
    test('brings them to every node; while it is away the database does, and each node that had lost it looks again', async () => {
      await using db = await testDatabase()
      const [near, far] = [await open('hints'), await open('hints')]
      const [here, there] = [hintsThrough(near, db), hintsThrough(far, db)]
      const heard: string[] = []
      let missed = 0
      const stop = await there.listen(
        'news',
        (hint) => heard.push(hint),
        () => missed++,
      )
      const hears = async (from: Hints, hint: string) => {
        await from.send('news', [hint])
        await until(() => heard.includes(hint))
      }
      const many = Array.from({ length: 1_000 }, (_, n) => `hint-${n}`)
      await here.send('news', many)
      await until(() => heard.length === many.length)
      assert.deepEqual(heard, many)
      await server.kill()
      await until(() => !near.isThere && !far.isThere)
      await hears(here, 'without it')
      assert.equal(missed, 0)
      await server.restart()
      await until(() => near.isThere && far.isThere)
      assert.equal(missed, 1)
      await hears(here, 'with it again')
      await stop()
      near.stop()
      far.stop()
    })
  })
})

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + SOON_MS
  while (!(await holds())) {
    assert.ok(performance.now() < deadline, `not within ${SOON_MS} ms`)
    await wait(5)
  }
}
