import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Availability } from './availability.ts'
import { chainHash, encodeEntry } from './change.ts'
import { DatabaseClock } from '../platform/database-clock.ts'
import { BATCH_MAX, GATHER_MS, Lane } from './lane.ts'
import type { LaneStore } from './lane-store.ts'
import type { Operation } from './operations.ts'
import type { Batch } from './queries.ts'
import { EventState } from './state.ts'
import { drawnPlan } from './testing/plans.ts'

const plan = drawnPlan({ key: 'floor', capacity: 30_000 })
const SOON = Infinity
const OTHERS_PLACE = 1

/** Tables that keep nothing, and commit when told to. */
function aLane() {
  const sent: Batch[] = []
  let release: () => void = () => undefined
  let held = false
  let seq = 0
  let forestalled = false
  const store: LaneStore = {
    manifest: () => Promise.resolve(plan),
    load: () => Promise.resolve(new EventState(plan)),
    async commit(batch) {
      sent.push(batch)
      if (held) await new Promise<void>((resolve) => (release = resolve))
      if (!forestalled) {
        seq++
        return { outcome: 'committed', at: 0 }
      }
      forestalled = false
      const change = ['held', 'other', 'other', [OTHERS_PLACE], 600_000, 1, null] as const
      const entry = { eventId: 'event', seq: ++seq, at: 0, changes: [change] }
      return { outcome: 'fenced', at: 0, missed: [{ entry, hash: chainHash(batch.after.hash, encodeEntry(entry)) }] }
    },
    headOf: () => Promise.resolve(seq),
    entriesAfter: () => Promise.resolve([]),
    time: () => Promise.resolve(0),
    holds: () => Promise.resolve([]),
  }
  const lane = new Lane({
    eventId: 'event',
    store,
    clock: new DatabaseClock(),
    view: new Availability(),
    onCommitted: () => undefined,
  })
  return {
    lane,
    sent,
    hold: () => (held = true),
    forestall: () => (forestalled = true),
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
      sent.map((batch) => batch.lists.freshClaims),
      [1, BATCH_MAX, 5],
    )
  })

  test('that is asked to catch up in a rush has done so with its next batch, and not at the end of the rush', async () => {
    const { lane } = aLane()
    let rush = true
    const buy = async (): Promise<void> => {
      while (rush) await lane.submit(aHold(), SOON)
    }
    // So many that some always wait.
    const buyers = Array.from({ length: 4 }, buy)
    let timer: NodeJS.Timeout | undefined
    const never = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new Error('it waits for the end of the rush')), 5_000)
    })
    await Promise.race([lane.catchUp(), never])
    clearTimeout(timer)
    assert.ok(!lane.idle)
    rush = false
    await Promise.all(buyers)
  })

  test('after a batch of several, what comes gathers for five milliseconds; after one alone, it is sent at once', async (t) => {
    t.mock.timers.enable({ apis: ['setTimeout'] })
    const { lane, sent } = aLane()
    await lane.submit(aHold(), SOON)
    await Promise.all([lane.submit(aHold(), SOON), lane.submit(aHold(), SOON)])
    assert.equal(sent.length, 2, 'nobody waits behind one alone')
    const asked = [lane.submit(aHold(), SOON)]
    await turn()
    asked.push(lane.submit(aHold(), SOON))
    await turn()
    assert.equal(sent.length, 2)
    t.mock.timers.tick(GATHER_MS)
    await Promise.all(asked)
    assert.deepEqual(
      sent.map((batch) => batch.lists.freshClaims),
      [1, 2, 2],
    )
  })

  test('in a rush the next batch is decided while one is on its way, and answered only after both are written', async () => {
    const { lane, sent, hold, letGo } = aLane()
    hold()
    const answered: number[] = []
    const ask = (batch: number, count: number) =>
      Array.from({ length: count }, () => lane.submit(aHold(), SOON).then(() => answered.push(batch)))
    const first = ask(1, 300)
    await turn()
    const second = ask(2, 1_500)
    const third = ask(3, 10)
    await turn()
    assert.deepEqual([sent.length, answered.length], [1, 0])
    letGo()
    await Promise.all([...first, ...second, ...third])
    assert.deepEqual(
      answered,
      answered.toSorted((a, b) => a - b),
    )
    assert.deepEqual(
      sent.map((batch) => [batch.after.seq, batch.lists.freshClaims]),
      [
        [0, 300],
        [1, 1_000],
        [2, 510],
      ],
    )
    for (const [index, batch] of sent.entries()) if (index > 0) assert.equal(batch.after.hash, sent[index - 1]?.hash)
  })

  test('what was decided on a batch that another node forestalled is decided again', async () => {
    const { lane, sent, hold, letGo, forestall } = aLane()
    await lane.submit(aHold(), SOON)
    hold()
    forestall()
    const mine = Array.from({ length: 1_300 }, () => lane.submit(aHold(), SOON))
    await turn()
    letGo()
    const answers = await Promise.all(mine)
    const places = answers.flatMap((answer) => ('held' in answer ? answer.held.places : []))
    assert.equal(new Set(places).size, 1_300, 'no place twice')
    assert.ok(!places.includes(OTHERS_PLACE), 'nor that of the other node')
    assert.deepEqual(
      sent.map((batch) => batch.after.seq),
      [0, 1, 2, 3],
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
