import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { DatabaseClock } from './database-clock.ts'
import { BATCH_MAX, Lane } from './lane.ts'
import type { LaneStore } from './lane-store.ts'
import type { Operation } from './operations.ts'
import type { Batch } from './queries.ts'
import { EventState } from './state.ts'
import { drawnPlan } from './testing/plans.ts'

const plan = drawnPlan({ key: 'floor', capacity: 30_000 })
const SOON = Infinity

/** Tables that keep nothing, and commit when told to. */
function aLane() {
  const sent: Batch[] = []
  let release: () => void = () => undefined
  let held = false
  const store: LaneStore = {
    manifest: () => Promise.resolve(plan),
    load: () => Promise.resolve(new EventState(plan)),
    async commit(batch) {
      sent.push(batch)
      if (held) await new Promise<void>((resolve) => (release = resolve))
      return { outcome: 'committed', at: 0 }
    },
    headOf: () => Promise.resolve(sent.length),
    entriesAfter: () => Promise.resolve([]),
    time: () => Promise.resolve(0),
    holds: () => Promise.resolve([]),
  }
  const lane = new Lane({
    eventId: 'event',
    store,
    clock: new DatabaseClock(),
    onSettled: () => undefined,
    onCommitted: () => undefined,
  })
  return {
    lane,
    sent,
    hold: () => (held = true),
    letGo: () => {
      held = false
      release()
    },
  }
}

let made = 0
const aHold = (): Operation<'hold'> => {
  const holdId = `hold ${made++}`
  const wish = { by: 'area', area: 0, quantity: 1, accessible: 0 } as const
  return { verb: 'hold', holdId, accountId: holdId, wish, digest: 1, ttlMs: 600_000, limit: 10 }
}
const turn = () => new Promise((resolve) => setImmediate(resolve))

describe('a lane', () => {
  test('sends at once when idle; while a batch is on its way the next gather, up to a thousand', async () => {
    const { lane, sent, hold, letGo } = aLane()
    hold()
    const first = lane.submit(aHold(), SOON)
    await turn()
    assert.equal(sent.length, 1)
    const others = Array.from({ length: BATCH_MAX + 5 }, () => lane.submit(aHold(), SOON))
    await turn()
    assert.equal(sent.length, 1, 'one batch at a time')
    letGo()
    await Promise.all([first, ...others])
    assert.deepEqual(
      sent.map((batch) => batch.writes.fresh.length),
      [1, BATCH_MAX, 5],
    )
  })

  test('refuses what overflows, before any work and with a time to come back', async () => {
    const { lane, hold, letGo } = aLane()
    hold()
    const asked = Array.from({ length: 10_500 }, () => lane.submit(aHold(), SOON))
    const overflow = await asked.at(-1)
    assert.ok(overflow && 'refused' in overflow && overflow.refused === 'busy')
    assert.ok(overflow.retryAfterMs >= 500 && overflow.retryAfterMs <= 2_000)
    letGo()
    const answers = await Promise.all(asked)
    assert.equal(answers.filter((answer) => 'held' in answer).length, 10_000)
  })

  test('leaves out whoever has given up', async () => {
    const { lane, sent, hold, letGo } = aLane()
    hold()
    const first = lane.submit(aHold(), SOON)
    await turn()
    const late = lane.submit(aHold(), performance.now())
    letGo()
    assert.deepEqual(Object.keys(await first), ['held'])
    const answer = await late
    assert.ok('refused' in answer && answer.refused === 'busy')
    assert.equal(sent.length, 1)
  })

  test('drains: what waits is answered, what is new is refused', async () => {
    const { lane, hold, letGo } = aLane()
    hold()
    const waiting = lane.submit(aHold(), SOON)
    await turn()
    const drained = lane.drain()
    const refused = await lane.submit(aHold(), SOON)
    assert.ok('refused' in refused && refused.refused === 'busy')
    letGo()
    await drained
    assert.ok('held' in (await waiting))
    assert.ok(lane.idle)
  })

  test('whoever asks in the very turn in which the last answer came is answered too', async () => {
    const { lane } = aLane()
    for (let round = 0; round < 50; round++) assert.ok('held' in (await lane.submit(aHold(), SOON)))
  })
})
