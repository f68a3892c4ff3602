import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { DatabaseClock } from '../platform/database-clock.ts'
import type { LaneStore } from './lane-store.ts'
import { Lanes } from './lanes.ts'
import { EventState } from './state.ts'
import { drawnPlan } from './testing/plans.ts'

const NEVER = new Promise<never>(() => undefined)
/** Tables that do not answer: whoever asks stays at work. */
const store: LaneStore = {
  manifest: () => NEVER,
  load: () => NEVER,
  commit: () => NEVER,
  headOf: () => NEVER,
  entriesAfter: () => NEVER,
  time: () => NEVER,
  holds: () => NEVER,
}
const threeLanes = () => new Lanes({ store, clock: new DatabaseClock(), onCommitted: () => undefined, lanesMax: 3 })
const eventsIn = (lanes: Lanes) => [...lanes.all()].map(([eventId]) => eventId)
const turnOfTheLoop = () => new Promise((resolve) => setImmediate(resolve))

describe('the lanes of a node', () => {
  test('the one that was idle for longest makes room for another', () => {
    const lanes = threeLanes()
    for (const eventId of ['a', 'b', 'c', 'a', 'd']) lanes.of(eventId)
    assert.deepEqual(eventsIn(lanes), ['c', 'a', 'd'])
  })

  test('more that are watched or at work than should be kept are all kept, and the process goes on', async () => {
    const lanes = threeLanes()
    const stops = ['a', 'b', 'c', 'd'].map((eventId) => lanes.of(eventId).availability.watch(() => undefined))
    void lanes.of('e').lane.catchUp()
    await turnOfTheLoop()
    assert.deepEqual(eventsIn(lanes).sort(), ['a', 'b', 'c', 'd', 'e'])
    for (const stop of stops) stop()
    lanes.of('f')
    assert.deepEqual(eventsIn(lanes).sort(), ['d', 'e', 'f'])
  })

  test('events of many places make room sooner: what is in memory is bounded, not the number of events alone', async () => {
    const placesOf: Readonly<Record<string, number>> = { a: 40, b: 40, c: 10, d: 60 }
    const lanes = new Lanes({
      store: {
        ...store,
        load: async (eventId) => new EventState(drawnPlan({ key: 'floor', capacity: placesOf[eventId] ?? 1 })),
        entriesAfter: async () => [],
      },
      clock: new DatabaseClock(),
      onCommitted: () => undefined,
      placesMax: 100,
    })
    for (const eventId of ['a', 'b', 'c']) await lanes.of(eventId).lane.catchUp()
    assert.deepEqual(eventsIn(lanes), ['a', 'b', 'c'])
    await lanes.of('d').lane.catchUp()
    assert.deepEqual(eventsIn(lanes), ['c', 'd'])
    await Promise.all(['a', 'b'].map((eventId) => lanes.of(eventId).lane.catchUp()))
    lanes.of('c')
    assert.ok(
      eventsIn(lanes).reduce((sum, eventId) => sum + (placesOf[eventId] ?? 0), 0) <= 100,
      eventsIn(lanes).join(),
    )
  })
})
