import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { DatabaseClock } from './database-clock.ts'

test("this node's idea of the database's time is never ahead of it, and behind by no more than the way of an answer", () => {
  const way = fc.record({ there: fc.nat(50), back: fc.nat(50), later: fc.nat(5_000) })
  fc.assert(
    fc.property(fc.array(way, { minLength: 1, maxLength: 20 }), (ways) => {
      let time = 1_000
      const clock = new DatabaseClock(() => time)
      const ahead = 777_000
      assert.equal(clock.now(), undefined)
      for (const { there, back, later } of ways) {
        time += there
        const said = time + ahead
        time += back
        clock.hear(said)
        time += later
        const now = clock.now() ?? Number.NaN
        assert.ok(now <= time + ahead && now >= time + ahead - back)
      }
    }),
  )
})
