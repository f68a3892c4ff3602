import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { SECOND_MS } from '../platform/clock.ts'
import { DatabaseClock } from '../platform/database-clock.ts'
import type { Database } from '../platform/database.ts'
import { silentLog } from '../platform/log.ts'
import { HoldClock } from './hold-clock.ts'
import { SaleWatch } from './sale-watch.ts'

/** A process that has looked once and looks each second, in a time that a test makes pass; others serve the sale all the time. */
async function aWatch(t: TestContext) {
  t.mock.timers.enable({ apis: ['setInterval', 'setTimeout'] })
  let [wall, monotonic, isAway, asked] = [1_000_000_000, 0, false, 0]
  t.mock.method(Date, 'now', () => wall)
  let answer = () => undefined
  const served = () => [{ now: Date.now(), served_at: Date.now() }]
  const sql = () => {
    asked++
    if (!isAway) return Promise.resolve(served())
    return new Promise((resolve) => {
      const before = answer
      answer = () => (before(), resolve(served()), undefined)
    })
  }
  /** The database answers all that it was asked. */
  const comeBack = () => {
    isAway = false
    answer()
    answer = () => undefined
  }
  const clock = new HoldClock(new DatabaseClock(() => monotonic))
  const watch = new SaleWatch({
    laneDb: { sql } as unknown as Database,
    clock,
    serves: () => 'no',
    makeUps: [],
    onGrown: () => undefined,
    log: silentLog(),
    monotonic: () => monotonic,
  })
  await watch.start()
  t.after(() => {
    comeBack()
    return watch.stop()
  })
  const turn = () => new Promise((resolve) => setImmediate(resolve))
  return {
    watch,
    clock,
    asked: () => asked,
    turn,
    /** The process goes on, second by second. */
    live: async (seconds: number) => {
      for (let second = 0; second < seconds; second++) {
        wall += SECOND_MS
        monotonic += SECOND_MS
        t.mock.timers.tick(SECOND_MS)
        await turn()
      }
    },
    /** It does not, and its clocks do; `asleep`: with the whole machine, whose monotonic clock stands still as well. */
    halt: (seconds: number, asleep = false) => {
      wall += seconds * SECOND_MS
      if (!asleep) monotonic += seconds * SECOND_MS
    },
    goAway: () => void (isAway = true),
    comeBack,
  }
}

test('a process that was there all the time keeps nobody waiting, also where the database does not answer', async (t) => {
  const { watch, clock, live, goAway, asked } = await aWatch(t)
  await live(5)
  assert.equal(watch.overdueLook, undefined)
  goAway()
  const before = asked()
  for (let second = 0; second < 30; second++) {
    await live(1)
    assert.equal(watch.overdueLook, undefined, `after ${second + 1} s`)
  }
  assert.equal(asked(), before + 1, 'the database that does not answer is asked no more')
  assert.ok(watch.isCutOff)
  assert.ok(clock.behindMs > 0, 'time stands still')
})

test('one that was halted looks again, once for all who wait, and knows the time then', async (t) => {
  const { watch, clock, live, halt, asked } = await aWatch(t)
  await live(5)
  halt(60)
  assert.ok(clock.behindMs > 50 * SECOND_MS, 'it takes its own halt for an outage: the look is needed')
  const before = asked()
  const waiting = Array.from({ length: 100 }, () => watch.overdueLook)
  assert.ok(waiting.every((look) => look !== undefined))
  await Promise.all(waiting)
  assert.equal(asked(), before + 1)
  assert.equal(clock.behindMs, 0)
  assert.equal(watch.overdueLook, undefined)
})

test('the whole machine slept, and its monotonic clock with it: it looks again', async (t) => {
  const { watch, clock, live, halt } = await aWatch(t)
  await live(5)
  const before = clock.now()
  halt(600, true)
  assert.equal(clock.now(), before, 'it does not know that time has passed: the look is needed')
  await watch.overdueLook
  assert.equal(clock.now(), (before ?? 0) + 600 * SECOND_MS)
})

test('an answer that was under way through the halt is none: it looks again', async (t) => {
  const { watch, live, halt, goAway, comeBack, turn, asked } = await aWatch(t)
  await live(5)
  goAway()
  await live(1)
  halt(60)
  comeBack()
  await turn()
  const before = asked()
  assert.ok(watch.overdueLook !== undefined, 'what was asked before is answered, and is too old')
  await watch.overdueLook
  assert.equal(asked(), before + 1)
  assert.equal(watch.overdueLook, undefined)
})

test('where the look is not answered whoever waits goes on after two seconds, and nobody waits again', async (t) => {
  const { watch, live, halt, goAway, asked } = await aWatch(t)
  await live(5)
  goAway()
  halt(60)
  const before = asked()
  let gaveUp = false
  void watch.overdueLook?.then(() => (gaveUp = true))
  await live(1)
  assert.equal(gaveUp, false)
  await live(1)
  assert.ok(gaveUp)
  for (let second = 0; second < 20; second++) {
    assert.equal(watch.overdueLook, undefined, 'nobody waits a second time')
    await live(1)
  }
  assert.equal(asked() - before, 2, 'one look for those who waited, beside the one of each second')
})
