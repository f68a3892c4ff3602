import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { silentLog } from '../log.ts'
import { atEase, Ladder, rungs, step, type Standing } from './ladder.ts'
import { Shedding } from './shedding.ts'

const LOOK_MS = 100

/** Where a node stands after each tenth of a second of a pressure that is a function of time. */
function climbed(seconds: number, pressureAt: (second: number) => number): Standing[] {
  const standings = [atEase(0)]
  for (let now = LOOK_MS; now <= seconds * 1_000; now += LOOK_MS)
    standings.push(step(standings.at(-1) ?? atEase(0), pressureAt(now / 1_000), now))
  return standings
}

const changes = (standings: readonly Standing[]): number =>
  standings.filter(({ level }, at) => at > 0 && level !== standings[at - 1]?.level).length

describe('the ladder', () => {
  test('each rung has a margin between its marks, and the marks rise', () => {
    for (const [at, { on, off }] of rungs.entries()) {
      assert.ok(off < on)
      assert.ok(on > (rungs[at - 1]?.on ?? 0) && off > (rungs[at - 1]?.off ?? 0))
    }
  })

  test('is climbed at once, as far as must be', () => {
    for (const [at, { on }] of rungs.entries()) {
      assert.equal(step(atEase(0), on, 1).level, at + 1)
      assert.equal(step(atEase(0), on - 0.001, 1).level, at)
    }
  })

  test('is left rung by rung, each after five easy seconds', () => {
    const levels = climbed(40, (second) => (second < 1 ? 3 : 0)).map(({ level }) => level)
    assert.deepEqual([...new Set(levels)], [0, 5, 4, 3, 2, 1])
    assert.equal(levels.at(-1), 0)
    for (const [level, seconds] of [5, 4, 3, 2, 1].map((one) => [one, levels.filter((at) => at === one).length / 10]))
      assert.ok((seconds ?? 0) >= 5 && (seconds ?? 0) < 6.2, `${level}: ${seconds} s`)
  })

  test('does not flap: a pressure that swings around a mark changes nothing once the rung is taken', () => {
    for (const { on, off } of rungs) {
      const swinging = climbed(60, (second) => (Math.floor(second * 2) % 2 === 0 ? on : (on + off) / 2))
      assert.equal(changes(swinging.slice(12)), 0)
    }
  })

  test('whatever the pressure does, a rung is left at most once in five seconds', () => {
    let seed = 20_350_301
    const random = () => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647
    const standings = climbed(600, () => random() ** 4 * 3)
    const left = standings.filter(({ level }, at) => level < (standings[at - 1]?.level ?? 0))
    for (const [at, { since }] of left.entries()) assert.ok(at === 0 || since - (left[at - 1]?.since ?? 0) >= 5_000)
  })

  test('of a node: climbs with the lateness of its loop and comes down by itself', () => {
    const [shedding, ladder] = [new Shedding(() => 0.5), new Ladder(silentLog(), 0)]
    let now = 0
    const look = (lateMs: number) => {
      now += LOOK_MS
      shedding.look(lateMs, now)
      ladder.look(shedding.pressure, now)
    }
    assert.equal(ladder.rung, undefined)
    look(400)
    assert.equal(ladder.level, 0, 'one late look is nothing')
    for (let late = 0; late < 30; late++) look(400)
    assert.equal(ladder.rung, 'pause')
    assert.ok(ladder.has('polling') && ladder.has('pause'))
    for (let easy = 0; easy < 350; easy++) look(1)
    assert.equal(ladder.rung, undefined)
    assert.ok(!ladder.has('polling'))
  })
})
