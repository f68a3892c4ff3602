import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { DatabaseClock } from '../platform/database-clock.ts'
import { GENESIS_HASH } from './change.ts'
import { HoldClock, outageOf } from './hold-clock.ts'
import { longer } from './make-up.ts'

const MINUTE = 60_000

describe('the time that holds go by', () => {
  test('runs with the database while the sale is served, stands still when it is not, and goes on from there', () => {
    let ms = 0
    const database = new DatabaseClock(() => ms)
    const clock = new HoldClock(database)
    clock.hear(1_000_000)
    assert.equal(clock.now(), 1_000_000, 'nobody watches')
    clock.hearServed(1_000_000)
    const seen: number[] = []
    for (ms = 0; ms <= 20_000; ms += 1_000) seen.push((clock.now() ?? 0) - 1_000_000)
    assert.deepEqual(seen.slice(0, 5), [0, 1_000, 2_000, 3_000, 4_000])
    assert.deepEqual(new Set(seen.slice(5)), new Set([4_000]))
    assert.equal(clock.behindMs, ms - 4_000)
    clock.hearServed(1_000_000 + ms)
    assert.deepEqual([clock.now(), clock.behindMs], [1_000_000 + ms, 0])
  })

  test('what lasts longer than half an hour is made up for by nothing', () => {
    assert.deepEqual(outageOf(0, 4_001), { beganAt: 4_000, endedAt: 4_001 })
    assert.equal(outageOf(0, 4_000), undefined)
    assert.equal(outageOf(0, 30 * MINUTE + 1), undefined)
    assert.equal(outageOf(10_000, 0), undefined, 'a clock that was set back is no outage')
    assert.equal(outageOf(undefined, 5_000), undefined)
  })

  test('a hold has as much time left as it had, within two hours, and one that was over stays over', () => {
    const head = { eventId: 'e', seq: 7, hash: GENESIS_HASH }
    const hold = (holdId: string, expiresAt: number, heldAt = 0) => ({ holdId, heldAt, expiresAt })
    const made = longer(head, [hold('over', 4_000), hold('live', 10_000), hold('old', 118 * MINUTE)], {
      beganAt: 4_000,
      endedAt: 4_000 + 10 * MINUTE,
    })
    assert.deepEqual(
      made.holds.map(({ holdId, expiresAt }) => [holdId, expiresAt]),
      [
        ['live', 10_000 + 10 * MINUTE],
        ['old', 120 * MINUTE],
      ],
    )
    assert.deepEqual([made.seq, made.entries.length, made.nextDue], [8, 1, 4_000])
    assert.match(made.entries[0]?.body ?? '', /"at":4000,"changes":\[\["extended","live",610000,"outage"\]/)
    assert.deepEqual(longer(head, [], { beganAt: 0, endedAt: 1 }).entries, [])
  })
})
